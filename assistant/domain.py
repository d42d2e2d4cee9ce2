"""Core types of the reply line. Standard library only; every stage takes and returns these."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, get_args

Language = Literal["de", "en", "fr", "it"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Address = Literal["Sie", "du"]
"""How German texts address the customer; French and Italian ones are formal."""
Spelling = Literal["de", "ch"]
"""German with ß, or as in Switzerland with ss."""
ArticleLanguage = str
"""An ISO 639-1 code: articles may be in a language that the assistant itself does not speak."""


class Stage(StrEnum):
    """The stages a customer may see as `status` events, in their order."""

    REDACT = "redact"
    RETRIEVE = "retrieve"
    DECIDE = "decide"
    ANSWER = "answer"
    VERIFY = "verify"


class Author(StrEnum):
    """Who wrote a message. `AI` and `HUMAN` must stay distinguishable everywhere (AI Act, Art. 50)."""

    CUSTOMER = "customer"
    AI = "ai"
    HUMAN = "human"
    SYSTEM = "system"


class HandOffReason(StrEnum):
    """Why a person takes over."""

    CUSTOMER_REQUEST = "customer_request"
    COMPLAINT = "complaint"
    MISSING_KNOWLEDGE = "missing_knowledge"
    LEGAL_THREAT = "legal_threat"
    DATA_PROTECTION = "data_protection"
    DISTRESS = "distress"
    PAYMENT_DISPUTE = "payment_dispute"
    CANCELLATION = "cancellation"
    REPEATED_FAILURE = "repeated_failure"
    UNSUPPORTED_REQUEST = "unsupported_request"
    REDACTION_UNAVAILABLE = "redaction_unavailable"
    DEPENDENCY_DOWN = "dependency_down"


SensitiveTopic = Literal["legal_threat", "data_protection", "distress", "payment_dispute", "cancellation"]
SENSITIVE_TOPICS: tuple[SensitiveTopic, ...] = get_args(SensitiveTopic)
"""Reasons to offer a person although an article might answer; each is a HandOffReason."""


class DeclineReason(StrEnum):
    """Why there is no answer and no ticket either."""

    OFF_TOPIC = "off_topic"
    EMPTY = "empty"
    INSTRUCTION = "instruction"


class ChatKind(StrEnum):
    """Messages that need no knowledge."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    ARE_YOU_HUMAN = "are_you_human"
    HOW_ARE_YOU = "how_are_you"
    CAPABILITIES = "capabilities"
    ACKNOWLEDGE = "acknowledge"
    INSULT = "insult"


@dataclass(frozen=True, slots=True)
class Entity:
    """Personal data found in a text: `[start, end)` are character offsets in the original text, score 0 to 1."""

    type: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text in which personal data is replaced by placeholders such as `<PERSON_1>`; offsets are the original's."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """An indexed piece of an article. `text` is Markdown as in the article; `headings` lead from the title to it."""

    chunk_id: str
    article_id: str
    title: str
    language: ArticleLanguage
    url: str | None
    headings: tuple[str, ...]
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk. `dense` is a cosine, `lexical` a BM25 score; `score` orders the passages, best first."""

    chunk: Chunk
    dense: float
    lexical: float
    score: float


EXACT: Final = "exact"
"""The reason of answers that editors have written for the question."""
COVERAGE: Final = "coverage"
"""Evidence by this name: the share of the question, by rarity, whose words the first passage has; 0 to 1."""


@dataclass(frozen=True, slots=True)
class ExactMatch:
    """Which exact answer of the editors fits, by which of its questions, and how.

    `equal` in all words, `nearly` in those that carry the meaning, or `alike`, with the cosine of the two questions.
    """

    exact_id: str
    question: str
    how: Literal["equal", "nearly", "alike"]
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for a query, best passage first, with the evidence `decide` weighs.

    `added` are the telling words of a message whose query was completed from the history. With `exact` the one passage
    is an editor's own answer.
    """

    passages: tuple[Passage, ...]
    query: str
    language: ArticleLanguage
    snapshot_id: str | None
    evidence: dict[str, float] = field(default_factory=dict)
    chosen: bool = False  # the customer picked the article
    added: tuple[str, ...] = ()
    exact: ExactMatch | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion of a clarifying question."""

    article_id: str
    title: str
    language: ArticleLanguage


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer from these passages; the first one carries the answer. `is_exact`: it is said word for word."""

    passages: tuple[Passage, ...]
    probability: float
    reason: str = "supported"

    @property
    def is_exact(self) -> bool:
        """Whether the passage is an editor's own answer to this question."""
        return self.reason == EXACT


