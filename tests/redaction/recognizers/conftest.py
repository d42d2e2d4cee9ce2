from collections.abc import Callable

import pytest

from assistant.domain import Entity
from assistant.redaction.presidio import light_imports
from assistant.redaction.spans import resolve
from assistant.redaction.view import View


@pytest.fixture(scope="session")
def structured() -> Callable[[str, str], tuple[Entity, ...]]:
    """What the recognizers that read the text alone find, without the trained model."""
    with light_imports():
        from assistant.redaction.recognizers import build_recognizers
        from assistant.redaction.recognizers.base import Recognizer
    recognizers = [one for one in build_recognizers(("de", "en", "fr", "it")) if isinstance(one, Recognizer)]

    def find(text: str, language: str) -> tuple[Entity, ...]:
        view = View.of(text)
        return resolve(
            Entity(recognizer.ENTITY, *view.original_span(found.start, found.end), found.score)
            for recognizer in recognizers
            if recognizer.supported_language == language
            for found in recognizer.find(view.text)
            if found.score >= 0.4
        )

    return find
