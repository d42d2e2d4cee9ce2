"""A subject that does what a test says, so that evaluators are tried without models."""

from collections.abc import Callable

from assistant.chat.pipeline import Outcome
from assistant.domain import (
    Answer,
    Choice,
    Chunk,
    Clarify,
    Decision,
    Decline,
    DeclineReason,
    Entity,
    HandOff,
    HandOffReason,
    Language,
    Passage,
    PastMessage,
    Reply,
    Retrieved,
    Source,
    Verdict,
)
from evals.subject import Subject


def passage(article_id: str, *, language: Language = "de", text: str = "Text.", score: float = 1.0) -> Passage:
    chunk = Chunk(f"{article_id}#0", article_id, article_id.title(), language, None, (), text, 0)
    return Passage(chunk, dense=score, lexical=score, score=score)


def outcome(
    decision: Decision, *, text: str = "", verdict: Verdict | None = None, retrieved: Retrieved | None = None
) -> Outcome:
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    match decision:
        case Answer(passages=found):
            kind = "answer"
            sources = tuple(
                Source(p.chunk.article_id, p.chunk.title, None, p.chunk.language, p.chunk.text, p.score) for p in found
            )
        case Clarify(choices=choices):
            kind = "clarify"
        case HandOff():
            kind = "hand_off"
        case _:
            kind = "decline"
    reply = Reply("r", kind, "", "de", text, sources, choices, "", "s", (), None, {})
    return Outcome(reply, text, "", decision, verdict or Verdict(), retrieved)


def answer(*article_ids: str, probability: float = 0.9, text: str = "") -> Outcome:
    return outcome(Answer(tuple(map(passage, article_ids)), probability), text=text)


HAND_OFF = outcome(HandOff(HandOffReason.MISSING_KNOWLEDGE))
DECLINE = outcome(Decline(DeclineReason.OFF_TOPIC))


class ScriptedSubject:
    """Does what a test says, and remembers what it was asked."""

    def __init__(
        self,
        *,
        rankings: dict[str, tuple[str, ...]] | None = None,
        reply: Callable[[str], Outcome] = lambda _: HAND_OFF,
        redact: Callable[[str], tuple[Entity, ...]] = lambda _: (),
    ) -> None:
        self.rankings = rankings or {}
        self.scripted_reply = reply
        self.scripted_redact = redact
        self.searched: list[tuple[str, str, tuple[str, ...] | None]] = []
        self.histories: list[tuple[PastMessage, ...]] = []

    def retrieve(self, query, *, language, article_languages=None) -> Retrieved:
        self.searched.append((query, language, article_languages))
        passages = tuple(map(passage, self.rankings.get(query, ())))
        return Retrieved(passages, query, language, "s")

    def reply(self, query, *, language, history=()) -> Outcome:  # noqa: ARG002
        self.histories.append(history)
        return self.scripted_reply(query)

    def redact(self, text, *, language) -> tuple[Entity, ...]:  # noqa: ARG002
        return self.scripted_redact(text)

    def with_model(self, server_url) -> Subject:  # noqa: ARG002
        return self
