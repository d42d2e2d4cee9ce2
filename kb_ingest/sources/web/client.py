"""A small, polite HTTP client for sources: one connection, bounded in bytes and time, only to checked addresses."""

import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Self, TypeVar
from urllib.parse import urljoin

import httpcore

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web.address import UnreachableError, addresses_of, origin_of, tidy
from kb_ingest.sources.web.unpack import TooLargeError, limited, unpacked

T = TypeVar("T")

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 5
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
TRIES = 3
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
ONE_VALUE = frozenset({"content-type", "etag", "last-modified", "location", "retry-after"})
"""Headers that are no lists; of several, the last one counts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; header names in lower case, the values of a repeated one each on its line."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def status_text(self) -> str:
        """The status as people read it: `404 Not Found`."""
        with suppress(ValueError):
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        return str(self.status)

    @property
    def redirect(self) -> str | None:
        """Where the answer sends us, as a tidy address. Raises PermanentSourceError for a senseless one."""
        if self.status not in REDIRECTS:
            return None
        try:
            return tidy(urljoin(self.url, _as_utf_8(self.headers.get("location", ""))))
        except ValueError as error:
            raise PermanentSourceError(f"{self.url} redirects to an address that {error}.") from error


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; `answer_s` is for the whole answer, however slowly it drips."""

    max_bytes: int
    silence_s: float = 15.0
    answer_s: float = 60.0


@dataclass(slots=True)
class Pace:
    """Keeps requests at least `interval_s` apart."""

    interval_s: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    next_at: float = field(default=float("-inf"))

    def ready_at(self) -> float:
        """When the next request may start, by the clock."""
        return max(self.next_at, self.clock())

    def wait(self) -> None:
        """Sleep until the next request may start."""
        pause = self.next_at - self.clock()
        if pause > 0:
            self.sleep(pause)
        self.next_at = self.clock() + self.interval_s


class WebClient:
    """Sends requests one after the other; use it in a `with` block.

    `fetch` does not follow redirects: the caller decides about each. Credentials are up to the caller, too.
    """

    def __init__(self, *, user_agent: str, limits: Limits, pace: Pace, allow_private_addresses: bool = False) -> None:
        self.pace = pace
        self._limits = limits
        self._user_agent = user_agent
        self._network = _CheckedNetwork(limits, allow_private=allow_private_addresses)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(), max_connections=1, keepalive_expiry=30, network_backend=self._network
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def fetch(
        self,
        url: str,
        *,
        read: Callable[[Answer], T],
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        max_bytes: int | None = None,
        wants_body: Callable[[Answer], bool] = lambda _answer: True,
    ) -> T:
        """What `read` makes of the answer; tried again, with longer and longer pauses, while that may help.

        `wants_body` sees the answer before its body is received, and may do without it.
        Raises TransientSourceError when it did not help, PermanentSourceError when it cannot; TooLargeError is one.
        """
        wait_s = FIRST_WAIT_S
        kind: type[TransientSourceError] = TransientSourceError
        for attempt in range(1, TRIES + 1):
            self.pace.wait()
            asked_for = None
            try:
                answer = self._send(
                    _Request(url, method, headers or {}, body, max_bytes or self._limits.max_bytes), wants_body
                )
                if answer.status not in RETRIED:
                    return read(answer)
                asked_for = _retry_after_s(answer.headers.get("retry-after", ""))
                reason, kind = f"answers {answer.status_text}", TransientSourceError
            except TransientSourceError as error:
                reason, kind = str(error), type(error)
            if attempt == TRIES or (asked_for or 0) > LONGEST_WAIT_S:
                break
            self.pace.sleep(max(wait_s, asked_for or 0))
            wait_s *= 4
        raise kind(f"{url} {reason} (tried {attempt} times)")

    def follow(self, url: str, *, max_bytes: int, same_host: bool = False) -> Answer:
        """The answer behind redirects, with `same_host` only those that stay on the host. Raises SourceError."""
        place = url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self.fetch(place, read=lambda answer: answer, max_bytes=max_bytes)
            if answer.redirect is None:
                return answer
            if same_host and _host(answer.redirect) != _host(url):
                raise PermanentSourceError(f"{url} redirects to another host, {answer.redirect}. Name that address.")
            place = answer.redirect
        raise PermanentSourceError(f"{url} redirects more than {MAX_REDIRECTS} times.")

    def _send(self, request: "_Request", wants_body: Callable[[Answer], bool]) -> Answer:
        self._network.begin()
        try:
            return self._exchange(request, wants_body)
        except TooLargeError as error:
            raise TooLargeError(f"{request.url} {error}") from error
        except httpcore.TimeoutException as error:
            raise UnreachableError("does not answer in time") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            if isinstance(error.__context__, ssl.SSLCertVerificationError):
                reason = error.__context__.verify_message
                raise PermanentSourceError(f"The certificate of {request.url} is not valid: {reason}.") from error
            raise UnreachableError(f"cannot be reached or breaks off ({error})") from error

    def _exchange(self, request: "_Request", wants_body: Callable[[Answer], bool]) -> Answer:
        headers = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", **request.headers}
        with self._pool.stream(
            request.method,
            request.url.encode("ascii"),
            headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            content=request.body,
        ) as response:
            found = _headers(response.headers)
            answer = Answer(request.url, response.status, found, b"")
            if answer.status != HTTPStatus.OK or not wants_body(answer):
                return answer
            chunks = _decoded(response.iter_stream(), found.get("content-encoding", ""))
            return replace(answer, body=limited(chunks, max_bytes=request.max_bytes))


@dataclass(frozen=True, slots=True)
class _Request:
    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes | None
    max_bytes: int


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}\n{value}" if name in found and name not in ONE_VALUE else value
    return found


def _as_utf_8(value: str) -> str:
    """The value of a header, read as Latin-1 like all of them, as most servers mean it."""
    with suppress(UnicodeError):
        return value.encode("latin-1").decode("utf-8")
    return value


def _host(url: str) -> str:
    """Host and port, without the scheme: a site may move from http to https."""
    return origin_of(url).partition("://")[2]


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    match encoding.strip().lower():
        case "" | "identity":
            return chunks
        case "gzip" | "x-gzip":
            return unpacked(chunks)
        case other:
            raise PermanentSourceError(f"The server sends the encoding {other!r} although only gzip was asked for.")


def _retry_after_s(header: str) -> float | None:
    """Seconds asked for, given as a number or as a date (RFC 9110, 10.2.3)."""
    if header.isdecimal():
        return min(float(header), 1e6)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _trusted() -> ssl.SSLContext:
    """The system's authorities, so that a company's own is known, and a current list of the public ones."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that DNS cannot answer differently a moment later."""

    def __init__(self, limits: Limits, *, allow_private: bool) -> None:
        self._limits = limits
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()
        self._ends_at = 0.0

    def begin(self) -> None:
        """A new request: its time starts."""
        self._ends_at = time.monotonic() + self._limits.answer_s

    def left_s(self) -> float:
        """How long the next step may take. Raises httpcore.ReadTimeout when the time of the request is over."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long")
        return min(left, self._limits.silence_s)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  ours is the shorter one
        local_address: str | None = None,  # noqa: ARG002
        socket_options: object = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in addresses_of(host, port=port, allow_private=self._allow_private):
            try:
                return _TimedStream(self._inner.connect_tcp(address, port, timeout=self.left_s()), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step is cut short when the time of the request is over."""

    def __init__(self, inner: httpcore.NetworkStream, network: _CheckedNetwork) -> None:
        self._inner = inner
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, timeout=self._network.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, timeout=self._network.left_s())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, self._network.left_s()), self._network)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
