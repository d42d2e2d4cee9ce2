"""The questions of the gate: an editor's golden ones, which say what is right, and customers' own, which do not."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain import DecisionName, Language


@dataclass(frozen=True, slots=True)
class Expectation:
    """What makes an answer right. `articles`: the first source is one of these; empty fields demand nothing.

    A `required` question must be answered rightly even if it was not before.
    """

    articles: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    decisions: tuple[DecisionName, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`text` of a customer's question, which has no expectation, is redacted already."""

    text: str
    language: Language
    expected: Expectation | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may change: broken golden questions, and the share of customers' answers (0 to 1).

    The share is decimal, as the editor writes it: 29 of 100 are 29 %, which binary fractions get wrong.
    """

    max_broken: int = 0
    max_changed: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Golden:
    """What the golden file says; `customer_questions` is how many of the newest ones are asked as well."""

    questions: tuple[Question, ...] = ()
    limits: Limits = Limits()
    customer_questions: int = 50


@dataclass(frozen=True, slots=True)
class Customers:
    """The newest questions of customers; `problem` says why there are none where they could not be read."""

    questions: tuple[Question, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An article under a reply: a source, or a choice of a clarifying question."""

    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the assistant says to a question. `probability` is that of an answer or a choice."""

    decision: DecisionName
    reason: str
    text: str
    sources: tuple[Shown, ...] = ()
    choices: tuple[Shown, ...] = ()
    probability: float | None = None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The article that an answer rests on most, or all that are offered."""
        return self.choices if self.decision == "clarify" else self.sources[:1]
