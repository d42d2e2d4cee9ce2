"""Nothing to answer: no letter and no digit, or a hand on the keyboard."""

import re

from assistant.decision.normalise import Said
from assistant.domain import Decision, Decline, DeclineReason

WITHOUT_VOWELS = re.compile(r"(?=[a-z]{5,})[^aeiouy\W\d]+")
ONE_LETTER_REPEATED = re.compile(r"([a-z])\1{3,}")


def empty(said: Said) -> Decision | None:
    """Only punctuation or emoji, or a single word that no language has."""
    words = said.text.split()
    nonsense = len(words) == 1 and (WITHOUT_VOWELS.fullmatch(words[0]) or ONE_LETTER_REPEATED.fullmatch(words[0]))
    return Decline(DeclineReason.EMPTY) if not words or nonsense else None
