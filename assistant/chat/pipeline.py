"""The reply line, in the one place where its order is written.

redact -> retrieve -> decide -> answer -> verify -> settle -> restore + label; streaming follows in `stream.py`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol, assert_never

from assistant.domain import (
    Answer,
    Chat,
    Clarify,
    Decision,
    DecisionName,
    Decline,
    Draft,
    HandOff,
    HandOffReason,
    Language,
    ModelCall,
    PastMessage,
    Redacted,
    Reply,
    Retrieved,
    Source,
    Stage,
    Verdict,
)
from assistant.exceptions import KnowledgeUnavailableError, RedactionUnavailableError
from assistant.redaction.closed import or_unavailable
from assistant.redaction.vault import Vault
from assistant.retrieval.choice import picked_article
from assistant.retrieval.follow_up import query_for_choice, search_query, telling_words
from assistant.retrieval.rewriting import Rewrite, RewriteResult, Rewriting, not_rewritten
from assistant.verification.remaining import remaining


class LostVault(Vault):
    """Stands for a stored vault that cannot be opened: with new placeholders beside its own nothing would fit."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a customer with what is known about its conversation. `history` is redacted.

    So are the `unanswered` messages right before this one, which get their answer with it.
    """

    text: str = field(repr=False)
    reply_id: str
    language: Language
    history: tuple[PastMessage, ...] = ()
    vault: Vault = field(default_factory=Vault)
    article_id: str | None = None  # a choice the customer has picked
    unanswered: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reply for the customer (restored) and what may be stored (redacted).

    `message_redacted` is None when redaction failed: then nothing of the message may be kept. `dropped` are the
    sentences of the first draft that the reply is without.
    """

    reply: Reply
    text_redacted: str
    message_redacted: str | None
    decision: Decision
    verdict: Verdict
    retrieved: Retrieved | None
    model_calls: tuple[ModelCall, ...] = ()
    rewriting: Rewriting = field(default_factory=Rewriting)
    dropped: tuple[str, ...] = ()


class Redact(Protocol):
    """Replace personal data; raises RedactionUnavailableError."""

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted: ...


class Retrieve(Protocol):
    """Find passages; raises KnowledgeUnavailableError."""

    def retrieve(self, query: str, *, language: Language, article_id: str | None = None) -> Retrieved: ...


class Speak(Protocol):
    """Everything that writes for the customer."""

    def draft(self, decision: Decision, *, query: str, language: Language) -> Draft: ...

    def sources(self, decision: Decision, draft: Draft) -> tuple[Source, ...]: ...


class Verify(Protocol):
    """Check a draft against the passages it cites."""

    def verify(self, draft: Draft, decision: Decision, *, query: str) -> Verdict: ...


DetectLanguage = Callable[[str, Language], Language]
DecideFromMessage = Callable[[str, tuple[PastMessage, ...], Language], Decision | None]
DecideFromPassages = Callable[[str, tuple[PastMessage, ...], Retrieved, Language], Decision]
NoticeFor = Callable[[Language], str]
Observe = Callable[[Stage], None]
FindExact = Callable[[str, Language], Retrieved | None]
"""The editors' exact answer to a question; raises KnowledgeUnavailableError."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of the line; replaced by fakes in tests."""

    detect_language: DetectLanguage
    redactor: Redact
    decide_from_message: DecideFromMessage
    retriever: Retrieve
    decide_from_passages: DecideFromPassages
    speaker: Speak
    extractive: Speak
    verifier: Verify
    notice: NoticeFor
    exact: FindExact = lambda _question, _language: None
    rewrite: Rewrite = not_rewritten


def reply(turn: Turn, stages: Stages, *, observe: Observe = lambda _: None) -> Outcome:
    """Answer one turn. Fails closed: without redaction nothing else sees the text."""
    clock = _Clock(observe)
    started = time.perf_counter()
    retrieved: Retrieved | None = None
    verdict = Verdict()
    rewriting = Rewriting()
    message: str | None = None
    query = ""
    language = turn.language
    try:
        with clock.stage(Stage.REDACT):
            language = or_unavailable(lambda: stages.detect_language(turn.text, turn.language))
            message = redact(stages.redactor, turn.text, language=language, vault=turn.vault)
        query = asked = "\n".join((*turn.unanswered, message))
        decision, picked = _before_search(turn, asked, stages, language)
        if decision is None:
            with clock.stage(Stage.RETRIEVE):
                retrieved = None if picked else stages.exact(asked, language)
                if retrieved is None:
                    query, rewriting = _query(turn, asked, stages, language, picked=picked)
                    retrieved = _search(query, rewriting.query or query, asked, stages, language, picked=picked)
            with clock.stage(Stage.DECIDE):
                decision = stages.decide_from_passages(asked, turn.history, retrieved, language)
    except RedactionUnavailableError:
        decision = HandOff(HandOffReason.REDACTION_UNAVAILABLE)
    except KnowledgeUnavailableError:
        decision = HandOff(HandOffReason.DEPENDENCY_DOWN)
    with clock.stage(Stage.ANSWER):
        draft = stages.speaker.draft(decision, query=query, language=language)
        model_calls = (*rewriting.calls, *draft.model_calls)
    with clock.stage(Stage.VERIFY):
        verdict = stages.verifier.verify(draft, decision, query=query)
        drafted = draft.statements
        decision, draft = _settle(decision, draft, verdict, stages, query=query, language=language)
    finished = Reply(
        reply_id=turn.reply_id,
        decision=_kind(decision),
        reason=_reason(decision),
        language=language,
        text=turn.vault.restore(draft.text),
        sources=stages.speaker.sources(decision, draft),
        choices=decision.choices if isinstance(decision, Clarify) else (),
        notice=stages.notice(language),
        snapshot_id=retrieved.snapshot_id if retrieved else None,
        prompt_versions=draft.prompt_versions,
        model=None if draft.origin in ("extractive", "fixed") else draft.origin,
        timings_ms={**clock.timings_ms, "total": _ms(started)},
    )
    dropped = tuple(statement.text for statement in drafted if statement not in draft.statements)
    return Outcome(finished, draft.text, message, decision, verdict, retrieved, model_calls, rewriting, dropped)


