"""Which of our languages a message is written in."""

from collections.abc import Callable
from typing import cast

from assistant.domain import LANGUAGES, Language
from assistant.kit.language import build_language_guess

SURE = 0.8  # below this a short message says too little; the conversation's language stays


def build_language_detector() -> Callable[[str, Language], Language]:
    """A function of a message and the conversation's language so far."""
    guess = build_language_guess(LANGUAGES)

    def detect(text: str, current: Language) -> Language:
        language, probability = guess(text)
        return cast("Language", language) if probability >= SURE else current

    return detect
