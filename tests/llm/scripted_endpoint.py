"""A scripted endpoint that speaks the OpenAI protocol, on this machine only."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Script:
    """What the endpoint does next, and what it was asked."""

    def __init__(self):
        self.status = 200
        self.pieces = ["Hallo", "."]
        self.delays = {}
        self.finish = "stop"
        self.raw = None
        self.endless = False
        self.flood = None
        self.statuses = []
        self.unknown_models = set()
        self.retry_after = None
        self.requests = []
        self.headers = []
        self.released = threading.Event()
        self.disconnected = threading.Event()

    def says(self, text):
        """Let the endpoint say this, in small pieces."""
        self.pieces = [text[at : at + 7] for at in range(0, len(text), 7)]

    def is_left_alone(self):
        """True when the client has closed the connection: writing on soon fails."""
        self.endless = True
        self.released.set()
        return self.disconnected.wait(5)


def chunk(delta, finish=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n".encode()


USAGE = {
    "id": "x",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "scripted",
    "choices": [],
    "usage": {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14},
}


class Handler(BaseHTTPRequestHandler):
    """Plays the script that a subclass names."""

    script: Script

    def do_POST(self):
        self.script.statuses = self.script.statuses or [self.script.status]
        self.status = self.script.statuses.pop(0)
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.requests.append(request)
        self.script.headers.append({name.lower(): value for name, value in self.headers.items()})
        if request.get("model") in self.script.unknown_models:
            self.status = 404
        self.send_response(self.status)
        self.send_header("Content-Type", "text/event-stream" if self.status == 200 else "application/json")
        if self.script.retry_after is not None:
            self.send_header("Retry-After", str(self.script.retry_after))
        self.end_headers()
        try:
            self.respond()
        except OSError:
            self.script.disconnected.set()

    def respond(self):
        if self.status != 200:
            self.wfile.write(b'{"error": {"message": "refused", "type": "x"}}')
        elif self.script.raw is not None:
            self.wfile.write(self.script.raw)
            self.wfile.flush()
        elif self.script.flood is not None:
            while not self.script.released.is_set():
                self.write(self.script.flood)
        else:
            self.stream()

    def stream(self):
        self.write(chunk({"role": "assistant", "content": ""}))
        said = self.script.pieces
        for number, piece in enumerate(said(self.script.requests[-1]) if callable(said) else said):
            self.script.released.wait(self.script.delays.get(number, 0))
            self.write(chunk({"content": piece}))
        while self.script.endless:
            self.write(chunk({"content": "und noch ein Wort " * 10}))
        if self.script.finish:
            self.write(chunk({}, self.script.finish))
            self.write(f"data: {json.dumps(USAGE)}\n\n".encode())
            self.write(b"data: [DONE]\n\n")

    def write(self, data):
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_):
        pass


@contextmanager
def scripted_endpoint():
    """Run an endpoint; yields its script, with its `url`."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"script": script}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        script.released.set()
        script.endless = False
        server.shutdown()
        server.server_close()
