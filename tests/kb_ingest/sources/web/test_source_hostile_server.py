"""Servers that try to hang a crawl or to fill its memory."""

import gzip
import socket
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from loopback import Reply

from kb_ingest.article import Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.web.client import Limits, WebClient

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip(content: bytes, *, every_s: float = 0.05):
    """Sends one byte after the other, for ever if nobody hangs up."""

    def send(connection: socket.socket) -> None:
        with suppress(OSError):
            for place in range(len(content)):
                connection.sendall(content[place : place + 1])
                time.sleep(every_s)

    return Reply(raw=send)


def flood(start: bytes, piece: bytes):
    """Sends the same for as long as somebody listens."""

    def send(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.sendall(start)
            while True:
                connection.sendall(piece)

    return Reply(raw=send)


def once(content: bytes):
    def send(connection: socket.socket) -> None:
        connection.sendall(content)

    return Reply(raw=send)


def silence(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.recv(1)


PACKED_FOREVER = zlib.compressobj(wbits=31)
BOMB = PACKED_FOREVER.compress(bytes(50_000_000)) + PACKED_FOREVER.flush()


@pytest.fixture
def fetch(site, pace):
    """Asks the site for a page with little patience."""
    limits = Limits(max_bytes=100_000, silence_s=0.4, answer_s=0.6)
    client = WebClient(user_agent="test", limits=limits, pace=pace, allow_private_addresses=True)

    def ask(reply: Reply, **options):
        site.replies["/"] = reply
        with client:
            return client.fetch(f"{site.url}/", read=lambda answer: answer, **options)

    return ask


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        pytest.param(Reply(raw=silence), TransientSourceError, "in time", id="says nothing"),
        pytest.param(drip(HEAD + b"X: " + b"x" * 500), TransientSourceError, "in time", id="drips its head"),
        pytest.param(drip(HEAD + b"\r\n" + b"x" * 500), TransientSourceError, "in time", id="drips its body"),
        pytest.param(flood(HEAD + b"\r\n", b"x" * 10_000), PermanentSourceError, "longer than", id="endless body"),
        pytest.param(
            flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"3e8\r\n" + bytes(1000) + b"\r\n"),
            PermanentSourceError,
            "longer than",
            id="endless chunks",
        ),
        pytest.param(flood(HEAD, b"X: x\r\n" * 1000), TransientSourceError, "breaks off", id="endless head"),
        pytest.param(
            flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100),
            TransientSourceError,
            "in time",
            id="endless early hints",
        ),
        pytest.param(Reply(BOMB, headers={"Content-Encoding": "gzip"}), PermanentSourceError, "longer", id="gzip bomb"),
        pytest.param(
            Reply(gzip.compress(b"Seite" * 99)[:-9], headers={"Content-Encoding": "gzip"}),
            TransientSourceError,
            "breaks off",
            id="half of a compressed page",
        ),
        pytest.param(
            Reply(b"Seite", headers={"Content-Encoding": "gzip"}),
            TransientSourceError,
            "cannot be read",
            id="not compressed after all",
        ),
        pytest.param(
            Reply(b"Seite", headers={"Content-Encoding": "zstd"}), PermanentSourceError, "zstd", id="unknown packing"
        ),
        pytest.param(once(b"SSH-2.0-OpenSSH\r\n"), TransientSourceError, "breaks off", id="not HTTP"),
        pytest.param(once(HEAD + b"Content-Length: 99\r\n\r\nhalb"), TransientSourceError, "breaks off", id="half"),
        pytest.param(once(b""), TransientSourceError, "breaks off", id="hangs up"),
    ],
)
def test_a_hostile_answer_costs_little_time_and_memory(fetch, reply, error, said):
    started = time.monotonic()
    tracemalloc.start()
    with pytest.raises(error, match=said):
        fetch(reply)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - started < 8  # three tries of little more than half a second
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [
        pytest.param("7", [7, 7], id="seconds"),
        pytest.param("0", [1, 4], id="none"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", [1, 4], id="in the past"),
        pytest.param("bald", [1, 4], id="nonsense"),
        pytest.param("86400", [], id="so long that the next run is earlier"),
        pytest.param("9" * 400, [], id="for ever"),
    ],
)
def test_a_server_may_say_when_to_come_again(fetch, clock, retry_after, waits):
    with pytest.raises(TransientSourceError, match="429 Too Many Requests"):
        fetch(Reply(status=429, headers={"Retry-After": retry_after}))
    assert clock.slept == waits


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 350_000, id="deep"),
        pytest.param("<a " + " ".join(f"x{number}=y" for number in range(150_000)) + ">", id="many attributes"),
    ],
)
@pytest.mark.slow
def test_markup_made_to_hang_a_parser_costs_only_its_page(crawler, site, linked, markup):
    linked("/tief", "/gut")
    site.put("/tief", markup)
    site.article("/gut", "Gut")
    started = time.monotonic()
    with Worker(timeout_s=2) as crawler.worker:
        found = {item.origin.removeprefix(site.url): item for item in crawler.read()}
    assert "longer than 2 seconds" in found["/tief"].detail
    assert found["/gut"].title == "Gut"
    assert time.monotonic() - started < 30


def test_an_endless_site_ends_at_the_page_limit(crawler, site):
    class Calendar(dict):
        def get(self, path, default=None):
            if path == "/robots.txt":
                return default
            number = int(path.strip("/") or 0)
            return Reply(
                f'<main><p>Der Kalender von morgen.</p><a href="/{number + 1}">weiter</a></main>'.encode(),
                headers={"Content-Type": "text/html"},
            )

    site.replies = Calendar()
    *articles, _not_complete = sorted(crawler.read(max_pages=20, lang="de"), key=lambda item: isinstance(item, Problem))
    assert len(articles) == 20
    assert len(site.asked) == 20
