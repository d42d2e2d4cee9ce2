"""One spelling for all: what rules compare is lower case, without accents, with the commonest typos corrected."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.decision.spelling import corrected
from assistant.domain import Language, PastMessage
from assistant.kit.placeholders import OURS

MAX_CHARS = 20_000
"""Rules look at the beginning of an excessive message only."""

TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae"})
APOSTROPHE = re.compile(r"(?<=\w)['’‘`´](?=\w)")
# French inversions (êtes-vous, y a-t-il) are two words, compounds (KI-Assistent) are one.
INVERSION = re.compile(r"[-‐‑](?:t[-‐‑])?(?=(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|la)\b)")
HYPHEN = re.compile(r"(?<=[^\W_])[-‐‑](?=[^\W_])")
SENTENCE_END = re.compile(r"[.!?;:\n…]+(?=\s|$)|\s[–—-]\s|\n")
NOT_A_WORD = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the rules see it: `text` is normalised without punctuation, `sentences` are its parts."""

    raw: str
    text: str
    sentences: tuple[str, ...]
    history: tuple[PastMessage, ...]
    language: Language


def understand(message: str, history: tuple[PastMessage, ...], language: Language) -> Said:
    """Normalise a message once for all rules."""
    sentences = tuple(filter(None, map(normalise, SENTENCE_END.split(message[:MAX_CHARS]))))
    return Said(message, " ".join(sentences), sentences, history, language)


def normalise(text: str) -> str:
    """Words in lower case, a single space apart: `Können Sie's?` is `koennen sie s`, `<PERSON_1>` is `_person_`."""
    text = OURS.sub(lambda match: f" _{match['type'].lower()}_ ", text)
    text = unicodedata.normalize("NFKC", text).casefold().translate(TRANSCRIBED)
    text = _without_accents(text)
    text = HYPHEN.sub("", INVERSION.sub(" ", APOSTROPHE.sub(" ", text)))
    return " ".join(corrected(word) for word in NOT_A_WORD.sub(" ", text).split())


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
