"""The list of sources that editors write: one YAML file, a source each with its kind and settings."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import yaml
from pydantic import ValidationError

from kb_ingest.errors import IngestError, SourceError
from kb_ingest.sources.source import Source

MAX_BYTES = 1_000_000


class SourceEntry(Protocol):
    """The settings of one source; a frozen pydantic model that refuses unknown keys and holds no secret."""

    @classmethod
    def model_validate(cls, obj: object, *, context: Mapping[str, object] | None = None) -> Self: ...

    def model_dump(self) -> dict[str, object]: ...

    def open(self, *, state: Path) -> Source:
        """The source; below `state` it may keep what makes the next run cheaper. Raises SourceError.

        Opening writes nothing.
        """
        ...


class Kinds(Protocol):
    """What turns the word after `kind:` into its model."""

    def __call__(self, kind: str) -> type[SourceEntry]:
        """The model. Raises KeyError."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A source, the settings it was opened with, and where they are written."""

    source: Source
    settings: SourceEntry
    said_in: str


def refuse_namesakes(opened: Sequence[Opened]) -> None:
    """Raises IngestError for different settings of one source: only one of them would count in the manifest."""
    first: dict[str, Opened] = {}
    for each in opened:
        other = first.setdefault(each.source.name, each)
        if each.settings != other.settings:
            mine, theirs = each.settings.model_dump(), other.settings.model_dump()
            keys = ", ".join(f"`{key}`" for key in mine if mine[key] != theirs.get(key))
            raise IngestError(
                f"{other.said_in} and {each.said_in}: both are the source {each.source.name} and differ in {keys}. "
                "Make them one entry."
            )


def read_source_list(file: Path, *, kinds: Kinds, state: Path) -> list[Opened]:
    """The sources that the file lists; relative paths in it count from its folder. Raises IngestError."""
    return [
        open_entry(entry, kinds=kinds, state=state, said_in=f"{file}, line {line}", folder=file.resolve().parent)
        for line, entry in _entries(file)
    ]


def open_entry(
    entry: dict[str, object], *, kinds: Kinds, state: Path, said_in: str, folder: Path | None = None
) -> Opened:
    """The source of one entry. Raises IngestError with one line that begins with `said_in`."""
    kind = entry.get("kind")
    try:
        model = kinds(str(kind))
    except KeyError as error:
        raise IngestError(f"{said_in}: kind: {_unknown(kind)}{error.args[0]}.") from None
    try:
        settings = model.model_validate(entry, context={"folder": folder})
        name = settings.open(state=state).name
        digest = hashlib.sha256(name.encode()).hexdigest()[:12]  # the same whatever the other settings are
        return Opened(settings.open(state=state / f"{kind}-{digest}"), settings, said_in)
    except ValidationError as error:
        raise IngestError(f"{said_in} ({kind}): {_reasons(error)}.") from error
    except SourceError as error:
        raise IngestError(f"{said_in} ({kind}): {error}") from error


def _unknown(kind: object) -> str:
    return "is missing; it is one of " if kind is None else f"{kind!r} is none of "


def _reasons(error: ValidationError) -> str:
    """What is wrong with each key, in one line."""
    found = [(".".join(map(str, each["loc"])), each["msg"], each["type"]) for each in error.errors()]
    said = {"extra_forbidden": "is not a key of this kind", "missing": "is missing"}
    return "; ".join(f"{key}: {said.get(kind, text.removeprefix('Value error, '))}" for key, text, kind in found)


def _entries(file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Each entry of the list with its line, from 1. Raises IngestError."""
    text = _text(file)
    try:
        node, data = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise IngestError(f"{file}{where}: is not valid YAML.") from error
    entries = data.get("sources") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries or set(data) != {"sources"}:
        raise IngestError(f"{file}: must hold the key `sources:` and nothing else, followed by a list of sources.")
    assert isinstance(node, yaml.MappingNode)
    for entry, place in zip(entries, node.value[0][1].value, strict=True):
        line = place.start_mark.line + 1
        if not isinstance(entry, dict):
            raise IngestError(f"{file}, line {line}: must be a source with its `kind:` and further keys.")
        yield line, entry


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise IngestError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise IngestError(f"{file} is not UTF-8 text (byte {error.start}).") from error
    if len(raw) > MAX_BYTES:
        raise IngestError(f"{file} is longer than {MAX_BYTES:,} bytes.")
    return text
