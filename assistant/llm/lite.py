"""A language model through LiteLLM, with our own deadlines: its first-token timeouts have had bugs."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Final

from assistant.exceptions import LanguageModelError
from assistant.llm.background import BackgroundLoop
from assistant.llm.port import Completion, Message

GRACE_S = 0.5
"""How much longer the caller waits than the call may take, before it gives up on a blocked event loop."""
WARM_UP_S = 60.0
MAX_CHARS_PER_TOKEN = 12
"""A text longer than this many characters per allowed token has ignored the limit."""
_TALKATIVE: Final = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router", "httpx", "httpcore", "openai")
_LISTENERS: Final = (
    *("callbacks", "success_callback", "failure_callback", "input_callback", "service_callback"),
    *("_async_success_callback", "_async_failure_callback", "_async_input_callback"),
)


class LiteLlm:
    """Streams inside and returns the whole text. The library is imported with the first call, or by `warm_up`."""

    def __init__(
        self,
        name: str,
        *,
        api_base: str | None,
        api_key: str | None,
        first_token_timeout_s: float,
        total_timeout_s: float,
    ) -> None:
        self._name = name
        self._api_base = api_base
        self._api_key = api_key
        self._first_token_timeout_s = first_token_timeout_s
        self._total_timeout_s = total_timeout_s
        self._background = BackgroundLoop()
        self._warming_up = threading.Lock()
        self._chat: Any = None

    def warm_up(self) -> None:
        """Import the library and let it answer itself once, which takes seconds; no request leaves."""
        with self._warming_up:
            if self._chat is None:
                chat = _build_chat(
                    self._name, api_base=self._api_base, api_key=self._api_key, timeout_s=self._total_timeout_s
                )
                self._background.run(_drain(chat.astream([("user", "")], mock_response="ok")), timeout_s=WARM_UP_S)
                self._chat = chat

    def complete(self, messages: tuple[Message, ...], *, max_tokens: int) -> Completion:
        """One attempt. Raises LanguageModelError, which never quotes the request or the key."""
        try:
            self.warm_up()
            call = self._collect(messages, max_tokens=max_tokens)
            return self._background.run(call, timeout_s=self._total_timeout_s + GRACE_S)
        except LanguageModelError:
            raise
        except TimeoutError:
            raise LanguageModelError("The language model did not answer in time.") from None
        except Exception as error:  # noqa: BLE001  whatever the library raises may quote the request
            raise LanguageModelError(f"The language model failed ({type(error).__name__}).") from None

    def close(self) -> None:
        """End the background thread."""
        self._background.close()

    async def _collect(self, messages: tuple[Message, ...], *, max_tokens: int) -> Completion:
        started = time.monotonic()
        stream = self._chat.astream(_as_pairs(messages), max_tokens=max_tokens)
        parts: list[str] = []
        usage: dict[str, int] = {}
        finish: str | None = None
        async for piece in _within(stream, first_s=self._first_token_timeout_s, until=started + self._total_timeout_s):
            parts.append(piece.text)
            usage = piece.usage_metadata or usage
            finish = piece.response_metadata.get("finish_reason") or finish
            if sum(map(len, parts)) > max_tokens * MAX_CHARS_PER_TOKEN:
                raise LanguageModelError("The language model ignored the length limit.")
        return _completion("".join(parts), finish, self._name, usage)


def _completion(text: str, finish: str | None, name: str, usage: dict[str, int]) -> Completion:
    if finish is None:
        raise LanguageModelError("The language model's answer broke off.")
    if finish == "length" or not text.strip():
        raise LanguageModelError("The language model's answer is empty or cut off.")
    return Completion(text, name, usage.get("input_tokens"), usage.get("output_tokens"))


async def _within(stream: AsyncGenerator[Any, None], *, first_s: float, until: float) -> AsyncIterator[Any]:
    """Yield the pieces; the first one with text within `first_s` seconds, all until the moment `until`."""
    first_until = time.monotonic() + first_s
    spoken = False
    try:
        while True:
            deadline = until if spoken else min(first_until, until)
            async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                piece = await anext(stream, None)
            if piece is None:
                return
            spoken = spoken or bool(piece.text)
            yield piece
    finally:
        await stream.aclose()  # closes the connection, so that the endpoint stops


async def _drain(stream: AsyncIterator[Any]) -> None:
    async for _ in stream:
        pass


def _as_pairs(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


def _build_chat(name: str, *, api_base: str | None, api_key: str | None, timeout_s: float) -> Any:  # noqa: ANN401
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # otherwise it downloads a price list at import
    for switch in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[switch] = "false"  # a trace would send the conversation to a third party
    import litellm
    from langchain_litellm import ChatLiteLLM

    _silence(litellm)
    chat = ChatLiteLLM(
        model=name,
        api_base=api_base,
        api_key=api_key,
        request_timeout=timeout_s,
        temperature=0.0,
        streaming=True,
        max_retries=1,  # one attempt
        model_kwargs={"max_retries": 0, "num_retries": 0},
        stream_options={"include_usage": True},
        cache=False,
        callbacks=[],
    )
    chat.client = _ClosingClient(litellm)
    return chat


def _silence(library: Any) -> None:  # noqa: ANN401
    """Whatever the environment says: nothing printed, no handler past our log, nobody called with a conversation."""
    library.suppress_debug_info = library.turn_off_message_logging = True
    library.set_verbose = library.log_raw_request_response = False
    for listeners in _LISTENERS:
        setattr(library, listeners, [])
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.ERROR)  # their other lines name addresses and parameters
        logger.handlers.clear()


class _ClosingClient:
    """Stands between ChatLiteLLM and the library, which leaves a stream open that nobody reads to its end."""

    def __init__(self, library: Any) -> None:  # noqa: ANN401  the module, untyped
        self._library = library

    async def acompletion(self, **request: Any) -> AsyncIterator[Any]:  # noqa: ANN401
        return _closing(await self._library.acompletion(**request))


async def _closing(stream: Any) -> AsyncIterator[Any]:  # noqa: ANN401
    try:
        async for piece in stream:
            yield piece
    finally:
        await stream.aclose()
