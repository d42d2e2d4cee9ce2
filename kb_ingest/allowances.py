"""What an editor allows: findings of one article each, and the company's own contact data.

One YAML file that people can read. It names a finding by article and by what stands there, so another finding in a
later edit holds the article again, and an edit elsewhere does not. Commands write the part `articles` only; all other
lines stay as the editor wrote them.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import yaml
from filelock import FileLock, Timeout
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from assistant.kit.replace_file import replace_file
from kb_ingest.errors import IngestError
from kb_ingest.screen import KINDS, Finding
from kb_ingest.screen.finding import PERSONAL

FILE = "allowed.yaml"
HEADER = """\
# What may be published although screening finds it. `auskunft articles allow` and `disallow` write the part `articles`.
# `company`: your own contact data, one value a line: phone numbers, e-mail addresses, domains, IBANs, postal addresses.
# `kinds`: what never holds an article, as `auskunft articles held` names it, such as: personal data (e-mail address).
"""
GROUPS = (PERSONAL,)  # of kinds
WHAT_FOLLOWS = re.compile(r"\s*(?:\n[ \t]*(?:#[^\n]*)?)*\Z")
LOCK_WAIT_S = 5.0


def _or(empty: object) -> BeforeValidator:
    return BeforeValidator(lambda value: value or empty)


def _known_kind(kind: str) -> str:
    known = (*GROUPS, *KINDS)
    if kind not in known:
        raise PydanticCustomError(
            "kind", "there is no kind {kind}; the kinds are: {known}", {"kind": repr(kind), "known": "; ".join(known)}
        )
    return kind


class Entry(BaseModel):
    """A finding that is allowed, with who did it, when and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: str = Field(min_length=8, max_length=64)
    kind: str
    text: str
    by: str
    at: datetime
    reason: str | None = None


class Allowances(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: Annotated[tuple[str, ...], _or(())] = ()
    kinds: Annotated[tuple[Annotated[str, AfterValidator(_known_kind)], ...], _or(())] = ()
    articles: Annotated[dict[str, Annotated[tuple[Entry, ...], _or(())]], _or({})] = {}

    def allows(self, article_id: str, finding: Finding) -> bool:
        """Whether the finding in this article is allowed, or its kind everywhere."""
        if finding.kind in self.kinds or (finding.is_personal and PERSONAL in self.kinds):
            return True
        entries, key = self.articles.get(article_id, ()), finding.key
        return any(entry.finding == key for entry in entries)


def read(root: Path) -> Allowances:
    """The allowances in a knowledge directory. Raises IngestError when the file is damaged: nothing is allowed then."""
    path = root / FILE
    try:
        return _parse(path.read_bytes().decode())
    except FileNotFoundError:
        return Allowances()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise IngestError(
            f"{path} cannot be used: {where}: {first['msg']}. Nothing in it counts; correct it."
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = f"not valid YAML in line {mark.line + 1}" if mark else str(error)
        raise IngestError(f"{path} cannot be used: {reason}. Nothing in it counts; correct or remove it.") from error


def _parse(text: str) -> Allowances:
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  builds strings, so 0301234567 keeps its zero
    return Allowances.model_validate(content or {})


def allow(
    root: Path, article_id: str, findings: Sequence[Finding], *, by: str, at: datetime, reason: str | None
) -> None:
    """Allow findings of an article, in addition to what is allowed. Raises IngestError."""
    entries = [
        Entry(finding=finding.key, kind=finding.kind, text=finding.excerpt, by=by, at=at, reason=reason)
        for finding in {finding.key: finding for finding in findings}.values()
    ]
    with _only_writer(root):
        before = read(root)
        kept = [
            entry for entry in before.articles.get(article_id, ()) if entry.finding not in {e.finding for e in entries}
        ]
        _write(root, before.model_copy(update={"articles": before.articles | {article_id: (*kept, *entries)}}))


def disallow(root: Path, article_id: str) -> int:
    """Take back all allowances of an article; how many there were. Raises IngestError."""
    with _only_writer(root):
        before = read(root)
        taken = len(before.articles.get(article_id, ()))
        if taken:
            rest = {name: entries for name, entries in before.articles.items() if name != article_id}
            _write(root, before.model_copy(update={"articles": rest}))
        return taken


@contextmanager
def _only_writer(root: Path) -> Iterator[None]:
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "allowed.lock", timeout=LOCK_WAIT_S):
            yield
    except Timeout as error:
        raise IngestError("Somebody else is changing the allowances at the moment.") from error
    except OSError as error:
        raise IngestError(f"{root / FILE} cannot be written: {error.strerror or error}.") from error


def _write(root: Path, allowances: Allowances) -> None:
    path = root / FILE
    before, mode = (path.read_bytes().decode(), path.stat().st_mode & 0o777) if path.exists() else (HEADER, 0o600)
    replace_file(path, _with_articles(before, allowances), mode=mode)


def _with_articles(text: str, allowances: Allowances) -> str:
    """The file with another part `articles`. Where that is not a part by itself, the file is written anew."""
    first, last = _part(text, "articles") or (len(text), len(text))
    before = text[:first] if text[:first].endswith(("\n", "\ufeff")) or not first else text[:first] + "\n"
    edited = before + _dump(allowances, only={"articles"}).rstrip("\n") + (text[last:] or "\n")
    try:
        if _parse(edited) == allowances:
            return edited
    except (ValidationError, yaml.YAMLError):
        pass
    return HEADER + _dump(allowances)


def _part(text: str, name: str) -> tuple[int, int] | None:
    """The offsets of a top-level key with its value, without the comments and blank lines that follow."""
    content = yaml.compose(text, Loader=yaml.BaseLoader)
    for key, value in content.value if isinstance(content, yaml.MappingNode) else ():
        if key.value == name:
            first, last = key.start_mark.index, value.end_mark.index
            return first, first + len(WHAT_FOLLOWS.sub("", text[first:last]))
    return None


def _dump(allowances: Allowances, *, only: set[str] | None = None) -> str:
    content = allowances.model_dump(mode="json", exclude_none=True, include=only)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
