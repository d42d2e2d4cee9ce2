"""Renders every error as `{error, detail}`."""

import re
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.exceptions import AuskunftError
from assistant.kit.http import error_response

_CODES: Final = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "content_too_large"}
_MAX_PROBLEMS: Final = 5
_MAX_WHERE_CHARS: Final = 80
_FIELD: Final = re.compile(r"[a-z][a-z_]{0,30}")


def add_exception_handlers(app: FastAPI) -> None:
    """Let the application answer with our one form of errors; unexpected ones are caught by `UnexpectedErrors`."""
    app.exception_handler(AuskunftError)(render_own_error)
    app.exception_handler(RequestValidationError)(render_malformed_request)
    app.exception_handler(HTTPException)(render_http_error)


async def render_own_error(_request: Request, error: AuskunftError) -> JSONResponse:
    """Render an error that we raised on purpose."""
    headers: dict[str, str] = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return error_response(error.status, code=error.code, detail=str(error) or error.code, headers=headers)


async def render_malformed_request(_request: Request, error: RequestValidationError) -> JSONResponse:
    """Say where the payload is wrong, without repeating what it holds."""
    problems = [f"{_where(problem['loc'])}: {_what(problem)}" for problem in error.errors()[:_MAX_PROBLEMS]]
    return error_response(422, code="invalid_request", detail="; ".join(problems))


async def render_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    """Render what the framework refuses: unknown paths and methods, bodies that are too large or cannot be read."""
    code = _CODES.get(error.status_code, "refused")
    return error_response(error.status_code, code=code, detail=str(error.detail), headers=dict(error.headers or {}))


def _where(location: tuple[int | str, ...]) -> str:
    """Name the field; of a field that we would never name like that, only that there is one."""
    names = [str(part) if isinstance(part, int) or _FIELD.fullmatch(part) else "?" for part in location]
    return ".".join(names)[:_MAX_WHERE_CHARS]


def _what(problem: dict[str, Any]) -> str:
    """Say what is wrong. A library's own check may quote the value; ours use no quotation marks."""
    message = str(problem["msg"])
    return "Value error" if problem["type"] == "value_error" and "'" in message else message