@dataclass(frozen=True, slots=True)
class Chat:
    """A fixed text fits: greeting, thanks, "are you human?"."""

    kind: ChatKind


OTHER_COUNTRY: Final = "other_country"
"""Reason of a Clarify: the article speaks of other countries than the customer's."""


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask which of up to three articles is meant."""

    choices: tuple[Choice, ...]
    probability: float
    reason: str = "ambiguous"


@dataclass(frozen=True, slots=True)
class HandOff:
    """Offer a person; with `consented` the customer has already agreed and a ticket is opened.

    `probability` is that of the answer that is not given, where passages were found.
    """

    reason: HandOffReason
    consented: bool = False
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """No answer: the question is not ours to answer; `probability` as in HandOff."""

    reason: DeclineReason
    probability: float | None = None


DecisionName = Literal["answer", "chat", "clarify", "hand_off", "decline"]
Decision = Answer | Chat | Clarify | HandOff | Decline


@dataclass(frozen=True, slots=True)
class Source:
    """What the customer sees under a reply. `quote` stands word for word in the article; an exact answer has none."""

    article_id: str
    title: str
    url: str | None
    language: ArticleLanguage
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, step list or table of a draft and the chunks it rests on."""

    text: str
    chunk_ids: tuple[str, ...]


class CallResult(StrEnum):
    """How a request to a language model ended; the last two were never sent."""

    OK = "ok"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"  # an error of the server, or no connection
    DENIED = "denied"  # wrong key, no such model
    REFUSED = "refused"  # this request in particular
    BROKEN = "broken"  # the answer broke off
    UNUSABLE = "unusable"  # empty or endless
    STOPPED = "stopped"  # nobody waits for the answer any more
    LEFT_ALONE = "left_alone"  # it has failed too often
    OVER_BUDGET = "over_budget"


CallPurpose = Literal["answer", "rewriting"]


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One request to a language model in figures, never in words; without known prices there is no cost."""

    model: str
    result: CallResult
    milliseconds: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_eur: float | None = None
    purpose: CallPurpose = "answer"


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before verification. `origin` is `extractive`, `fixed` or the model's name."""

    statements: tuple[Statement, ...]
    origin: str
    prompt_versions: tuple[str, ...] = ()
    model_calls: tuple[ModelCall, ...] = ()  # also those that led to nothing

    @property
    def text(self) -> str:
        """The statements as Markdown, separated by blank lines."""
        return "\n\n".join(statement.text for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a statement may not reach the customer."""

    check: str
    statement: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verification; a draft without findings is supported."""

    findings: tuple[Finding, ...] = ()

    @property
    def supported(self) -> bool:
        """True when nothing was found."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class PastMessage:
    """An earlier message of the conversation, redacted; all but author and text for the assistant's own."""

    author: Author
    text: str
    decision: str | None = None
    reason: str | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer gets; field names are those of the HTTP contract. Times are milliseconds."""

    reply_id: str
    decision: DecisionName
    reason: str
    language: Language
    text: str
    sources: tuple[Source, ...]
    choices: tuple[Choice, ...]
    notice: str
    snapshot_id: str | None
    prompt_versions: tuple[str, ...]
    model: str | None
    timings_ms: dict[str, float]
    ai_generated: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """How a person may reach the customer; all optional."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class TicketReceipt:
    """Proof that a ticket is stored."""

    number: str
    status: str
    status_url: str
    created_at: datetime
    text: str
