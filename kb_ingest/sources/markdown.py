"""A folder of Markdown files with front matter: `id, title, lang` and optional `url, tags, updated, valid_until`."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import frontmatter
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError

MAX_BYTES = 1_000_000
SUFFIXES = (".md", ".markdown")
FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def _tags(value: object) -> object:
    return [tag.strip() for tag in value.split(",")] if isinstance(value, str) else value or []


def _date(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


class FrontMatter(BaseModel):
    """The head of an article. Further keys are the editor's own and ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S+$")]
    title: Annotated[str, Field(min_length=1, max_length=500)]
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    url: str | None = None
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    updated: Annotated[date | None, BeforeValidator(_date)] = None
    valid_until: Annotated[date | None, BeforeValidator(_date)] = None

    @field_validator("title")
    @classmethod
    def _one_line(cls, title: str) -> str:
        return " ".join(title.split())

    @field_validator("lang", mode="before")
    @classmethod
    def _base_language(cls, lang: object) -> object:
        return lang.strip().lower().split("-")[0].split("_")[0] if isinstance(lang, str) else lang

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("must begin with http:// or https://")
        return url or None


def read_folder(folder: Path) -> Iterator[Article | Problem]:
    """Yield every article below the folder in path order. Raises PermanentSourceError."""
    if not folder.exists():
        raise PermanentSourceError(f"{folder} does not exist.")
    files = [folder] if folder.is_file() else sorted(_markdown_files(folder))
    if not files:
        raise PermanentSourceError(f"{folder} contains no Markdown files ({', '.join(SUFFIXES)}).")
    for file in files:
        origin = file.name if file == folder else file.relative_to(folder).as_posix()
        yield read_file(file, origin=origin)


def _markdown_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden:
            yield path


def read_file(file: Path, *, origin: str) -> Article | Problem:
    """Read one article, or say what is wrong with it."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        return Problem("unreadable", origin, f"cannot be read: {error.strerror}")
    if len(raw) > MAX_BYTES:
        return Problem("unreadable", origin, f"is {len(raw):,} bytes long; at most {MAX_BYTES:,} are accepted")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("unreadable", origin, f"is not UTF-8 text (byte {error.start})")
    if "\0" in text:
        return Problem("unreadable", origin, "contains NUL bytes; is it a binary file?")
    return parse(text, origin=origin)


def parse(text: str, *, origin: str) -> Article | Problem:
    """Split front matter and body and check both."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        metadata, body = frontmatter.parse(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        return Problem("invalid", origin, f"front matter is not valid YAML{where}")
    if not metadata:
        return Problem("invalid", origin, "has no front matter (--- id, title, lang ---)")
    heading = FIRST_HEADING.match(body)
    if not metadata.get("title") and heading:
        metadata["title"] = heading.group(1)
    try:
        head = FrontMatter.model_validate(metadata)
    except ValidationError as error:
        problems = "; ".join(f"{e['loc'][0] if e['loc'] else 'front matter'}: {e['msg']}" for e in error.errors())
        return Problem("invalid", origin, f"front matter: {problems}", article_id=_known_id(metadata))
    if not body.strip():
        return Problem("invalid", origin, "has no text below the front matter", article_id=head.id)
    return Article(
        article_id=head.id,
        title=head.title,
        language=head.lang,
        body=body,
        origin=origin,
        url=head.url,
        tags=head.tags,
        updated=head.updated,
        valid_until=head.valid_until,
    )


def _known_id(metadata: dict[str, object]) -> str | None:
    identifier = metadata.get("id")
    return str(identifier) if identifier else None
