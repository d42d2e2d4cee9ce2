"""A language model on this machine that speaks the OpenAI protocol badly and keeps every byte it is sent."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANG_S = 3.0
PLACEHOLDER = re.compile(r"<([A-Z]+)(?:_([A-Z]+))?_([0-9]+)>")
MOODS = ("talks", "talks", "refuses", "talks", "limits", "talks", "babbles", "talks", "breaks off", "talks")
HANGS_EVERY = 60


class FakeModel:
    """Answers in turn: repeats placeholders in odd forms, invents some, fails, breaks off or hangs."""

    def __init__(self):
        self.received = []
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"model": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def mood(self, received):
        """Keep the bytes, and say how this request is answered."""
        with self._lock:
            self.received.append(received)
            number = len(self.received)
        return "hangs" if number % HANGS_EVERY == 0 else MOODS[number % len(MOODS)]

    def wait(self):
        """Hang, but not for ever."""
        self._released.wait(HANG_S)


def odd_forms(text):
    """The placeholders of a request, as careless models write them, and one that nobody has asked for."""
    names = [match[0][1:-1] for match in PLACEHOLDER.finditer(text)] or ["PERSON_1"]
    said = []
    for name in dict.fromkeys(names[:4]):
        said += [f"<{name}>", f"[{name.lower()}]", f"< {name.title()} >", f"**<{name}>**s", f"&lt;{name}&gt;"]
        said += [f"<{name.replace('_', chr(92) + '_')}>"]
    return " ".join([*said, "<PERSON_9>", "<IBAN_7>"])


class _Handler(BaseHTTPRequestHandler):
    model: FakeModel

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"{self.requestline}\n{self.headers}".encode()
        mood = self.model.mood(head + body)
        try:
            getattr(self, f"_{mood.replace(' ', '_')}")(body.decode())
        except OSError:
            self.close_connection = True

    def _talks(self, asked):
        self._stream([f"Guten Tag {odd_forms(asked)}! ", "Öffnen Sie die Anmeldeseite [1]. ", "<PERS", "ON_1> [1]."])

    def _breaks_off(self, asked):
        self._stream(["Öffnen Sie ", odd_forms(asked)], is_whole=False)

    def _refuses(self, asked):
        self._error(500, asked)

    def _limits(self, asked):
        self._error(429, asked)

    def _babbles(self, asked):
        self._head(200, "text/event-stream")
        self.wfile.write(b'data: {"choices": [{"delta": ' + asked.encode()[:400] + b"\n\n")

    def _hangs(self, asked):
        self.model.wait()
        self._talks(asked)

    def _error(self, status, asked):
        """A server that quotes the whole request in its error."""
        self._head(status, "application/json")
        self.wfile.write(json.dumps({"error": {"message": f"cannot answer {asked}", "type": "x"}}).encode())

    def _stream(self, pieces, *, is_whole=True):
        self._head(200, "text/event-stream")
        for piece in pieces:
            self._event({"content": piece}, None)
        if is_whole:
            self._event({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta, finish):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())

    def _head(self, status, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def log_message(self, *_):
        pass
