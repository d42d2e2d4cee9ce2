"""Reads the golden questions: one YAML file that editors write, with English or German words."""

import difflib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, get_args

import yaml
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from assistant.domain import DecisionName, Language
from kb_ingest.errors import IngestError
from kb_ingest.regression.questions import Expectation, Golden, Limits, Question

FILE_NAME: Final = "golden.yaml"
MAX_BYTES: Final = 2_000_000
MAX_QUESTIONS: Final = 2_000
DECISIONS: Final[dict[str, DecisionName]] = {
    **{name: name for name in get_args(DecisionName)},
    "antworten": "answer",
    "nachfragen": "clarify",
    "weitergeben": "hand_off",
    "ablehnen": "decline",
    "plaudern": "chat",
}
_GERMAN: Final = {
    "question": "frage",
    "lang": "sprache",
    "article": "artikel",
    "must_contain": "muss_enthalten",
    "must_not_contain": "darf_nicht_enthalten",
    "decision": "entscheidung",
    "required": "pflicht",
    "questions": "fragen",
    "max_broken": "höchstens_kaputt",
    "max_changed": "höchstens_geändert",
    "customer_questions": "kundenfragen",
}
_EXPECTATIONS: Final = ("article", "must_contain", "must_not_contain", "decision")


def _listed(value: object) -> object:
    """One entry may stand without the list around it."""
    return value if isinstance(value, list) else [value]


def _quoted(value: object) -> object:
    """YAML reads 14.90 as the number 14.9: what is compared as text must be written as text."""
    for entry in _as_list(_listed(value)):
        if not isinstance(entry, str):
            raise ValueError(f'put {entry} in quotes, as in "14,90"; without them it is no text')  # noqa: TRY004  pydantic's way
        if not entry.strip():
            raise ValueError("an empty text stands in every answer")
    return _listed(value)


def _named(value: object) -> object:
    return [str(entry) if isinstance(entry, int) else entry for entry in _as_list(_listed(value))]


def _decided(value: object) -> object:
    names = [str(entry) for entry in _as_list(_listed(value))]
    if unknown := [name for name in names if name not in DECISIONS]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(DECISIONS)}")
    return [DECISIONS[name] for name in names]


def _share(value: object) -> object:
    """`30 %` is 0.3."""
    if isinstance(value, str) and value.rstrip().endswith("%"):
        number = value.rstrip(" %").replace(",", ".")
        try:
            return Decimal(number) / 100
        except ArithmeticError as error:
            raise ValueError(f"could not convert {number!r} to a number") from error
    return value


def _yes_or_no(value: object) -> object:
    return {"ja": True, "nein": False}.get(value.lower(), value) if isinstance(value, str) else value


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _called(name: str) -> Any:  # noqa: ANN401  pydantic's own type of a default
    return Field(validation_alias=AliasChoices(name, _GERMAN[name]))


Texts = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=1000)], ...], BeforeValidator(_quoted)]
Ids = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], BeforeValidator(_named)]


class _Entry(BaseModel):
    """A list needs no brackets where it has one entry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Annotated[str, Field(min_length=1, max_length=4000), _called("question")]
    lang: Annotated[Language, _called("lang")] = "de"
    article: Annotated[Ids, _called("article")] = ()
    must_contain: Annotated[Texts, _called("must_contain")] = ()
    must_not_contain: Annotated[Texts, _called("must_not_contain")] = ()
    decision: Annotated[tuple[DecisionName, ...], BeforeValidator(_decided), _called("decision")] = ()
    required: Annotated[bool, BeforeValidator(_yes_or_no), _called("required")] = False

    def to_question(self) -> Question:
        expected = Expectation(self.article, self.must_contain, self.must_not_contain, self.decision, self.required)
        return Question(" ".join(self.question.split()), self.lang, expected)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: Annotated[tuple[_Entry, ...], Field(max_length=MAX_QUESTIONS), _called("questions")] = ()
    max_broken: Annotated[int, Field(ge=0), _called("max_broken")] = 0
    max_changed: Annotated[Decimal, Field(ge=0, le=1), BeforeValidator(_share), _called("max_changed")] = Decimal(1)
    customer_questions: Annotated[int, Field(ge=0, le=1000), _called("customer_questions")] = 50


def find_golden(file: Path | None, *, data_dir: Path) -> Golden:
    """The questions in this file, or in the data directory's `golden.yaml` if it is there. Raises IngestError."""
    default = data_dir / FILE_NAME
    return read_golden(file or default) if file or default.exists() else Golden()


def read_golden(file: Path) -> Golden:
    """The golden questions. Raises IngestError with the place of the mistake."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise IngestError(f"The golden questions in {file} cannot be read: {error.strerror}.") from error
    if len(content) > MAX_BYTES:
        raise IngestError(f"{file} has more than {MAX_BYTES // 1_000_000} MB; that is no file of golden questions.")
    return _parse(content, file)


def _parse(content: bytes, file: Path) -> Golden:
    try:
        read = yaml.safe_load(content.decode("utf-8-sig"))
        if not isinstance(read, dict | None):
            raise IngestError(f"{file} must begin with `questions:`, and the questions below it.")
        found = _File.model_validate(read or {})
    except UnicodeDecodeError as error:
        raise IngestError(f"{file} is not UTF-8 text.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise IngestError(f"{file}{_line(error)} is not valid YAML. Texts with a colon belong in quotes.") from error
    except ValidationError as error:
        raise IngestError(f"{file}: {'; '.join(map(_mistake, error.errors()[:3]))}.") from error
    for number, entry in enumerate(found.questions, start=1):
        if not any(getattr(entry, name) for name in _EXPECTATIONS):
            raise IngestError(f"{file}: question {number} says nothing of {', '.join(_EXPECTATIONS)}.")
    limits = Limits(max_broken=found.max_broken, max_changed=found.max_changed)
    return Golden(tuple(entry.to_question() for entry in found.questions), limits, found.customer_questions)


def _line(error: yaml.YAMLError | RecursionError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}," if mark else "."


def _mistake(error: ErrorDetails) -> str:
    place = [f"question {part + 1}" if isinstance(part, int) else part for part in error["loc"]]
    if place[:1] in (["questions"], ["fragen"]):
        place = place[1:]
    if len(error["loc"]) > len(("questions", 0, "article")):
        place = place[:2]
    if error["type"] == "extra_forbidden":
        known = _known(in_question=len(error["loc"]) > 1)
        return f"{', '.join(map(str, place))}: is not known; {_meant(str(place[-1]), known) or ', '.join(known)}"
    return f"{', '.join(map(str, place)) or 'the file'}: {error['msg'].removeprefix('Value error, ')}"


def _known(*, in_question: bool) -> list[str]:
    model: type[BaseModel] = _Entry if in_question else _File
    return [*model.model_fields, *(_GERMAN[name] for name in model.model_fields)]


def _meant(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"{close[0]!r} is" if close else "."


def unknown_articles(golden: Golden, ids: frozenset[str], *, withdrawn: frozenset[str]) -> tuple[str, ...]:
    """Mistakes in words for the editor: expected articles that neither exist nor did lately, with the nearest id."""
    expected = {
        article_id: question.text
        for question in golden.questions
        for article_id in (question.expected.articles if question.expected else ())
    }
    return tuple(
        f"The golden question “{text}” expects the article {article_id!r}, which does not exist"
        + _nearest(article_id, ids)
        for article_id, text in expected.items()
        if article_id not in ids | withdrawn
    )


def _nearest(article_id: str, ids: frozenset[str]) -> str:
    close = difflib.get_close_matches(article_id, sorted(ids), n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else "."
