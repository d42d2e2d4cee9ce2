"""Words on which a decision depends and that are nobody's name: redaction leaves them readable.

A model that finds names by their surroundings takes a rare word in a short message for one: "Voglio uccidermi".
"""

import re
from typing import Final

from assistant.decision.normalise import normalise
from assistant.decision.rules.cancellation import PATTERN as CANCELLATION
from assistant.decision.rules.data_protection import PATTERN as DATA_PROTECTION
from assistant.decision.rules.distress import PATTERN as DISTRESS
from assistant.decision.rules.insult import ABUSE
from assistant.decision.rules.legal_threat import PATTERN as LEGAL_THREAT
from assistant.decision.rules.nonsense import is_typed_at_random
from assistant.decision.rules.payment_dispute import PATTERN as PAYMENT_DISPUTE
from assistant.decision.rules.unsupported_request import PATTERN as UNSUPPORTED_REQUEST

_RULES: Final = (
    CANCELLATION,
    DATA_PROTECTION,
    DISTRESS,
    ABUSE,
    LEGAL_THREAT,
    PAYMENT_DISPUTE,
    UNSUPPORTED_REQUEST,
)
_MAX_ENDING: Final = 4
_WORD: Final = re.compile(r"(?<![a-z\\])[a-z]{4,}(?![a-z]|\[|\\w)")
_WITH_OPTIONAL_LETTER: Final = re.compile(r"(?<![a-z\\])[a-z]{5,}(?=\?)")
_STEM: Final = re.compile(r"(?<![a-z\\])[a-z]{5,}(?=\[|\\w|\(\?:)")
# Words that are a name as well.
_ALSO_NAMES: Final = (
    "alla aller antun april august bien bill black bruder case company dalla depp esel affe penner schwein ziege jerk "
    "freund "
    "vater sohn opfer partner grand gros hacker hanno harm hart heiss hell hope house iban junk jung kiss koennen "
    "kopf kosten "
    "kraft lane lawyer mann mari mena mise mora pace paye pena personne petit porter portero reza samu sans schreiber "
    "small "
    "stark stroh voisin weeks wende zimmer"
)
_NAMES: Final = frozenset(_ALSO_NAMES.split())
_INFLECTIONS: Final = (
    "killing hurting morta morto crediti merda zitto bloede bloeder bloedes dumme dummer dummes daemlicher idioten "
    "vollidiot "
    "vollidioten arschloecher scheissbot drecksbot saftladen"
)
_INFLECTED: Final = frozenset(_INFLECTIONS.split())


def _words(pattern: str) -> set[str]:
    return {*_WORD.findall(pattern), *(word[:-1] for word in _WITH_OPTIONAL_LETTER.findall(pattern))}


WORDS: Final = frozenset(word for rule in _RULES for word in _words(rule.pattern)) | _INFLECTED
STEMS: Final = frozenset(stem for rule in _RULES for stem in _STEM.findall(rule.pattern)) - _NAMES


def is_plain(expression: str) -> bool:
    """Tell whether each word is one that a rule names, or a hand on the keyboard; capitals and accents do not count."""
    words = [word for word in normalise(expression).split() if len(word) > 1]  # the d of d'annuler
    return bool(words) and all(map(_is_plain_word, words))


def _is_plain_word(word: str) -> bool:
    if word in _NAMES:
        return False
    stems = (word[: len(word) - ending] for ending in range(_MAX_ENDING + 1))
    return word in WORDS or any(stem in STEMS for stem in stems) or is_typed_at_random(word)
