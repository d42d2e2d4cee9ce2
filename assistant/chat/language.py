"""Which of our languages a message is written in."""

from collections.abc import Callable
from typing import cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from assistant.domain import LANGUAGES, Language

SURE = 0.8  # below this a short message says too little; the conversation's language stays


def build_language_detector() -> Callable[[str, Language], Language]:
    """A function of a message and the conversation's language so far."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))

    def detect(text: str, current: Language) -> Language:
        language, probability = identifier.classify(text)
        return cast("Language", language) if probability >= SURE else current

    return detect
