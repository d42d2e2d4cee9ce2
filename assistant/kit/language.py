"""Guesses the language of a text among given ones; works offline."""

from collections.abc import Callable, Sequence


def build_language_guess(languages: Sequence[str]) -> Callable[[str], tuple[str, float]]:
    """A function of a text to the likeliest of the languages (ISO 639-1) and its probability, 0 to 1."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    every.set_languages(list(languages))
    only_ours = LanguageIdentifier(  # keeps 25 MB less than an identifier that is restricted, which can be widened
        every.nb_ptc,
        every.nb_pc,
        every.nb_classes,
        every.tk_nextmove,
        every.tk_output,
        norm_probs=True,
        tk_row=every.tk_row,
    )

    def guess(text: str) -> tuple[str, float]:
        language, probability = only_ours.classify(text)
        return language, float(probability)

    return guess
