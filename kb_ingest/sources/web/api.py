"""JSON from the API of another system, with its failures in words for the editor."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.settings import Contact, VariableName, secret
from kb_ingest.sources.web.address import origin_of, tidy
from kb_ingest.sources.web.client import Answer, Limits, Pace, WebClient
from kb_ingest.sources.web.robots import user_agent

MAX_BYTES = 64_000_000
MAX_PAGES = 1_000
MAX_TOTAL_BYTES = 1_000_000_000
MAX_TOTAL_S = 3_600.0
INTERVAL_S = 0.2
LIMITS = Limits(max_bytes=MAX_BYTES, silence_s=30, answer_s=300)
CHECK = {
    HTTPStatus.UNAUTHORIZED: "does not accept the credentials. Check the token and whether it has expired",
    HTTPStatus.FORBIDDEN: "does not let these credentials read this. Check what the token may do",
    HTTPStatus.NOT_FOUND: "has nothing there. Check the address in `url` and the names in the settings",
    HTTPStatus.GONE: "does not offer this any more. Check the address in `url`",
}
NOT_SHOWN = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Base = Annotated[str, AfterValidator(lambda url: tidy(url).rstrip("/"))]


class ApiSettings(BaseModel):
    """What all systems with an API have in common; `token_env` is the name of an environment variable."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Base
    token_env: VariableName | None = None
    contact: Contact | None = None
    allow_private_addresses: bool = False

    @property
    def system(self) -> str:
        """Host and path: what tells the articles of this system from those of another one."""
        return self.url.partition("://")[2]

    @property
    def token(self) -> str:
        """The secret. Raises PermanentSourceError where it is not set, or would be sent for everyone to read."""
        token = secret(self.token_env or "").strip()
        if not token or not token.isascii() or not token.isprintable():
            raise PermanentSourceError(f"The environment variable {self.token_env} does not hold a token.")
        if self.url.startswith("http:") and not self.allow_private_addresses:
            raise PermanentSourceError(f"{self.url} would send the token unprotected. Use https://.")
        return token


@dataclass(slots=True)
class Budget:
    """What one run may take from a system in all, whatever the number of its answers."""

    bytes_left: int
    ends_at: float
    clock: Callable[[], float]

    def begin(self) -> None:
        """Before each request. Raises TransientSourceError when the time is over."""
        if self.clock() >= self.ends_at:
            raise TransientSourceError(f"The system takes longer than {MAX_TOTAL_S / 60:g} minutes for all answers.")

    def spend(self, answer: Answer) -> None:
        """After each answer. Raises PermanentSourceError when all of them are too long."""
        self.bytes_left -= len(answer.body)
        if self.bytes_left < 0:
            raise PermanentSourceError(f"{answer.url}: the answers are longer than {MAX_TOTAL_BYTES:,} bytes in all.")


@dataclass(frozen=True, slots=True)
class Api:
    """The API of one server."""

    client: WebClient
    base: str
    headers: Mapping[str, str]
    budget: Budget

    def read(self, place: str, model: type[M], *, post: object = None) -> M:
        """The answer to GET, or to POST of an object, at a place below the base. Raises SourceError."""
        return self._fetch(self._address(place), post=post, read=lambda answer: _parsed(answer, model))

    def find(self, place: str, model: type[M]) -> M | None:
        """As `read`; None where there is nothing, or nothing that these credentials may see. Raises SourceError."""
        return self._fetch(
            self._address(place), read=lambda answer: None if answer.status in NOT_SHOWN else _parsed(answer, model)
        )

    def pages(self, first: str, model: type[M], *, next_of: Callable[[M], str | None]) -> Iterator[M]:
        """The pages of a list. Raises SourceError, also if the list leads elsewhere or never ends."""
        place: str | None = first
        seen: set[str] = set()
        while place:
            url = self._address(place)
            if url in seen or len(seen) >= MAX_PAGES:
                raise PermanentSourceError(f"The list at {self.base}{first} does not end ({len(seen)} pages read).")
            seen.add(url)
            page = self._fetch(url, read=lambda answer: _parsed(answer, model))
            yield page
            place = next_of(page)

    def _address(self, place: str) -> str:
        """The whole address of a path below the base, or of an address that the server told.

        The credentials go to no other server than the one in the settings. Raises PermanentSourceError.
        """
        try:
            url = tidy(f"{self.base}{place}" if place.startswith("/") else place)
        except ValueError as error:
            raise PermanentSourceError(f"{self.base} leads to an address that {error}.") from error
        if origin_of(url) != origin_of(self.base):
            raise PermanentSourceError(f"{self.base} continues on another server, {url}.")
        return url

    def _fetch(self, url: str, *, read: Callable[[Answer], T], post: object = None) -> T:
        def counted(answer: Answer) -> T:
            self.budget.spend(answer)
            return read(answer)

        self.budget.begin()
        kind = {} if post is None else {"Content-Type": "application/json"}
        return self.client.fetch(
            url,
            method="GET" if post is None else "POST",
            headers={"Accept": "application/json", **self.headers, **kind},
            body=None if post is None else json.dumps(post).encode(),
            read=counted,
        )


@contextmanager
def open_api(settings: ApiSettings, *, pace: Pace, headers: Mapping[str, str]) -> Iterator[Api]:
    """The API of the system in the settings."""
    pace.interval_s = INTERVAL_S
    client = WebClient(
        user_agent=user_agent(settings.contact),
        limits=LIMITS,
        pace=pace,
        allow_private_addresses=settings.allow_private_addresses,
    )
    with client:
        yield Api(client, settings.url, headers, Budget(MAX_TOTAL_BYTES, pace.clock() + MAX_TOTAL_S, pace.clock))


def basic(user: str, secret: str) -> str:
    """The value of an Authorization header (RFC 7617)."""
    return f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"


def _parsed(answer: Answer, model: type[M]) -> M:
    if answer.redirect:
        raise PermanentSourceError(
            f"{answer.url} leads to {answer.redirect}. If that is your system, name its address."
        )
    if answer.status != HTTPStatus.OK:
        reason = CHECK.get(HTTPStatus(answer.status)) if answer.status in CHECK else "refuses. Check the settings"
        raise PermanentSourceError(f"{answer.url} {reason} ({answer.status_text}).")
    if "json" not in answer.headers.get("content-type", ""):
        raise PermanentSourceError(f"{answer.url} sends no data but a page. Check the address in `url`.")
    try:
        data = json.loads(answer.body)
    except ValueError as error:
        raise TransientSourceError(f"sends data that is not complete ({error})") from error
    except RecursionError as error:
        raise PermanentSourceError(f"{answer.url} sends data that is nested too deeply.") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PermanentSourceError(f"{answer.url} sends other data than expected: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    """The first field that is wrong, and how."""
    fault = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'all of it'}: {fault['msg']}"
