"""Whether the service can work: its services load in the background while the port is open already."""

import logging
import threading
from collections.abc import Callable
from typing import ClassVar, Final

from assistant.chat.ports import ChatServices
from assistant.exceptions import AuskunftError
from assistant.kit.logging import failure_fields

logger = logging.getLogger(__name__)
_RETRY_S: Final = 10.0


class StartingError(AuskunftError):
    """The services are still loading, or failed to."""

    code: ClassVar[str] = "starting"
    status: ClassVar[int] = 503
    retry_after_s: ClassVar[int | None] = 3


class Readiness:
    """Holds the services once they are built."""

    def __init__(self, services: ChatServices | None = None) -> None:
        self._services = services
        self._problem = "The service is starting."
        self._stopped = threading.Event()

    @property
    def services(self) -> ChatServices:
        """The services. Raises StartingError while there are none."""
        if self._services is None:
            raise StartingError(self._problem)
        return self._services

    @property
    def problem(self) -> str | None:
        """Why the service cannot work at the moment; None when it can."""
        return self._problem if self._services is None else self._services.problem()

    def build(self, build: Callable[[], ChatServices]) -> None:
        """Build the services in a thread of their own, unless they were given."""
        if self._services is None:
            threading.Thread(target=self._build, args=(build,), name="start", daemon=True).start()

    def close(self) -> None:
        """Stop trying, and close the services."""
        self._stopped.set()
        if self._services:
            self._services.close()

    def _build(self, build: Callable[[], ChatServices]) -> None:
        """Try until it succeeds, as long as the error says that waiting may help, like a database still starting."""
        while not self._stopped.is_set():
            try:
                self._services = build()
            except AuskunftError as error:
                self._problem = f"The service could not start: {error}"
                logger.error("The service could not start: %s", error, extra=failure_fields(error))  # noqa: TRY400
                if error.retry_after_s is None:
                    return
                self._stopped.wait(_RETRY_S)
            except Exception as error:  # noqa: BLE001  a thread's rim: the process must tell why it is not ready
                self._problem = "The service could not start; its log tells why."
                logger.error("The service could not start.", extra=failure_fields(error))  # noqa: TRY400
                return
            else:
                logger.info("Ready.")
                return
