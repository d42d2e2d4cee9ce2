"""Redaction as the chat uses it: whether it works at the moment, for those who operate the service."""

import threading
import time
from collections.abc import Callable
from typing import Final

from assistant.chat.pipeline import Redact
from assistant.domain import Language, Redacted
from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.closed import or_unavailable
from assistant.redaction.vault import Vault

_PROBE: Final = "Guten Tag, ich bin Erika Mustermann."
_PROBE_EVERY_S: Final = 1.0
_NOT_TRIED: Final = "Redaction has not been tried yet."
_NO_REDACTION: Final = "Personal data cannot be recognised: customers are offered a person instead of an answer."


class Gate:
    """A redactor that remembers failing until it works again."""

    def __init__(self, redactor: Redact, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._redactor = redactor
        self._clock = clock
        self._problem: str | None = _NOT_TRIED
        self._probed_at = float("-inf")
        self._probing = threading.Lock()

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted:
        """Replace personal data. Raises RedactionUnavailableError, whatever went wrong."""
        try:
            redacted = or_unavailable(lambda: self._redactor.redact(text, language=language, vault=vault))
        except RedactionUnavailableError as error:
            self._problem = f"{_NO_REDACTION} {error}"
            raise
        self._problem = None
        return redacted

    @property
    def problem(self) -> str | None:
        """Why messages cannot be answered at the moment. While redaction is down, one text a second is tried."""
        if self._problem:
            self._probe()
        return self._problem

    def _probe(self) -> None:
        if not self._probing.acquire(blocking=False):
            return
        try:
            if self._clock() - self._probed_at >= _PROBE_EVERY_S:
                self._probed_at = self._clock()
                self.redact(_PROBE, language="de", vault=Vault())
        except RedactionUnavailableError:
            return
        finally:
            self._probing.release()
