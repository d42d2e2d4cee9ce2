"""Work on a text in clear, of which no failure may say more than that it failed."""

import logging
from collections.abc import Callable
from typing import TypeVar

from assistant.exceptions import RedactionUnavailableError

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


def or_unavailable(work: Callable[[], Result]) -> Result:
    """Run the work. Whatever it raises, MemoryError included, becomes RedactionUnavailableError without the text."""
    try:
        return work()
    except RedactionUnavailableError:
        raise
    except Exception as error:  # noqa: BLE001  an error nobody foresaw must not let the text through either
        failure = type(error).__name__
    logger.error("redaction failed: %s", failure)
    raise RedactionUnavailableError("Personal data cannot be recognised at the moment.")
