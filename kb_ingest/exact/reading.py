"""Reads `exact.yaml`. Every mistake names file and line, and what to do about it."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from assistant.knowledge.lexical import words
from kb_ingest.errors import IngestError
from kb_ingest.exact.entry import GERMAN, MAX_ANSWER_CHARS, Entry, Written
from kb_ingest.sources import Source
from kb_ingest.sources.folder import FolderSource

FILE_NAME: Final = "exact.yaml"
MAX_BYTES: Final = 1_000_000
MAX_ANSWERS: Final = 250
_LISTS: Final = ("questions", "answers")
_HINTS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "literal_error": "is none of de, en, fr, it",
    "date_from_datetime_parsing": "is no date; write it as 2026-12-31",
    "date_type": "is no date; write it as 2026-12-31",
    "string_pattern_mismatch": "may have letters, digits, dots and hyphens only, such as opening-hours-de",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "is empty",
}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    answers: Annotated[
        tuple[Entry, ...],
        Field(max_length=MAX_ANSWERS, validation_alias=AliasChoices("answers", GERMAN["answers"])),
    ] = ()


def exact_files(sources: Sequence[Source], *, further: Path | None = None) -> tuple[Path, ...]:
    """The files beside the articles, and a further one such as that of the data directory, as far as they are there.

    Raises IngestError for a link that leads out of its folder: who may write there could publish any file by it.
    """
    folders = [source.place for source in sources if isinstance(source, FolderSource)]
    for folder in folders:
        if not (folder / FILE_NAME).resolve().is_relative_to(folder.resolve()):
            raise IngestError(
                f"{folder / FILE_NAME} is a link that leads out of the folder; put the file itself there."
            )
    files = [*(folder / FILE_NAME for folder in folders), *([further] if further else [])]
    return tuple({file.resolve(): file for file in files if file.is_file()}.values())


def read_files(files: Iterable[Path]) -> tuple[Written, ...]:
    """All exact answers, ids and questions checked against each other. Raises IngestError."""
    written = tuple(each for file in files for each in read_file(file))
    refuse_twins(written)
    return written


def refuse_twins(written: Sequence[Written]) -> None:
    """Raises IngestError where two answers have the same id, or the same question."""
    for one, other in combinations(written, 2):
        _refuse_twin(one, other)


def read_file(file: Path) -> tuple[Written, ...]:
    """The exact answers of a file in their order. Raises IngestError with the line of the mistake."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise IngestError(f"The exact answers in {file} cannot be read: {error.strerror}.") from error
    if len(content) > MAX_BYTES:
        raise IngestError(f"{file} has more than {MAX_BYTES // 1_000_000} MB; that is no file of exact answers.")
    try:
        return parse(content.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        raise IngestError(f"{file} is not UTF-8 text. Save it as UTF-8.") from error


def parse(text: str, file: Path) -> tuple[Written, ...]:
    """The exact answers in the text of a file. Raises IngestError."""
    try:
        node, read = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}, line {mark.line + 1}" if mark else str(file)
        raise IngestError(
            f"{place}: this is not valid YAML. Texts with a colon, and questions in brackets, belong in quotes."
        ) from error
    if not isinstance(read, dict | None):
        raise IngestError(f"{file}, line 1: the file must begin with `answers:`, and the answers below it.")
    try:
        found = _File.model_validate(read or {})
    except ValidationError as error:
        raise IngestError("; ".join(_mistakes(error.errors(), node, file))) from error
    name = next(iter(read or {}), "")
    return tuple(Written(entry, file, _line(node, (name, at))) for at, entry in enumerate(found.answers))


def _mistakes(errors: Sequence[ErrorDetails], node: yaml.Node | None, file: Path) -> Iterator[str]:
    for error in errors[:3]:
        names = [f"`{part}`" for part in error["loc"] if isinstance(part, str) and part in _KNOWN][-1:]
        what = ", ".join(names) or (f"`{error['loc'][-1]}`" if error["loc"] else "the file")
        yield f"{file}, line {_line(node, error['loc'])}: {what} {_said(error)}."


def _said(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(error["loc"][-1]), _KNOWN, n=1)
        return f"is not known; {f'{close[0]!r} is' if close else 'known are ' + ', '.join(_KNOWN)}"
    if error["type"] in {"string_too_long", "too_long"}:
        limit = error.get("ctx", {}).get("max_length")
        if error["loc"][-1] in {*_LISTS, *map(GERMAN.__getitem__, _LISTS)}:
            return f"has more than {limit} entries; split it in two"
        return f"has more than {limit} characters; an answer has at most {MAX_ANSWER_CHARS}, so write an article"
    return _HINTS.get(error["type"], f"is wrong: {error['msg'].removeprefix('Value error, ')}")


def _line(node: yaml.Node | None, place: Sequence[int | str]) -> int:
    """The line of what stands at a place of the file, or of the nearest thing around it."""
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        found = _inside(node, part)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


def _inside(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    if isinstance(node, yaml.MappingNode):
        names = {part, GERMAN.get(str(part), part)}
        return next(((key, value) for key, value in node.value if key.value in names), None)
    return None


_KNOWN: Final = (*Entry.model_fields, "answers", *dict.fromkeys(GERMAN.values()))


def _refuse_twin(one: Written, other: Written) -> None:
    first, second = one.entry, other.entry
    if first.id == second.id:
        raise IngestError(
            f"{other.file}, line {other.line}: the id {first.id!r} is also that of {one.origin}; change one."
        )
    if (first.lang, first.country) != (second.lang, second.country):
        return
    asked = {_folded(question) for question in first.questions}
    for question in second.questions:
        if _folded(question) in asked:
            raise IngestError(
                f"{other.file}, line {other.line}: “{question}” is also a question of {first.id!r} ({one.origin}); "
                "nobody can say which answer is meant, so remove one of the two."
            )


def _folded(question: str) -> tuple[str, ...]:
    return tuple(words(question))
