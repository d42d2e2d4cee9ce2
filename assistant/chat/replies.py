"""Writes replies in worker threads and tells the event loop what happens.

Until a reply is stored nothing of it is shown. Up to then it makes way: to a further message of the customer, which is
then answered together with this one, or to nothing, where its reader has left. What the customer wrote is kept, and so
is a ticket that she has agreed to. Of a message that could not be redacted nothing is kept, so its reply makes no way.
A reply that is stored is stored as a whole.
"""

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from assistant.chat.capacity import Capacity
from assistant.chat.metrics import Metrics
from assistant.chat.pipeline import Outcome, Turn, reply
from assistant.chat.ports import ChatServices
from assistant.chat.turns import SUPERSEDED, Answered, Begun, opens_ticket
from assistant.domain import Stage
from assistant.exceptions import AuskunftError, ConflictError, StorageError
from assistant.kit.logging import failure_fields
from assistant.kit.stopping import Stop, stoppable_by

logger = logging.getLogger(__name__)
SETTLE_S: Final = 0.7
"""How long a message that is hardly one, such as "Hallo", waits for the one that follows it."""
_SHORT_WORDS: Final = 4
_MAKE_WAY_S: Final = 15.0
_POLL_S: Final = 0.02


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
        self.stop = Stop()
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

    def __init__(self, *, places: int, metrics: Metrics, settle_s: float = SETTLE_S) -> None:
        self.capacity = Capacity(places=places)
        self.settle_s = settle_s
        self._running: dict[str, RunningReply] = {}
        self._queues: dict[str, deque[object]] = {}
        self._metrics = metrics
        self._workers = ThreadPoolExecutor(max_workers=places, thread_name_prefix="reply")

    async def start(self, services: ChatServices, conversation_id: str, question: Question) -> RunningReply:
        """Begin a reply. Raises ConflictError, BusyError, StorageError before anything is written to the customer.

        A reply in the same conversation makes way, or is waited for where it is being stored already.
        """
        await self._take_place(conversation_id)
        try:
            begun = await asyncio.to_thread(services.turns.begin, conversation_id)
            notice = services.stages.notice(begun.conversation.language) if begun.is_first else None
            running = self._running[conversation_id] = RunningReply(notice=notice)
            if conversation_id in self._queues:
                running.stop.ask(SUPERSEDED)
            self._workers.submit(self._work, services, begun, question, running)
        except BaseException:
            self._leave_place(conversation_id)
            raise
        return running

    async def _take_place(self, conversation_id: str) -> None:
        """Wait in line. Raises ConflictError where the reply before does not end in time, BusyError."""
        queue = self._queues.setdefault(conversation_id, deque())
        queue.append(me := object())
        until = time.monotonic() + _MAKE_WAY_S
        try:
            while not (queue[0] is me and self._is_free(conversation_id)):
                if time.monotonic() > until:
                    raise ConflictError("A reply is still being written; please wait for it.")
                if running := self._running.get(conversation_id):
                    running.stop.ask(SUPERSEDED)
                await asyncio.sleep(_POLL_S)
        finally:
            queue.remove(me)
            if not queue:
                self._queues.pop(conversation_id, None)

    def _is_free(self, conversation_id: str) -> bool:
        try:
            self.capacity.take(conversation_id)
        except ConflictError:
            return False
        return True

    def _leave_place(self, conversation_id: str) -> None:
        self._running.pop(conversation_id, None)
        self.capacity.give_back(conversation_id)

    def close(self) -> None:
        """Wait for the replies that are being written."""
        self._workers.shutdown(wait=True)

    def _work(self, services: ChatServices, begun: Begun, question: Question, running: RunningReply) -> None:
        end: Update = Failed("internal", "")
        try:
            with stoppable_by(running.stop):
                end = self._answer(services, begun, question, running)
        except Exception as error:  # noqa: BLE001  whatever happens in a worker, its reader is told that it ended
            end = self._failure(services, begun, error)
        finally:
            self._leave_place(begun.conversation.id)  # first, so that the reader of `done` may ask on at once
            running.tell(end)

    def _answer(self, services: ChatServices, begun: Begun, question: Question, running: RunningReply) -> Update:
        if _is_hardly_a_message(question.text, begun):
            running.stop.wait(self.settle_s)
        turn = Turn(
            text=question.text,
            reply_id=secrets.token_urlsafe(12),
            language=begun.conversation.language,
            history=begun.history,
            vault=begun.vault,
            article_id=question.article_id,
            unanswered=begun.unanswered,
        )
        outcome = reply(turn, services.stages, observe=running.tell)
        self._metrics.asked_models(outcome.model_calls)  # they have to be paid, whatever happens to the reply
        self._metrics.rewrote(outcome.rewriting)
        if reason := running.stop.close(anyway=_is_said_in_any_case(outcome)):
            services.turns.put_aside(begun, outcome, reason=reason)
            return Failed(reason, services.texts.render(SUPERSEDED, outcome.reply.language))
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


def _is_said_in_any_case(outcome: Outcome) -> bool:
    """True where a ticket was agreed to, or nothing of the message can be kept to be answered later."""
    return opens_ticket(outcome) or outcome.message_redacted is None


def _is_hardly_a_message(text: str, begun: Begun) -> bool:
    """True for a few words that ask nothing and answer nothing: more is about to follow."""
    is_reply = bool(begun.history) and begun.history[-1].decision in {"clarify", "hand_off"}
    return not is_reply and "?" not in text and len(text.split()) <= _SHORT_WORDS