def redact(redactor: Redact, text: str, *, language: Language, vault: Vault) -> str:
    """The text with placeholders. Raises RedactionUnavailableError, whatever went wrong."""
    if isinstance(vault, LostVault):
        raise RedactionUnavailableError("The vault of this conversation cannot be read.")
    return or_unavailable(lambda: redactor.redact(text, language=language, vault=vault).text)


def _before_search(turn: Turn, asked: str, stages: Stages, language: Language) -> tuple[Decision | None, str | None]:
    """What the message alone decides, or the article that it picks.

    A button's words are no request of the customer; what she has written herself for a person goes before a choice.
    """
    is_button = turn.article_id is not None and not turn.unanswered
    ruled = None if is_button else stages.decide_from_message(asked, turn.history, language)
    if isinstance(ruled, HandOff):
        return ruled, None
    picked = turn.article_id or picked_article(asked, turn.history, language)
    return (None, picked) if picked else (ruled, None)


def _query(turn: Turn, asked: str, stages: Stages, language: Language, *, picked: str | None) -> tuple[str, Rewriting]:
    """What is answered, in the customer's own words alone, and what a model would search for instead."""
    if picked:
        return query_for_choice(asked, turn.history, language), Rewriting()
    rewriting = stages.rewrite(asked, turn.history, language)
    stands_alone = rewriting.result is RewriteResult.UNCHANGED
    return asked if stands_alone else search_query(asked, turn.history, language), rewriting


def _search(
    query: str, searched: str, asked: str, stages: Stages, language: Language, *, picked: str | None
) -> Retrieved:
    """What is found for a message that has no exact answer as it stands, but may have one when it is completed."""
    exact = None if picked or query == asked else stages.exact(query, language)
    return exact or _retrieve(searched, asked, stages, language, picked=picked)


def _retrieve(query: str, asked: str, stages: Stages, language: Language, *, picked: str | None) -> Retrieved:
    """What is found, with the customer's own words where more than those was searched for."""
    retrieved = stages.retriever.retrieve(query, language=language, article_id=picked)
    is_completed = not picked and query != asked
    return replace(retrieved, added=telling_words(asked, language)) if is_completed else retrieved


def _settle(
    decision: Decision, draft: Draft, verdict: Verdict, stages: Stages, *, query: str, language: Language
) -> tuple[Decision, Draft]:
    """Faulty sentences are dropped; with too little left the answer is quoted, and if even that fails, handed off."""
    if verdict.supported:
        return decision, draft
    rest = remaining(draft, verdict)
    if rest and stages.verifier.verify(rest, decision, query=query).supported:
        return decision, rest
    quoted = stages.extractive.draft(decision, query=query, language=language)
    if stages.verifier.verify(quoted, decision, query=query).supported:
        return decision, quoted
    probability = decision.probability if isinstance(decision, Answer) else None
    fallback = HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=probability)
    return fallback, stages.extractive.draft(fallback, query=query, language=language)


def _kind(decision: Decision) -> DecisionName:
    match decision:
        case Answer():
            return "answer"
        case Chat():
            return "chat"
        case Clarify():
            return "clarify"
        case HandOff():
            return "hand_off"
        case Decline():
            return "decline"
        case _:
            assert_never(decision)


def _reason(decision: Decision) -> str:
    match decision:
        case Answer(reason=reason) | Clarify(reason=reason):
            return reason
        case Chat(kind=kind):
            return kind.value
        case HandOff(reason=hand_off_reason):
            return hand_off_reason.value
        case Decline(reason=decline_reason):
            return decline_reason.value
        case _:
            assert_never(decision)


class _Clock:
    """Milliseconds per stage; tells the observer when a stage begins."""

    def __init__(self, observe: Observe) -> None:
        self.timings_ms: dict[str, float] = {stage.value: 0.0 for stage in Stage}
        self._observe = observe

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        self._observe(stage)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[stage.value] += _ms(started)


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
