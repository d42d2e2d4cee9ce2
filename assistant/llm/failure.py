"""Why one request to a model came to nothing, and what that allows next."""

from typing import Final

from assistant.domain import CallResult
from assistant.exceptions import LanguageModelError

_MAY_PASS: Final = frozenset({CallResult.RATE_LIMITED, CallResult.UNAVAILABLE})
_BY_STATUS: Final = {
    400: CallResult.REFUSED,
    413: CallResult.REFUSED,
    422: CallResult.REFUSED,
    408: CallResult.TIMEOUT,
    429: CallResult.RATE_LIMITED,
}
_CLIENT_ERRORS: Final = range(400, 500)


class ModelFailure(LanguageModelError):  # noqa: N818  LanguageModelError is what callers catch
    """One failed request.

    `heard_chars` is how much text had arrived, `prompt_sent` whether it may have to be paid, `wait_s` the patience that
    the server asks for.
    """

    def __init__(
        self,
        message: str,
        result: CallResult,
        *,
        heard_chars: int = 0,
        prompt_sent: bool = False,
        wait_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.result = result
        self.heard_chars = heard_chars
        self.prompt_sent = prompt_sent
        self.wait_s = wait_s

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed a moment later."""
        return self.result in _MAY_PASS and not self.heard_chars


class BrokeOffError(Exception):
    """The answer had begun, with status 200, and ended before the model said that it had finished.

    `status_code` is what the library makes of it.
    """

    def __init__(self, status_code: object = None) -> None:
        super().__init__("The answer broke off.")
        self.status_code = status_code


def failure_of(error: Exception, *, heard_chars: int) -> ModelFailure:
    """Translate what the library raised, by its status; its words may quote the request and are left out."""
    status = getattr(error, "status_code", None)
    result = _result(status, heard_chars=heard_chars)
    return ModelFailure(
        f"The language model failed ({type(error).__name__}).",
        result,
        heard_chars=heard_chars,
        prompt_sent=result is CallResult.BROKEN or isinstance(error, BrokeOffError),
        wait_s=_retry_after_s(error),
    )


def _result(status: object, *, heard_chars: int) -> CallResult:
    if heard_chars or not isinstance(status, int):
        return CallResult.BROKEN
    if status in _CLIENT_ERRORS:
        return _BY_STATUS.get(status, CallResult.DENIED)
    return CallResult.UNAVAILABLE


def _retry_after_s(error: Exception) -> float | None:
    """Seconds the server asks for; a date, or none, counts as not said."""
    headers = getattr(error, "litellm_response_headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except (TypeError, ValueError):
        return None
