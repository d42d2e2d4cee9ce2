"""Find personal data and replace it. Fails closed: without an analysis there is no text."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from assistant.domain import LANGUAGES, Entity, Language, Redacted
from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.deadline import Deadline
from assistant.redaction.presidio import build_engine
from assistant.redaction.spans import resolve
from assistant.redaction.vault import ENTITY_TYPES, LITERAL, Vault, find_placeholder_like
from assistant.redaction.view import View

_TYPES: Final = sorted(ENTITY_TYPES)
# Loads what the libraries load lazily, so that the first customer does not wait for it.
_WARM_UP: Final = (
    "Max Muster, Am Weg 1, 12345 Musterstadt, +49 30 1234567, 0664 1234567, 044 668 18 00, max@muster.example"
)
_logger = logging.getLogger(__name__)


class Engine(Protocol):
    """Presidio's AnalyzerEngine, as far as it is needed here."""

    def analyze(self, text: str, language: str, *, entities: list[str], score_threshold: float) -> list[Any]: ...


class Redactor:
    """Replaces personal data by placeholders of the conversation's vault."""

    def __init__(self, engine: Engine, *, min_score: float, timeout_s: float) -> None:
        self._engine = engine
        self._min_score = min_score
        self._deadline = Deadline(timeout_s)

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted:
        """Replace everything that is found. Raises RedactionUnavailableError."""
        literals = [Entity(LITERAL, start, end, 1.0) for start, end in find_placeholder_like(text)]
        spans = resolve([*self.analyze(text, language=language), *literals])
        pieces: list[str] = []
        position = 0
        for span in spans:
            pieces += text[position : span.start], vault.placeholder_for(span.type, text[span.start : span.end])
            position = span.end
        pieces.append(text[position:])
        return Redacted("".join(pieces), tuple(span for span in spans if span.type != LITERAL))

    def analyze(self, text: str, *, language: Language) -> tuple[Entity, ...]:
        """Personal data in a text, sorted and without overlaps. Raises RedactionUnavailableError."""
        outcome = self._deadline.run(lambda: self._found(text, language))
        if outcome.value is None:
            _logger.error("redaction failed: %s", outcome.failure)
            raise RedactionUnavailableError("Personal data cannot be recognised at the moment.")
        return outcome.value

    def _found(self, text: str, language: Language) -> tuple[Entity, ...]:
        view = View.of(text)
        results = self._engine.analyze(view.text, language, entities=_TYPES, score_threshold=self._min_score)
        return resolve(
            Entity(result.entity_type, *view.original_span(result.start, result.end), float(result.score))
            for result in results
        )


def build_redactor(
    *,
    min_score: float,
    timeout_s: float,
    languages: Sequence[Language] = LANGUAGES,
    is_own: Callable[[str], bool] = lambda _: False,
    customer_numbers: Sequence[str] = (),
) -> Redactor:
    """Assemble Presidio and warm it up. Raises RedactionUnavailableError when the model of names is damaged.

    `min_score` is 0 to 1; `timeout_s` bounds one analysis; `is_own` tells whether the company's articles use an
    expression; `customer_numbers` are regular expressions of its own numbers.
    """
    engine = build_engine(languages, is_own=is_own, customer_numbers=customer_numbers)
    for language in languages:
        engine.analyze(_WARM_UP, language, entities=_TYPES, score_threshold=min_score)
    return Redactor(engine, min_score=min_score, timeout_s=timeout_s)
