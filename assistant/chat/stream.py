"""The events of a reply, in their order: notice? status* (delta* sources? ticket? done | error)."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict
from typing import Final, assert_never

from fastapi.sse import ServerSentEvent

from assistant.chat.replies import Failed, RunningReply, Update
from assistant.chat.turns import STOPPED, Answered
from assistant.domain import Stage, TicketReceipt
from assistant.exceptions import AuskunftError
from assistant.kit.closing import Closing

POLL_S: Final = 2.0
_BORDER: Final = re.compile(r"(?<=\n)(?=[^\n])|(?<=[.!?…:] )(?=\S)")


async def reply_events(running: RunningReply) -> AsyncIterator[ServerSentEvent]:
    """Yield what the customer sees of a running reply; where nobody reads on, the reply is stopped."""
    try:
        if running.notice is not None:
            yield _event("notice", text=running.notice)
        async for update in running.updates():
            for event in _update_events(update):
                yield event
    finally:
        running.stop.ask(STOPPED)


def _update_events(update: Update) -> Iterator[ServerSentEvent]:
    match update:
        case Stage():
            yield _event("status", stage=update.value)
        case Failed():
            yield _event("error", code=update.code, message=update.message)
        case Answered():
            yield from _answer_events(update)
        case _:
            assert_never(update)


async def ticket_events(
    latest: Callable[[], TicketReceipt | None], *, closing: Closing, error_text: str
) -> AsyncIterator[ServerSentEvent]:
    """Yield the conversation's ticket, again whenever it changes, until the server stops."""
    seen: tuple[str, str] | None = None
    yield ServerSentEvent(comment="open")
    while not closing.is_set:
        try:
            receipt = await asyncio.to_thread(latest)
        except AuskunftError as error:
            yield _event("error", code=error.code, message=error_text)
            return
        if receipt and (receipt.number, receipt.status) != seen:
            seen = (receipt.number, receipt.status)
            yield _event("ticket", number=receipt.number, status=receipt.status, status_url=receipt.status_url)
        await closing.wait(POLL_S)


def deltas(text: str) -> Iterator[str]:
    """Cut a text at the ends of its sentences and paragraphs; joined, the pieces are the text again."""
    return (piece for piece in _BORDER.split(text) if piece)


def _answer_events(answered: Answered) -> Iterator[ServerSentEvent]:
    for piece in deltas(answered.reply.text):
        yield _event("delta", text=piece)
    if answered.reply.sources:
        yield _event("sources", items=[asdict(source) for source in answered.reply.sources])
    if answered.receipt:
        yield _event("ticket", number=answered.receipt.number, status_url=answered.receipt.status_url)
    yield _event("done", reply=asdict(answered.reply))


def _event(name: str, **data: object) -> ServerSentEvent:
    return ServerSentEvent(event=name, data=data)
