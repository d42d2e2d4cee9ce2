"""Writes replies in worker threads and tells the event loop what happens.

A reply that has begun is finished and stored whether or not its reader is still there.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from assistant.chat.capacity import Capacity
from assistant.chat.metrics import Metrics
from assistant.chat.pipeline import Outcome, Turn, reply
from assistant.chat.ports import ChatServices
from assistant.chat.turns import Answered, Begun, opens_ticket
from assistant.domain import Stage
from assistant.exceptions import AuskunftError, StorageError
from assistant.kit.logging import failure_fields

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """What a customer has sent; `article_id` is a choice that was offered and picked."""

    text: str = field(repr=False)
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The reply ended in an error. `message` is for the customer."""

    code: str
    message: str


class _TicketFailedError(StorageError):
    """The customer agreed to a ticket, and it could not be stored."""


Update = Stage | Answered | Failed


class RunningReply:
    """What a worker tells about a reply, as an asynchronous sequence that ends with Answered or Failed."""

    def __init__(self, *, notice: str | None) -> None:
        self.notice = notice
        self._loop = asyncio.get_running_loop()
        self._updates: asyncio.Queue[Update] = asyncio.Queue()

    def tell(self, update: Update) -> None:
        """Pass an update on; called in the worker. Nobody listens any more once the loop is closed."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._updates.put_nowait, update)

    async def updates(self) -> AsyncIterator[Update]:
        """Yield the updates as they come."""
        while True:
            update = await self._updates.get()
            yield update
            if not isinstance(update, Stage):
                return


class Replies:
    """Starts replies, as many at a time as there are places."""

    def __init__(self, *, places: int, metrics: Metrics) -> None:
        self.capacity = Capacity(places=places)
        self._metrics = metrics
        self._workers = ThreadPoolExecutor(max_workers=places, thread_name_prefix="reply")

    async def start(self, services: ChatServices, conversation_id: str, question: Question) -> RunningReply:
        """Begin a reply. Raises ConflictError, BusyError, StorageError before anything is written to the customer."""
        self.capacity.take(conversation_id)
        try:
            begun = await asyncio.to_thread(services.turns.begin, conversation_id)
            notice = services.stages.notice(begun.conversation.language) if begun.is_first else None
            running = RunningReply(notice=notice)
            self._workers.submit(self._work, services, begun, question, running)
        except BaseException:
            self.capacity.give_back(conversation_id)
            raise
        return running

    def close(self) -> None:
        """Wait for the replies that are being written."""
        self._workers.shutdown(wait=True)

    def _work(self, services: ChatServices, begun: Begun, question: Question, running: RunningReply) -> None:
        end: Update = Failed("internal", "")
        try:
            end = self._answer(services, begun, question, running)
        except Exception as error:  # noqa: BLE001  whatever happens in a worker, its reader is told that it ended
            end = self._failure(services, begun, error)
        finally:
            self.capacity.give_back(begun.conversation.id)  # first, so that the reader of `done` may ask on at once
            running.tell(end)

    def _answer(self, services: ChatServices, begun: Begun, question: Question, running: RunningReply) -> Answered:
        turn = Turn(
            text=question.text,
            reply_id=secrets.token_urlsafe(12),
            language=begun.conversation.language,
            history=begun.history,
            vault=begun.vault,
            article_id=question.article_id,
        )
        outcome = reply(turn, services.stages, observe=running.tell)
        self._metrics.asked_models(outcome.model_calls)  # they have to be paid, whatever happens to the reply
        answered = _settle(services, begun, outcome)
        self._metrics.replied(answered.reply)
        self._metrics.verified(outcome.verdict)
        self._metrics.dropped_placeholders(begun.vault.unknown_placeholders)
        if answered.receipt:
            self._metrics.handed_off("chat")
        return answered

    def _failure(self, services: ChatServices, begun: Begun, error: Exception) -> Failed:
        code = error.code if isinstance(error, AuskunftError) else "internal"
        logger.error("A reply failed.", extra={"code": code, **failure_fields(error)})
        self._metrics.failed(code)
        key = "ticket_failed" if isinstance(error, _TicketFailedError) else "error_try_again"
        return Failed(code, services.texts.render(key, begun.conversation.language))


def _settle(services: ChatServices, begun: Begun, outcome: Outcome) -> Answered:
    try:
        return services.turns.settle(begun, outcome)
    except StorageError as error:
        if opens_ticket(outcome):
            raise _TicketFailedError(str(error)) from error
        raise
