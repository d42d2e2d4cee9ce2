"""The one place where Presidio is assembled: our recognizers and our model only, no network."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

from assistant.domain import Language
from assistant.redaction.tagger import Tagger

_NOT_NEEDED: Final = frozenset(
    {"transformers", "stanza", "torch"}
)  # optional for Presidio, and five seconds of importing


class _Refuse(MetaPathFinder):
    """Lets one thread's imports of the optional packages fail; other threads are not concerned."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname.partition(".")[0] in _NOT_NEEDED and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not needed here", name=fullname)
        return None


@contextmanager
def light_imports() -> Iterator[None]:
    """Import Presidio without the machine-learning packages it would try."""
    refuse = _Refuse()
    sys.meta_path.insert(0, refuse)
    try:
        yield
    finally:
        sys.meta_path.remove(refuse)


def build_engine(
    languages: Sequence[Language], *, is_own: Callable[[str], bool], customer_numbers: Sequence[str] = ()
) -> Any:  # noqa: ANN401  untyped here
    """Build an AnalyzerEngine with every recognizer in every language. Raises RedactionUnavailableError.

    `is_own` tells whether the company's own articles use an expression; `customer_numbers` are patterns of its own
    numbers.

    Presidio's own e-mail and URL recognizers stay out: they ask the public suffix list over the network.
    """
    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)  # it tells of each recognizer, each time
    with light_imports():
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

        from assistant.redaction.nlp_engine import TaggerEngine
        from assistant.redaction.recognizers import build_recognizers
    return AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=build_recognizers(languages, customer_numbers=customer_numbers),
            supported_languages=list(languages),
        ),
        nlp_engine=TaggerEngine(languages, Tagger(), is_own=is_own),
        context_aware_enhancer=ContextAwareEnhancer(0, 0, 0, 0),  # recognizers look at their context themselves
        supported_languages=list(languages),
    )
