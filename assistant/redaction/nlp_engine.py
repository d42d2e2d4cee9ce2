"""Presidio's NLP engine: the trained model, and no tokenizer that would keep every word of every customer."""

from collections.abc import Callable, Sequence
from typing import Any

from presidio_analyzer.nlp_engine import NoOpNlpEngine

from assistant.domain import Language
from assistant.redaction.tagger import Tagger


class TaggerEngine(NoOpNlpEngine):  # type: ignore[misc]  # Presidio's classes are untyped here
    """Reads each text once, whatever its language.

    Recognizers find in the artifacts `words`, what the model says of each, and `is_own`, which tells whether the
    company's own articles use an expression.
    """

    engine_name = "auskunft_tagger"

    def __init__(self, languages: Sequence[Language], tagger: Tagger, *, is_own: Callable[[str], bool]) -> None:
        super().__init__([{"lang_code": language, "model_name": ""} for language in languages])
        self._tagger = tagger
        self._is_own = is_own

    def process_text(self, text: str, language: str) -> Any:  # noqa: ANN401
        """Presidio's artifacts, with `words` and `is_own`."""
        artifacts = super().process_text(text, language)
        artifacts.words = self._tagger.words(text)
        artifacts.is_own = self._is_own
        return artifacts
