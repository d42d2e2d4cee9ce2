"""A scripted service that speaks the HTTP contract, so that the widget is tested without the assistant."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse

WIDGET = Path(__file__).parents[2] / "widget"
NOTICE = "Hier antwortet eine KI im Auftrag der Bohnenpost GmbH, kein Mensch."
CONFIG = {
    "company": "Bohnenpost",
    "assistant_name": "KI-Assistent",
    "contact": "service@bohnenpost.example",
    "privacy_url": "https://www.bohnenpost.example/datenschutz",
    "notices": {"de": NOTICE, "en": "An AI of Bohnenpost answers here, it is not a human.", "fr": "", "it": "Ciao"},
}
HOST_PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Laden</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/demo.svg">
<link rel="stylesheet" href="/host.css"><script src="{origin}/widget.js" defer></script></head>
<body><h1>Laden</h1><a href="#ende">Link</a>{element}</body></html>"""
SOURCE = {
    "article_id": "delivery-switzerland",
    "title": "Versand in die Schweiz",
    "url": "https://hilfe.bohnenpost.example/versand-schweiz",
    "language": "de",
    "quote": "Der Standardversand kostet 8,90 Franken.",
    "score": 0.91,
}
Turn = Response | Callable[[], Iterator[bytes]]


def event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def reply(text: str, **fields: Any) -> dict[str, Any]:
    reply_fields: dict[str, Any] = {
        "reply_id": "r-1",
        "decision": "answer",
        "reason": "supported",
        "language": "de",
        "text": text,
        "sources": [],
        "choices": [],
        "notice": NOTICE,
        "ai_generated": True,
    }
    return {**reply_fields, **fields}


def events(text: str, **fields: Any) -> bytes:
    """A whole turn as the contract orders it."""
    stages = [event("status", {"stage": stage}) for stage in ("redact", "retrieve", "decide", "answer", "verify")]
    deltas = [event("delta", {"text": part}) for part in text.splitlines(keepends=True)]
    sources = [event("sources", {"items": fields["sources"]})] if fields.get("sources") else []
    return b"".join([*stages, *deltas, *sources, event("done", {"reply": reply(text, **fields)})])


def whole(content: bytes) -> Turn:
    return lambda: iter([content])


def byte_by_byte(content: bytes) -> Turn:
    def stream() -> Iterator[bytes]:
        for byte in content:
            time.sleep(0.0005)
            yield bytes([byte])

    return stream


def refused(status: int, *, retry_after: int | None = None) -> Response:
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    return JSONResponse({"error": "refused", "detail": "Refused."}, status, headers)


def knows(conversation_id: str, request: Request) -> bool:
    """Conversation cN has the token tN."""
    return request.headers.get("authorization") == f"Bearer t{conversation_id.removeprefix('c')}"


@dataclass
class Service:
    """What the widget asked for, and what it gets."""

    config: dict[str, Any] | Response = field(default_factory=lambda: dict(CONFIG))
    turns: list[Turn] = field(default_factory=list)
    hand_off: Response | None = None
    feedback: Response | None = None
    host_css: str = ""
    element: str = "<auskunft-chat></auskunft-chat>"
    csp: str = "default-src 'self'"
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    origin: str = ""
    script_origin: str = ""

    def held(self, before: bytes, after: bytes = b"") -> Turn:
        """A stream that pauses until the gate opens."""

        def stream() -> Iterator[bytes]:
            yield before
            self.gate.wait(10)
            yield after

        return stream

    def posts(self, suffix: str = "") -> list[Any]:
        return [body for method, path, body in self.requests if method == "POST" and path.endswith(suffix)]


def build(service: Service) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def record(request: Request, call_next: Any) -> Response:
        if request.method == "OPTIONS":
            response: Response = Response()
        else:
            body = await request.body()
            service.requests.append((request.method, request.url.path, json.loads(body) if body else None))
            service.headers.append(dict(request.headers))
            response = await call_next(request)
        for name in ("Origin", "Headers"):
            response.headers[f"Access-Control-Allow-{name}"] = (
                "*" if name == "Origin" else "authorization, content-type"
            )
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        return response

    add_pages(app, service)
    add_api(app, service)
    return app


def add_pages(app: FastAPI, service: Service) -> None:
    @app.get("/host")
    def host() -> Response:
        page = HOST_PAGE.format(element=service.element, origin=service.script_origin)
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": service.csp})

    @app.get("/host.css")
    def host_css() -> Response:
        return Response(service.host_css, media_type="text/css")

    @app.get("/demo")
    def demo() -> Response:
        return FileResponse(WIDGET / "demo.html", headers={"Content-Security-Policy": "default-src 'self'"})

    @app.get("/{name}")
    def file(name: str) -> Response:
        path = WIDGET / name
        known = path.suffix in {".js", ".css", ".svg"} and path.is_file()
        return FileResponse(path) if known else Response(status_code=404)


def add_api(app: FastAPI, service: Service) -> None:
    @app.get("/v1/widget-config")
    def config() -> Response:
        return service.config if isinstance(service.config, Response) else JSONResponse(service.config)

    @app.post("/v1/conversations")
    def conversations() -> dict[str, str]:
        count = len(service.posts("/conversations"))
        return {"conversation_id": f"c{count}", "token": f"t{count}", "notice": NOTICE, "language": "de"}

    @app.post("/v1/conversations/{conversation_id}/messages")
    def messages(conversation_id: str, request: Request) -> Response:
        if not knows(conversation_id, request):
            return refused(404)
        turn = service.turns.pop(0) if service.turns else whole(events("Guten Tag."))
        return turn if isinstance(turn, Response) else StreamingResponse(turn(), media_type="text/event-stream")

    @app.post("/v1/conversations/{conversation_id}/hand-off")
    def hand_off(conversation_id: str, request: Request) -> Response:
        if not knows(conversation_id, request):
            return refused(404)
        ticket = {"number": "T-2026-0042", "status": "open", "created_at": "2026-09-01T10:00:00Z"}
        receipt = {**ticket, "status_url": "/tickets/T-2026-0042", "text": "Wir melden uns innerhalb eines Werktags."}
        return service.hand_off or JSONResponse(receipt)

    @app.post("/v1/conversations/{conversation_id}/feedback")
    def feedback(conversation_id: str, request: Request) -> Response:
        if not knows(conversation_id, request):
            return refused(404)
        return service.feedback or Response(status_code=204)


@contextmanager
def running(service: Service) -> Iterator[Service]:
    """Serve on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    service.origin = service.script_origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = uvicorn.Config(build(service), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.gate.set()
        server.should_exit = True
        thread.join(10)
        listener.close()
