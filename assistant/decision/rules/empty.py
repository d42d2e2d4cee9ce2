"""Nothing to answer: no letter and no digit, or nothing but a hand on the keyboard."""

from assistant.decision.normalise import Said
from assistant.decision.rules.nonsense import is_nonsense
from assistant.domain import Decision, Decline, DeclineReason

MAX_WORDS = 8
"""Who types more between the words has something to say."""


def empty(said: Said) -> Decision | None:
    """Only punctuation or emoji, or only words that no language has."""
    words = said.text.split()
    nonsense = len(words) <= MAX_WORDS and all(map(is_nonsense, words))
    return Decline(DeclineReason.EMPTY) if not words or nonsense else None
