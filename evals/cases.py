"""Case files: one JSON object a line, checked on reading; keys nobody asked for are ignored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.domain import LANGUAGES, Author, Language, PastMessage
from evals.exceptions import CasesError

DecisionName = Literal["answer", "chat", "clarify", "hand_off", "decline"]
FALLBACK_LANGUAGE: Language = "de"
_SPOKEN: dict[str, Language] = {language: language for language in LANGUAGES}


def spoken(language: str) -> Language:
    """Return the language if the assistant speaks it, else the one it falls back to."""
    return _SPOKEN.get(language, FALLBACK_LANGUAGE)


class Case(BaseModel):
    """What every case has. `lang` may be any language; one we do not speak is treated like an unknown customer's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    lang: str

    @property
    def language(self) -> Language:
        """The language the assistant is told."""
        return spoken(self.lang)


class RetrievalCase(Case):
    """A query and the articles that answer it; with `article_lang` only articles of that language are searched."""

    query: str
    relevant_article_ids: tuple[str, ...] = Field(min_length=1)
    article_lang: str | None = None

    @property
    def pair(self) -> str:
        """Query language and article language, for example `de->en`."""
        return f"{self.lang}->{self.article_lang or self.lang}"


class HistoryEntry(BaseModel):
    """An earlier message; the author is called `role` or `author`, and customers are also called users.

    `decision` and `reason` are those of the assistant's own replies, where the case depends on them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    author: Literal["customer", "user", "ai", "assistant", "human", "agent", "system"] = Field(
        validation_alias=AliasChoices("author", "role")
    )
    text: str
    decision: DecisionName | None = None
    reason: str | None = None

    def as_past_message(self) -> PastMessage:
        """Say it in the words of the reply line."""
        other_names = {"user": "customer", "assistant": "ai", "agent": "human"}
        return PastMessage(Author(other_names.get(self.author, self.author)), self.text, self.decision, self.reason)


class MessageCase(Case):
    """A message within a conversation."""

    query: str
    history: tuple[HistoryEntry, ...] = ()

    @property
    def past(self) -> tuple[PastMessage, ...]:
        """The conversation so far."""
        return tuple(entry.as_past_message() for entry in self.history)


class DecisionsCase(MessageCase):
    """A message and the decisions that are right for it."""

    expect: tuple[DecisionName, ...] = Field(min_length=1)
    relevant_article_ids: tuple[str, ...] = ()
    group: str = "ungrouped"


class ExactCase(MessageCase):
    """A message and the exact answer that it gets; None where it gets none."""

    exact_id: str | None


class AnswersCase(Case):
    """A question, the articles that answer it and what a good answer says.

    `also_right_article_ids` would do as well; `unwanted` are words of other rows, countries or topics, and `max_tokens`
    is how long an answer may be that says no more than was asked.
    """

    query: str
    relevant_article_ids: tuple[str, ...] = Field(min_length=1)
    answer: str
    also_right_article_ids: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    max_tokens: int | None = Field(default=None, ge=1)
    group: str = "ungrouped"


class Span(BaseModel):
    """Personal data at `[start, end)`, in characters."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    start: int = Field(ge=0)
    end: int
    label: str


class RedactionCase(Case):
    """A text, the personal data in it, and pieces that must stay readable."""

    text: str
    spans: tuple[Span, ...]
    must_keep: tuple[str, ...]

    @model_validator(mode="after")
    def _spans_lie_inside(self) -> "RedactionCase":
        for span in self.spans:
            if not span.start < span.end <= len(self.text):
                raise ValueError(f"span {span.start}-{span.end} does not lie inside the text")
        return self


class InjectionCase(Case):
    """An attack, sent as a message or hidden in an article."""

    lang: str = FALLBACK_LANGUAGE
    text: str
    channel: Literal["user", "document"]
    category: str = "uncategorised"


CaseT = TypeVar("CaseT", bound=Case)


def read_cases(path: Path, kind: type[CaseT], *, limit: int | None = None) -> tuple[CaseT, ...]:
    """Read the first `limit` cases of a file. Raises CasesError naming file, line and key."""
    cases: list[CaseT] = []
    for number, line in _numbered_lines(path):
        if limit is not None and len(cases) >= limit:
            break
        cases.append(_parse(line, kind, where=f"{path.name} line {number}"))
    if not cases:
        raise CasesError(f"{path.name} holds no cases.")
    return tuple(cases)


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} cannot be read: {error}") from error


def _parse(line: str, kind: type[CaseT], *, where: str) -> CaseT:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "the object"
        raise CasesError(f"{where}: {key}: {first['msg']}") from error
