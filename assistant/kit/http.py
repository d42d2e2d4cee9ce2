"""ASGI layers that know no route: safe answers to unexpected errors, security headers, foreign origins."""

import logging
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.kit.logging import failure_fields

logger = logging.getLogger(__name__)
_API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_TOO_LARGE: Final = "The request is too large."
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": _API_POLICY,
}


def error_response(status: int, *, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the one form in which errors leave the service."""
    printable = detail.encode("utf-8", "replace").decode()  # a client's lone surrogate would break the encoder
    return JSONResponse({"error": code, "detail": printable}, status_code=status, headers=headers)


class UnexpectedErrors:
    """Turns what nobody handled into a 500 without internals; the log gets type and places, no message."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001  the rim of the service
            logger.error("Unexpected error.", extra=failure_fields(error))  # noqa: TRY400  the message may quote texts
            if not started:
                response = error_response(500, code="internal", detail="Something went wrong on our side.")
                await response(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that a response does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class KnownOrigins:
    """Refuses API requests of pages that may not embed the widget; browsers alone send an Origin."""

    def __init__(self, app: ASGIApp, *, allowed: tuple[str, ...], prefix: str) -> None:
        self._app = app
        self._allowed = frozenset(allowed)
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix) or self._knows(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        detail = "This page may not use the chat; its origin is not among the allowed origins."
        await error_response(403, code="origin_not_allowed", detail=detail)(scope, receive, send)

    def _knows(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._allowed or "*" in self._allowed:
            return True
        # A proxy may rewrite Host, but browsers vouch for same-origin requests themselves.
        return headers.get("sec-fetch-site") == "same-origin" or urlsplit(origin).netloc == headers.get("host")


class BodyLimit:
    """Refuses bodies of more than `max_bytes`, announced or not, in our form of errors."""

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > self._max_bytes:
            await error_response(413, code="content_too_large", detail=_TOO_LARGE)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self._app(scope, counted, send)
