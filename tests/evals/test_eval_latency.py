import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from evals.cases import read_cases
from evals.exceptions import ServiceError
from evals.latency import Client, LatencyCase, events, measure

DONE = {"reply": {"timings_ms": {"redact": 2.0, "total": 10.0}}}


@contextmanager
def service(*, refuse_every: int = 0, stream: str | None = None):
    """A service that follows the HTTP contract, or refuses now and then, or streams what it is told."""
    log: list[tuple[str, dict, str | None]] = []
    attempts = iter(range(1, 10_000))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if refuse_every and next(attempts) % refuse_every == 0:
                return self.answer(429, "{}", {"Retry-After": "7"})
            log.append((self.path, body, self.headers.get("Authorization")))
            if self.path.endswith("/messages"):
                return self.answer(
                    200, stream or f"event: status\ndata: {{}}\n\nevent: done\ndata: {json.dumps(DONE)}\n\n"
                )
            number = sum(path.endswith("/conversations") for path, _, _ in log)
            return self.answer(201, json.dumps({"conversation_id": f"c{number}", "token": f"t{number}"}))

        def answer(self, status, text, headers=()):
            self.send_response(status)
            for name, value in {**dict(headers), "Content-Length": str(len(text.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format, *args):  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", log
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def cases(count):
    return [LatencyCase(id=str(number), lang="de", query=f"Frage {number}") for number in range(count)]


def test_replies_are_measured_in_new_conversations_every_five_messages():
    with service() as (url, log):
        report = measure(cases(3), Client(url), n=7)
    assert report["n"] == 7
    assert report["ms"] == {"redact": {"p50": 2, "p95": 2}, "total": {"p50": 10, "p95": 10}}
    assert report["http_ms"]["p50"] > 0
    measured = log[4:]  # after one conversation with three questions to warm up
    assert [path for path, _, _ in measured].count("/v1/conversations") == 2
    assert [body["text"] for _, body, _ in measured if "text" in body] == [f"Frage {number % 3}" for number in range(7)]
    assert measured[1][2] == "Bearer t2"


def test_too_many_requests_are_waited_out():
    slept = []
    with service(refuse_every=3) as (url, _):
        report = measure(cases(2), Client(url, sleep=slept.append), n=5)
    assert report["n"] == 5
    assert slept
    assert set(slept) == {7.0}
    assert report["waits"] == len(slept)


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        pytest.param('event: error\ndata: {"code": "internal"}\n\n', "ended with an error", id="error event"),
        pytest.param("event: status\ndata: {}\n\n", "without a done event", id="cut off"),
        pytest.param('event: done\ndata: {"reply": {}}\n\n', "holds no timings", id="other reply"),
    ],
)
def test_a_stream_that_ends_otherwise_is_an_error(stream, message):
    with service(stream=stream) as (url, _), pytest.raises(ServiceError, match=message):
        measure(cases(1), Client(url), n=1)


def test_a_service_that_refuses_for_ever_is_an_error():
    with service(refuse_every=1) as (url, _), pytest.raises(ServiceError, match="too many requests"):
        measure(cases(1), Client(url, sleep=lambda _: None), n=1)


@pytest.mark.parametrize("url", ["ftp://x.example", "nowhere", "http://127.0.0.1:9"])
def test_an_address_without_a_service_is_an_error(url):
    with pytest.raises(ServiceError):
        measure(cases(1), Client(url), n=1)


def test_events_are_read_with_any_line_ends_and_comments():
    stream = ': ping\r\n\r\nevent: delta\r\ndata: {"text":\r\ndata:  "x"}\r\n\r\ndata: y\n\n'
    assert list(events(stream)) == [("delta", '{"text":\n "x"}'), ("message", "y")]


def test_cases_of_other_kinds_will_do(case_file):
    found = read_cases(
        case_file({"id": "1", "lang": "de", "text": "a"}, {"id": "2", "lang": "en", "query": "b"}), LatencyCase
    )
    assert [case.query for case in found] == ["a", "b"]
