"""The list of sources that editors write: one YAML file, a source each with its kind and settings."""

import hashlib
from collections.abc import Iterator, Mapping
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

    def model_dump_json(self) -> str: ...

    def open(self, *, state: Path) -> Source:
        """The source; below `state` it may keep what makes the next run cheaper. Raises SourceError."""
        ...


class Kinds(Protocol):
    """What turns the word after `kind:` into its model."""

    def __call__(self, kind: str) -> type[SourceEntry]:
        """The model. Raises KeyError."""
        ...


def read_source_list(file: Path, *, kinds: Kinds, state: Path) -> list[Source]:
    """The sources that the file lists; relative paths in it count from its folder. Raises IngestError."""
    return [
        open_entry(entry, kinds=kinds, state=state, said_in=f"{file}, line {line}", folder=file.resolve().parent)
        for line, entry in _entries(file)
    ]


def open_entry(
    entry: dict[str, object], *, kinds: Kinds, state: Path, said_in: str, folder: Path | None = None
) -> Source:
    """The source of one entry. Raises IngestError with one line that begins with `said_in`."""
    kind = entry.get("kind")
    try:
        model = kinds(str(kind))
    except KeyError as error:
        raise IngestError(f"{said_in}: kind: {_unknown(kind)}{error.args[0]}.") from None
    try:
        settings = model.model_validate(entry, context={"folder": folder})
        digest = hashlib.sha256(settings.model_dump_json().encode()).hexdigest()[:12]
        return settings.open(state=state / f"{kind}-{digest}")
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
