"""A third failure in a row is not shown: the customer is offered a person instead."""

from collections.abc import Callable
from itertools import takewhile
from typing import Final

from assistant.domain import (
    Author,
    Clarify,
    Decision,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    Language,
    PastMessage,
    Retrieved,
)

Decide = Callable[[str, tuple[PastMessage, ...], Retrieved, Language], Decision]

FAILURES_BEFORE_A_PERSON: Final = 2
_FAILED: Final = frozenset(
    {
        ("hand_off", HandOffReason.MISSING_KNOWLEDGE.value),
        ("hand_off", HandOffReason.REPEATED_FAILURE.value),
        ("decline", DeclineReason.OFF_TOPIC.value),
        ("decline", DeclineReason.EMPTY.value),
    }
)


def with_person_after_failures(decide: Decide) -> Decide:
    """The same decisions, except that failures in a row end in the offer of a person."""

    def decided(message: str, history: tuple[PastMessage, ...], retrieved: Retrieved, language: Language) -> Decision:
        return or_a_person(decide(message, history, retrieved, language), history)

    return decided


def or_a_person(decision: Decision, history: tuple[PastMessage, ...]) -> Decision:
    """The decision, or the offer of a person where it would be one failure too many. An answer is always given."""
    if _failures_in_a_row(history) < FAILURES_BEFORE_A_PERSON:
        return decision
    match decision:
        case (
            Clarify(probability=probability)
            | Decline(reason=DeclineReason.OFF_TOPIC | DeclineReason.EMPTY, probability=probability)
            | HandOff(reason=HandOffReason.MISSING_KNOWLEDGE, consented=False, probability=probability)
        ):
            return HandOff(HandOffReason.REPEATED_FAILURE, probability=probability)
        case _:
            return decision


def _failures_in_a_row(history: tuple[PastMessage, ...]) -> int:
    """Count the assistant's last replies without an answer; a person's message ends the row."""
    replies = (message for message in reversed(history) if message.author in (Author.AI, Author.HUMAN))
    return sum(1 for _ in takewhile(_failed, replies))


def _failed(reply: PastMessage) -> bool:
    return reply.decision == "clarify" or (reply.decision, reply.reason) in _FAILED
