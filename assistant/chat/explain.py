"""How a reply came about, for editors and engineers; contains redacted text only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from assistant.chat.pipeline import Outcome
from assistant.domain import (
    CallPurpose,
    CallResult,
    Chat,
    Choice,
    DecisionName,
    ExactMatch,
    Finding,
    Language,
    ModelCall,
    Passage,
)
from assistant.retrieval.rewriting import RewriteResult


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A passage and its scores by name: every number that a Passage has."""

    chunk_id: str
    article_id: str
    title: str
    headings: tuple[str, ...]
    language: str
    url: str | None
    text: str
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class ExplainedCall:
    """A request to a language model: the how manieth for its purpose, and its figures."""

    purpose: CallPurpose
    attempt: int
    model: str
    result: CallResult
    milliseconds: float
    prompt_tokens: int
    completion_tokens: int
    cost_eur: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """`redacted` is None when redaction failed, `probability` where nothing was found; times are milliseconds.

    `searched_for` is the message, or what follows from it and the history; None where nothing was searched for.
    `rewriting` is what became of a model's words for that, None where none was asked; `rewriting_objection` says why
    they were refused. `dropped` are the sentences of the draft that verification kept from the customer.
    """

    redacted: str | None
    searched_for: str | None
    rewriting: RewriteResult | None
    rewriting_objection: str | None
    language: Language
    decision: DecisionName
    reason: str
    probability: float | None
    reply: str
    choices: tuple[Choice, ...]
    evidence: dict[str, float]
    passages: tuple[ExplainedPassage, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[str, ...]
    timings_ms: dict[str, float]
    snapshot_id: str | None
    model: str | None
    model_calls: tuple[ExplainedCall, ...]
    exact: ExactMatch | None = None


def explain(outcome: Outcome) -> Explanation:
    """Redacted question, evidence, passages with their scores, decision and findings."""
    reply, retrieved = outcome.reply, outcome.retrieved
    return Explanation(
        redacted=outcome.message_redacted,
        searched_for=retrieved.query if retrieved else None,
        rewriting=outcome.rewriting.result,
        rewriting_objection=outcome.rewriting.objection,
        language=reply.language,
        decision=reply.decision,
        reason=reply.reason,
        probability=_probability(outcome),
        reply=outcome.text_redacted,
        choices=reply.choices,
        evidence={name: round(value, 4) for name, value in retrieved.evidence.items()} if retrieved else {},
        passages=tuple(_explained(passage) for passage in retrieved.passages) if retrieved else (),
        findings=outcome.verdict.findings,
        dropped=outcome.dropped,
        timings_ms=reply.timings_ms,
        snapshot_id=reply.snapshot_id,
        model=reply.model,
        model_calls=tuple(_explained_calls(outcome.model_calls)),
        exact=retrieved.exact if retrieved else None,
    )


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The explanation as the command line prints it: scores stand beside the other facts of a passage."""
    passages = [{**asdict(passage), **passage.scores} for passage in explanation.passages]
    for passage in passages:
        del passage["scores"]
    return {**asdict(explanation), "passages": passages}


def _probability(outcome: Outcome) -> float | None:
    """That of the decision; greetings have none, nor what was decided without a search."""
    decided = None if isinstance(outcome.decision, Chat) else outcome.decision.probability
    return None if decided is None else round(decided, 4)


def _explained_calls(calls: tuple[ModelCall, ...]) -> Iterator[ExplainedCall]:
    attempts: Counter[CallPurpose] = Counter()
    for call in calls:
        attempts[call.purpose] += 1
        yield ExplainedCall(attempt=attempts[call.purpose], **asdict(call))


def _explained(passage: Passage) -> ExplainedPassage:
    chunk = passage.chunk
    numbers = {field.name: getattr(passage, field.name) for field in fields(passage)}
    return ExplainedPassage(
        chunk_id=chunk.chunk_id,
        article_id=chunk.article_id,
        title=chunk.title,
        headings=chunk.headings,
        language=chunk.language,
        url=chunk.url,
        text=chunk.text,
        scores={name: round(value, 4) for name, value in numbers.items() if isinstance(value, float)},
    )
