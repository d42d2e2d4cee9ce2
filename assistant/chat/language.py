"""Which of our languages a message is written in."""

from collections.abc import Callable
from typing import Final, cast

from assistant.domain import LANGUAGES, Language
from assistant.kit.language import build_language_guess
from assistant.knowledge.lexical import words
from assistant.retrieval.cues import cues_of

SURE = 0.8  # below this a short message says too little; what it says is looked up then
_FEW_WORDS: Final = 4
_TELLING_CHARS: Final = 3  # shorter words are words of several languages
_ALSO: Final[dict[Language, frozenset[str]]] = {"de": frozenset({"merci"})}  # as the Swiss say


def build_language_detector() -> Callable[[str, Language], Language]:
    """A function of a message and the conversation's language so far."""
    guess = build_language_guess(LANGUAGES)

    def detect(text: str, current: Language) -> Language:
        language, probability = guess(text)
        likeliest = cast("Language", language)
        return likeliest if probability >= SURE else _by_words(text, likeliest, current)

    return detect


def _by_words(text: str, likeliest: Language, current: Language) -> Language:
    """The language whose small words a few words are: "thanks", "and Austria?"; else the conversation's."""
    said = {word for word in words(text) if len(word) >= _TELLING_CHARS}
    found = {language: len(said & cues_of(language).common) for language in LANGUAGES}
    most = max(found.values())
    best = [language for language in LANGUAGES if found[language] == most]
    stays = len(said & (cues_of(current).common | _ALSO.get(current, frozenset()))) >= most
    if stays or len(text.split()) > _FEW_WORDS:
        return current
    return best[0] if len(best) == 1 else likeliest if likeliest in best else current
