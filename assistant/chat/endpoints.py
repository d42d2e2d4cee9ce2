# ruff: noqa: FAST003  `authorised_conversation` reads the conversation_id of these paths
"""The chat API."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Body, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from assistant.chat.dependencies import AuthorisedConversation, Services, StartedReply, State
from assistant.chat.schemas import (
    ConversationStarted,
    Feedback,
    FeedbackStored,
    HandOffPayload,
    StartConversation,
    Ticket,
    WidgetConfig,
)
from assistant.chat.stream import reply_events, ticket_events
from assistant.domain import HandOffReason
from assistant.exceptions import ConflictError, NotFoundError

router = APIRouter(prefix="/v1", tags=["chat"])
_REPLY_WAIT_S: Final = 15.0


@router.get("/widget-config")
def read_widget_config(state: State) -> WidgetConfig:
    """Return what the widget shows before the first message."""
    return state.widget_config()


@router.post("/conversations", status_code=201)
def start_conversation(
    services: Services, state: State, request: Request, start: Annotated[StartConversation | None, Body()] = None
) -> ConversationStarted:
    """Open a conversation and record the AI notice that its customer is shown."""
    state.limits.check(request)
    wish = start or StartConversation()
    language = wish.language or state.company.default_language
    notice = services.stages.notice(language)
    opened = services.conversations.open(language=language, page_url=wish.page_url, notice=notice)
    return ConversationStarted(
        conversation_id=opened.conversation_id, token=opened.token, notice=notice, language=language
    )


@router.post("/conversations/{conversation_id}/messages", response_class=EventSourceResponse)
async def send_message(reply: StartedReply) -> AsyncIterator[ServerSentEvent]:
    """Answer a message with events: notice? status* (delta* sources? ticket? done | error)."""
    async for event in reply_events(reply):
        yield event


@router.post("/conversations/{conversation_id}/hand-off")
def hand_off(
    conversation: AuthorisedConversation, services: Services, state: State, request: Request, wish: HandOffPayload
) -> Ticket:
    """Hand the conversation to a person; while its ticket is open, a further request adds to it."""
    state.limits.check(request, f"{conversation.id}/hand-off")
    reason, note = _reason_and_note(wish.reason)
    with state.replies.capacity.quiet(conversation.id, wait_s=_REPLY_WAIT_S) as is_quiet:
        if note and not is_quiet:
            raise ConflictError("A reply is still being written; please try again in a moment.")
        receipt = services.conversations.hand_off(
            conversation.id, reason=reason, note=note, contact=wish.contact.to_domain() if wish.contact else None
        )
    state.metrics.handed_off("button")
    return Ticket(**asdict(receipt))


@router.get("/conversations/{conversation_id}/tickets/{number}")
def read_ticket(conversation: AuthorisedConversation, number: str, services: Services) -> Ticket:
    """Return a ticket of this conversation."""
    receipt = services.conversations.ticket(conversation.id, number=number)
    if receipt is None:
        raise NotFoundError("There is no such ticket in this conversation.")
    return Ticket(**asdict(receipt))


@router.post("/conversations/{conversation_id}/feedback")
def give_feedback(
    conversation: AuthorisedConversation, services: Services, state: State, request: Request, feedback: Feedback
) -> FeedbackStored:
    """Store what the customer thinks of a reply; a later opinion replaces an earlier one."""
    state.limits.check(request, f"{conversation.id}/feedback")
    services.conversations.judge(
        conversation,
        feedback.reply_id,
        helpful=feedback.helpful,
        reason=feedback.reason,
        comment=feedback.comment,
    )
    return FeedbackStored(reply_id=feedback.reply_id, helpful=feedback.helpful)


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def follow_conversation(
    conversation: AuthorisedConversation, services: Services, state: State
) -> AsyncIterator[ServerSentEvent]:
    """Tell what happens outside of replies: the ticket and its status. Comments keep the connection alive."""
    error_text = services.texts.render("error_try_again", conversation.language)
    latest = lambda: services.conversations.ticket(conversation.id)  # noqa: E731
    async for event in ticket_events(latest, closing=state.closing, error_text=error_text):
        yield event


def _reason_and_note(words: str | None) -> tuple[HandOffReason, str | None]:
    try:
        return HandOffReason(words or HandOffReason.CUSTOMER_REQUEST), None
    except ValueError:
        return HandOffReason.CUSTOMER_REQUEST, words
