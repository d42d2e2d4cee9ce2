"""Assembles the application; no behaviour of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.telemetry import TelemetryConfig

from assistant.chat import endpoints, health_endpoints, widget_endpoints
from assistant.chat.dependencies import ChatState, Company, RateLimits
from assistant.chat.gate import Gate
from assistant.chat.metrics import Metrics
from assistant.chat.ports import ChatServices
from assistant.chat.readiness import Readiness
from assistant.chat.replies import Replies
from assistant.chat.widget_files import read_files, read_widget_files
from assistant.config import Settings
from assistant.desk import endpoints as desk_endpoints
from assistant.desk.access import DeskKey
from assistant.desk.endpoints import DeskState
from assistant.desk.page import Thresholds
from assistant.exception_handlers import add_exception_handlers
from assistant.kit.closing import Closing
from assistant.kit.http import BodyLimit, KnownOrigins, SecurityHeaders, UnexpectedErrors
from assistant.prompting import Wording

MAX_BODY_BYTES: Final = 1_000_000
ROUTERS: Final = (endpoints.router, health_endpoints.router, desk_endpoints.router, widget_endpoints.router)
# The framework could export exception messages, which may quote what a customer wrote.
NO_TELEMETRY: Final = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)


def create_app(settings: Settings, services: ChatServices | None = None) -> FastAPI:
    """Assemble the application. Without `services` it builds the real ones in the background once it starts."""
    metrics = Metrics()
    app = FastAPI(
        title="Auskunft",
        docs_url=None,  # these pages would load scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan(settings, metrics),
        telemetry=NO_TELEMETRY,
    )
    app.state.chat = _chat_state(settings, services, metrics)
    app.state.desk = _desk_state(settings)
    for router in ROUTERS:
        app.include_router(router)
    add_exception_handlers(app)
    _add_middleware(app, origins=settings.server.allowed_origins)
    return app


def _chat_state(settings: Settings, services: ChatServices | None, metrics: Metrics) -> ChatState:
    return ChatState(
        readiness=Readiness(services and _watched(services, metrics)),
        replies=Replies(places=settings.limits.concurrent_replies, metrics=metrics),
        metrics=metrics,
        limits=RateLimits(per_minute=settings.limits.messages_per_minute),
        closing=Closing(),
        company=Company(
            name=settings.company.name,
            assistant_name=settings.company.assistant_name,
            default_language=settings.language,
            privacy_url=settings.company.privacy_url,
            contact=settings.company.contact,
        ),
        message_max_chars=settings.limits.message_max_chars,
        widget_files=read_widget_files(Wording(settings.company.address, settings.company.spelling)),
        serves_demo=settings.server.demo,
    )


def _watched(services: ChatServices, metrics: Metrics) -> ChatServices:
    """Let /readyz and /metrics hear when redaction fails."""
    gate = Gate(services.stages.redactor)
    return replace(
        services,
        stages=replace(services.stages, redactor=gate),
        conversations=replace(services.conversations, redactor=gate, left_out=metrics.left_out),
        problem=lambda: services.problem() or gate.problem,
    )


def _desk_state(settings: Settings) -> DeskState:
    return DeskState(
        key=DeskKey.of(settings.data_dir),
        thresholds=Thresholds(settings.deciding.answer_from, settings.deciding.clarify_from),
        files=read_files(files("assistant.desk").joinpath("pages")),
    )


def _lifespan(settings: Settings, metrics: Metrics) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    def build() -> ChatServices:
        from assistant.services import build_services

        return _watched(build_services(settings), metrics)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        chat: ChatState = app.state.chat
        chat.readiness.build(build)
        with chat.closing.on_signals():
            yield
        chat.closing.set()
        await asyncio.to_thread(chat.replies.close)
        chat.readiness.close()

    return lifespan


def _add_middleware(app: FastAPI, *, origins: tuple[str, ...]) -> None:
    """Innermost first."""
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    app.add_middleware(KnownOrigins, allowed=origins, prefix="/v1/")
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
