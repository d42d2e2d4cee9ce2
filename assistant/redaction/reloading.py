"""A redactor that could not be loaded refuses every text, and is loaded again as soon as that works."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from assistant.domain import Language, Redacted
from assistant.exceptions import RedactionUnavailableError
from assistant.kit.logging import failure_fields
from assistant.redaction.vault import Vault

_TRY_AGAIN_S: Final = 10.0
logger = logging.getLogger(__name__)


class Redact(Protocol):
    """Replaces personal data, or raises RedactionUnavailableError."""

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted: ...


class Reloading:
    """Stands for a redactor: a damaged model closes the gate, and customers still reach a person."""

    def __init__(self, load: Callable[[], Redact], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Load now, and later with the text that comes after `_TRY_AGAIN_S`, until it works."""
        self._load = load
        self._clock = clock
        self._loading = threading.Lock()
        self._redactor: Redact | None = None
        self._problem = ""
        self._try_again_at = float("-inf")
        self._try()

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted:
        """Replace personal data. Raises RedactionUnavailableError with the reason why it cannot."""
        if self._redactor is None:
            self._try()
        if self._redactor is None:
            raise RedactionUnavailableError(self._problem)
        return self._redactor.redact(text, language=language, vault=vault)

    def _try(self) -> None:
        if not self._loading.acquire(blocking=False):
            return
        try:
            if self._redactor is None and self._clock() >= self._try_again_at:
                self._redactor = self._load()
        except Exception as error:  # noqa: BLE001  whatever it is: closed, and said
            ours = isinstance(error, RedactionUnavailableError)
            problem = str(error) if ours else f"Redaction cannot be loaded ({type(error).__name__})."
            if problem != self._problem:
                logger.error("%s", problem, extra=failure_fields(error))  # noqa: TRY400  types and places only
            self._problem = problem
            self._try_again_at = self._clock() + _TRY_AGAIN_S
        finally:
            self._loading.release()
