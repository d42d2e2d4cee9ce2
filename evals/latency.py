"""How long a running service takes for a reply, one at a time, over HTTP."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from itertools import cycle, islice
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from evals.bench import WARM_UP, Report, with_progress
from evals.cases import Case
from evals.exceptions import ServiceError
from evals.metrics import p50_p95

MESSAGES_PER_CONVERSATION = 5
TOO_MANY_REQUESTS = 429
MAX_RETRIES = 10
TIMEOUT_S = 60.0
_OK = range(200, 300)


class LatencyCase(Case):
    """A message to send; case files of every other kind will do."""

    query: str = Field(validation_alias=AliasChoices("query", "text"))


class Conversation(BaseModel):
    """What the service gives for a new conversation."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    conversation_id: str
    token: str


class DoneReply(BaseModel):
    """The part of the finished reply that is measured."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    timings_ms: dict[str, float]


class Done(BaseModel):
    """The last event of a reply."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reply: DoneReply


@dataclass(slots=True)
class Client:
    """Speaks the HTTP contract with one service; waits as long as a 429 asks for. The time waited is not measured."""

    url: str
    sleep: Callable[[float], None] = time.sleep
    waits: int = field(default=0, init=False)

    def start(self, *, language: str) -> Conversation:
        """Open a conversation."""
        body, _ = self._post("/v1/conversations", {"language": language}, token=None)
        return Conversation.model_validate_json(body)

    def send(self, text: str, *, conversation: Conversation) -> tuple[dict[str, float], float]:
        """Milliseconds by stage as the service counts them, and as measured from here to the end of the stream."""
        path = f"/v1/conversations/{conversation.conversation_id}/messages"
        body, elapsed_ms = self._post(path, {"text": text}, token=conversation.token)
        return done_reply(body.decode("utf-8")).timings_ms, elapsed_ms

    def _post(self, path: str, body: dict[str, str], *, token: str | None) -> tuple[bytes, float]:
        for _ in range(MAX_RETRIES):
            started = time.perf_counter()
            response, content = self._exchange(path, body, token=token)
            if response.status == TOO_MANY_REQUESTS:
                self.waits += 1
                self.sleep(float(response.getheader("Retry-After") or 1))
                continue
            if response.status not in _OK:
                raise ServiceError(f"{path} answered {response.status}: {content[:200].decode('utf-8', 'replace')}")
            return content, (time.perf_counter() - started) * 1000
        raise ServiceError(f"{path} was refused {MAX_RETRIES} times because of too many requests.")

    def _exchange(self, path: str, body: dict[str, str], *, token: str | None) -> tuple[HTTPResponse, bytes]:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        connection = self._connection()
        try:
            connection.request("POST", self._base_path() + path, json.dumps(body), headers)
            response = connection.getresponse()
            return response, response.read()
        except (OSError, HTTPException) as error:
            raise ServiceError(f"{self.url} cannot be reached: {error}") from error
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServiceError(f"{self.url} is no http or https address.")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return kind(parts.hostname, parts.port, timeout=TIMEOUT_S)

    def _base_path(self) -> str:
        return urlsplit(self.url).path.rstrip("/")


def measure(cases: Sequence[LatencyCase], client: Client, *, n: int) -> Report:
    """Percentiles over n replies, cases taken in turn; a new conversation every five messages."""
    _replies(cases[-WARM_UP:], client)
    timings = _replies(list(islice(cycle(cases), n)), client)
    stages = list(dict.fromkeys(stage for stages_ms, _ in timings for stage in stages_ms))
    return {
        "n": len(timings),
        "waits": client.waits,
        "http_ms": {**p50_p95([elapsed_ms for _, elapsed_ms in timings])},
        "ms": {stage: {**p50_p95([ms.get(stage, 0.0) for ms, _ in timings])} for stage in stages},
    }


def done_reply(stream: str) -> DoneReply:
    """Find the reply of the `done` event. Raises ServiceError for a stream that ends otherwise."""
    for event, data in events(stream):
        if event == "done":
            return _parsed(data)
        if event == "error":
            raise ServiceError(f"The reply ended with an error: {data[:200]}")
    raise ServiceError("The stream ended without a done event.")


def events(stream: str) -> Iterator[tuple[str, str]]:
    """Names and data of server-sent events."""
    for block in stream.replace("\r\n", "\n").split("\n\n"):
        fields = [line.partition(":") for line in block.splitlines() if not line.startswith(":")]
        named = [value.removeprefix(" ") for name, _, value in fields if name == "event"]
        data = [value.removeprefix(" ") for name, _, value in fields if name == "data"]
        if data:
            yield (named[-1] if named else "message"), "\n".join(data)


def _replies(cases: Sequence[LatencyCase], client: Client) -> list[tuple[dict[str, float], float]]:
    timings = []
    for number, case in enumerate(with_progress(cases, title="reply")):
        if number % MESSAGES_PER_CONVERSATION == 0:
            conversation = client.start(language=case.language)
        timings.append(client.send(case.query, conversation=conversation))
    return timings


def _parsed(data: str) -> DoneReply:
    try:
        return Done.model_validate_json(data).reply
    except ValidationError as error:
        raise ServiceError(f"The done event holds no timings: {data[:200]}") from error
