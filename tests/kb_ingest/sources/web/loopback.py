"""A web server on the loopback interface that does what a test tells it."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What the server sends for a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[socket.socket], None] | None = None  # takes over the connection instead


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Site:
    """Pages by path and query; a list is sent one after the other, the last one again and again."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply] | Callable[[Request], Reply]] = {}
        self.requests: list[Request] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def put(self, path: str, body: str | bytes = b"", *, status: int = 200, kind: str = "text/html", **headers) -> None:
        """Serve this; `last_modified="…"` is sent as Last-Modified."""
        content = body.replace("{site}", self.url).encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = Reply(content, status, ({"Content-Type": kind} if kind else {}) | named)

    def article(self, path: str, title: str, text: str = "Der Versand kostet 4,90 Euro.", *, head: str = "", **reply):
        """Serve a page with an article and further markup in it."""
        markup = f'<html lang="de"><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1><p>{text}</p>'
        self.put(path, f"{markup}</main></body></html>", **reply)

    @property
    def asked(self) -> list[str]:
        """Paths asked for, in order, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def _reply(self, request: Request) -> Reply:
        found = self.replies.get(request.path, Reply(b"not here", 404, {"Content-Type": "text/html"}))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found(request) if callable(found) else found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 20

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers, body)
                site.requests.append(request)
                with suppress(OSError):
                    self.send(site._reply(request))

            def do_POST(self) -> None:
                self.do_GET()

            def send(self, reply: Reply) -> None:
                self.close_connection = True  # so that no thread waits in vain for the next request
                if reply.raw:
                    reply.raw(self.connection)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
