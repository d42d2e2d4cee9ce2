"""What endpoints ask for: services, the authorised conversation, a started reply."""

import ipaddress
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Header, Request

from assistant.chat.metrics import Metrics
from assistant.chat.ports import ChatServices
from assistant.chat.readiness import Readiness
from assistant.chat.replies import Question, Replies, RunningReply
from assistant.chat.schemas import SendMessage, WidgetConfig, check_message
from assistant.chat.widget_files import WidgetFile
from assistant.domain import LANGUAGES, Language
from assistant.exceptions import TooManyRequestsError, UnauthorizedError
from assistant.kit.closing import Closing
from assistant.kit.rate import SlidingWindow
from assistant.storage.records import ConversationRecord

CONVERSATIONS_PER_ADDRESS: Final = 10  # an office shares one address
_IPV6_SITE_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Company:
    """Who speaks, as the widget shows it."""

    name: str
    assistant_name: str
    default_language: Language
    privacy_url: str | None
    contact: str


class RateLimits:
    """How many requests a conversation and a visitor's address may make in a minute; kept in memory only."""

    def __init__(self, *, per_minute: int) -> None:
        self._conversations = SlidingWindow(limit=per_minute)
        self._addresses = SlidingWindow(limit=per_minute * CONVERSATIONS_PER_ADDRESS)

    def check(self, request: Request, key: str | None = None) -> None:
        """Count the request for its address and, with a key, for one kind of request in one conversation.

        Raises TooManyRequestsError.
        """
        address = visitor_address(request.client.host if request.client else None)
        if address and not self._addresses.allows(address):
            raise TooManyRequestsError("Too many requests from your network; please wait a moment.")
        if key and not self._conversations.allows(key):
            raise TooManyRequestsError("Too many messages in a short time; please wait a moment.")


@dataclass(frozen=True, slots=True)
class ChatState:
    """What lives as long as the application."""

    readiness: Readiness
    replies: Replies
    metrics: Metrics
    limits: RateLimits
    closing: Closing
    company: Company
    message_max_chars: int
    widget_files: dict[str, WidgetFile]
    serves_demo: bool

    def widget_config(self) -> WidgetConfig:
        """Return what the widget shows before the first message. Raises StartingError."""
        notice = self.readiness.services.stages.notice
        return WidgetConfig(
            company=self.company.name,
            assistant_name=self.company.assistant_name,
            languages=list(LANGUAGES),
            default_language=self.company.default_language,
            notices={language: notice(language) for language in LANGUAGES},
            privacy_url=self.company.privacy_url,
            message_max_chars=self.message_max_chars,
            contact=self.company.contact,
        )


def visitor_address(host: str | None) -> str | None:
    """Return the key of a visitor: an address, or a site of IPv6. A proxy on this machine is no visitor."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_SITE_BITS), strict=False))
    return str(address)


def chat_state(request: Request) -> ChatState:
    """Return the application's state."""
    state: ChatState = request.app.state.chat
    return state


State = Annotated[ChatState, Depends(chat_state)]


def ready_services(state: State) -> ChatServices:
    """Return the services. Raises StartingError while they load."""
    return state.readiness.services


Services = Annotated[ChatServices, Depends(ready_services)]


def bearer_token(authorization: Annotated[str | None, Header()] = None) -> str:
    """Return the conversation's token. Raises UnauthorizedError."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthorizedError("The Authorization header with the conversation's token is missing.")
    return token.strip()


def authorised_conversation(
    conversation_id: str, services: Services, token: Annotated[str, Depends(bearer_token)]
) -> ConversationRecord:
    """Return the conversation in the path if the token is its own. Raises NotFoundError."""
    return services.conversations.authorise(conversation_id, token=token)


AuthorisedConversation = Annotated[ConversationRecord, Depends(authorised_conversation)]


async def start_reply(
    message: SendMessage, conversation: AuthorisedConversation, services: Services, state: State, request: Request
) -> RunningReply:
    """Start a reply. Whatever is refused is refused here, before the first byte of the stream."""
    text = check_message(message.text, max_chars=state.message_max_chars)
    state.limits.check(request, f"{conversation.id}/messages")
    return await state.replies.start(services, conversation.id, Question(text, message.article_id))


StartedReply = Annotated[RunningReply, Depends(start_reply)]
