"""A language model through LiteLLM, with our own deadlines: its first-token timeouts have had bugs."""

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.domain import CallResult
from assistant.exceptions import StoppedError
from assistant.llm.background import BackgroundLoop
from assistant.llm.failure import BrokeOffError, ModelFailure, failure_of
from assistant.llm.port import Message

GRACE_S = 0.5
"""How much longer the caller waits than the call may take, before it gives up on a blocked event loop."""
WARM_UP_S = 60.0
CLOSE_S = 2.0
LIBRARY_TIMEOUT_S = 600.0
"""Beyond every deadline of ours. The same for all requests: the library keeps a connection pool for each value."""
NOWHERE: Final = "http://127.0.0.1:1"
"""Where nobody listens."""
NO_KEY: Final = "none"
"""Sent to a server of one's own that wants none: the OpenAI client insists on one."""
MAX_CHARS_PER_TOKEN = 12
"""A text longer than this many characters per allowed token has ignored the limit."""
_TALKATIVE: Final = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router", "httpx", "httpcore", "openai")
_LISTENERS: Final = (
    *("callbacks", "success_callback", "failure_callback", "input_callback", "service_callback"),
    *("_async_success_callback", "_async_failure_callback", "_async_input_callback"),
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is; the words of LiteLLM. Secrets are not printed."""

    name: str
    api_base: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    api_version: str | None = None
    extra_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    first_token_timeout_s: float = 8.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model wrote; `is_cut` where it reached the length limit. The library estimates tokens nobody counted."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    is_cut: bool = False


class LiteLlm:
    """Streams inside and returns the whole text. The library is imported with the first call, or by `warm_up`."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.name
        self._endpoint = endpoint
        self._background = BackgroundLoop()
        self._warming_up = threading.Lock()
        self._chat: Any = None

    def warm_up(self) -> None:
        """Import the library, let it answer itself and fail once, which takes seconds; no request leaves."""
        with self._warming_up:
            if self._chat is None:
                chat = _build_chat(self._endpoint)
                self._background.run(_drain(chat.astream([("user", "")], mock_response="ok")), timeout_s=WARM_UP_S)
                nowhere = _build_chat(Endpoint(self.name, api_base=NOWHERE, api_version=self._endpoint.api_version))
                with suppress(Exception):  # the connection is refused; the parts it needs are loaded all the same
                    self._background.run(_drain(nowhere.astream([("user", "")])), timeout_s=WARM_UP_S)
                self._chat = chat

    def ask(self, messages: tuple[Message, ...], *, max_tokens: int, timeout_s: float) -> Heard:
        """One attempt. Raises ModelFailure, which never quotes the request, the address or the key."""
        parts: list[str] = []
        try:
            self.warm_up()
            call = self._collect(messages, parts, max_tokens=max_tokens, timeout_s=timeout_s)
            return self._background.run(call, timeout_s=timeout_s + GRACE_S)
        except ModelFailure:
            raise
        except StoppedError as stopped:
            raise _cut_off(str(stopped), CallResult.STOPPED, parts) from None
        except TimeoutError:
            raise _cut_off("The language model did not answer in time.", CallResult.TIMEOUT, parts) from None
        except Exception as error:  # noqa: BLE001  whatever the library raises may quote the request
            raise failure_of(error, heard_chars=_length(parts)) from None

    def close(self) -> None:
        """Close the connections and end the background thread. Another model of this process opens new ones."""
        if self._chat is not None:
            with suppress(Exception):  # what cannot be closed ends with the process
                self._background.run(_close_connections(), timeout_s=CLOSE_S)
        self._background.close()

    async def _collect(
        self, messages: tuple[Message, ...], parts: list[str], *, max_tokens: int, timeout_s: float
    ) -> Heard:
        """Fill `parts`, so that the caller knows what had arrived when the call fails."""
        until = time.monotonic() + timeout_s
        stream = self._chat.astream(_as_pairs(messages), max_tokens=max_tokens)
        usage: dict[str, int] = {}
        finish: str | None = None
        async for piece in _within(stream, first_s=self._endpoint.first_token_timeout_s, until=until):
            parts.append(piece.text)
            usage = piece.usage_metadata or usage
            finish = piece.response_metadata.get("finish_reason") or finish
            if sum(map(len, parts)) > max_tokens * MAX_CHARS_PER_TOKEN:
                raise _cut_off("The language model ignored the length limit.", CallResult.UNUSABLE, parts)
        if not _length(parts):
            raise _cut_off("The language model's answer is empty.", CallResult.UNUSABLE, parts)
        tokens = usage.get("input_tokens", 0), usage.get("output_tokens", 0)
        return Heard("".join(parts), *tokens, is_cut=finish == "length")


def _length(parts: list[str]) -> int:
    """Characters that can be seen: white space says nothing yet."""
    return sum(len(part.strip()) for part in parts)


def _cut_off(message: str, result: CallResult, parts: list[str]) -> ModelFailure:
    return ModelFailure(message, result, heard_chars=_length(parts), prompt_sent=True)


async def _within(stream: AsyncGenerator[Any, None], *, first_s: float, until: float) -> AsyncIterator[Any]:
    """Yield the pieces; the first one with text within `first_s` seconds, all until the moment `until`."""
    first_until = time.monotonic() + first_s
    spoken = False
    try:
        while True:
            deadline = until if spoken else min(first_until, until)
            left = deadline - time.monotonic()
            if left <= 0:  # a flood of pieces that are there already would never let a time-out interrupt
                raise TimeoutError
            async with asyncio.timeout(left):
                piece = await anext(stream, None)
            if piece is None:
                return
            spoken = spoken or bool(piece.text.strip())
            yield piece
    finally:
        await stream.aclose()  # closes the connection, so that the endpoint stops


async def _close_connections() -> None:
    """The library keeps them for all models together."""
    import litellm

    await litellm.close_litellm_async_clients()
    litellm.in_memory_llm_clients_cache.flush_cache()


async def _drain(stream: AsyncIterator[Any]) -> None:
    with suppress(BrokeOffError):  # the library's own answer never says that it has finished
        async for _ in stream:
            pass


def _as_pairs(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


def _build_chat(endpoint: Endpoint) -> Any:  # noqa: ANN401
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # otherwise it downloads a price list at import
    for switch in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[switch] = "false"  # a trace would send the conversation to a third party
    import litellm
    from langchain_litellm import ChatLiteLLM

    _silence(litellm)
    chat = ChatLiteLLM(
        model=endpoint.name,
        api_base=endpoint.api_base,
        api_key=endpoint.api_key or (NO_KEY if endpoint.api_base else None),
        extra_headers=dict(endpoint.extra_headers) or None,
        request_timeout=LIBRARY_TIMEOUT_S,
        temperature=0.0,
        streaming=True,
        max_retries=1,  # one attempt
        model_kwargs={
            "max_retries": 0,
            "num_retries": 0,
            "drop_params": True,  # some models refuse a temperature
            **({"api_version": endpoint.api_version} if endpoint.api_version else {}),
        },
        stream_options={"include_usage": True},
        cache=False,
        callbacks=[],
    )
    chat.client = _ClosingClient(litellm)
    return chat


def _silence(library: Any) -> None:  # noqa: ANN401
    """Whatever the environment says: nothing printed, no handler past our log, nobody called with a conversation."""
    library.suppress_debug_info = library.turn_off_message_logging = True
    library.REPEATED_STREAMING_CHUNK_LIMIT = sys.maxsize  # we have a limit of our own, and tell what happened
    library.set_verbose = library.log_raw_request_response = False
    for listeners in _LISTENERS:
        setattr(library, listeners, [])
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.ERROR)  # their other lines name addresses and parameters
        logger.handlers.clear()


class _ClosingClient:
    """Stands between ChatLiteLLM and the library, which leaves a stream open that nobody reads to its end.

    It also calls a stream that broke off finished: the reason `stop` is then the library's own invention.
    """

    def __init__(self, library: Any) -> None:  # noqa: ANN401  the module, untyped
        self._library = library

    async def acompletion(self, **request: Any) -> AsyncIterator[Any]:  # noqa: ANN401
        return _closing(await self._library.acompletion(**request))


async def _closing(stream: Any) -> AsyncIterator[Any]:  # noqa: ANN401
    try:
        async for piece in stream:
            yield piece
    except Exception as error:
        raise BrokeOffError(getattr(error, "status_code", None)) from error
    else:
        if stream.received_finish_reason is None and stream.intermittent_finish_reason is None:
            raise BrokeOffError
    finally:
        await stream.aclose()
