"""Which of our languages a message is written in."""

from collections.abc import Callable
from typing import cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from assistant.domain import LANGUAGES, Language

SURE = 0.8  # below this a short message says too little; the conversation's language stays


def build_language_detector() -> Callable[[str, Language], Language]:
    """A function of a message and the conversation's language so far."""
    identifier = _only_ours(LanguageIdentifier.from_model_file(MODEL_FILE))

    def detect(text: str, current: Language) -> Language:
        language, probability = identifier.classify(text)
        return cast("Language", language) if probability >= SURE else current

    return detect


def _only_ours(every: LanguageIdentifier) -> LanguageIdentifier:
    """Keeps 25 MB less than an identifier that is restricted, which can be widened again."""
    every.set_languages(list(LANGUAGES))
    return LanguageIdentifier(
        every.nb_ptc,
        every.nb_pc,
        every.nb_classes,
        every.tk_nextmove,
        every.tk_output,
        norm_probs=True,
        tk_row=every.tk_row,
    )
