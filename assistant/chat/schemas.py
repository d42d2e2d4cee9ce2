"""What the API takes and gives. Unknown fields are refused."""

import unicodedata
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from assistant.domain import Contact, Language
from assistant.exceptions import MessageRefusedError, MessageTooLongError

_LAYOUT: Final = frozenset("\n\r\t")


def check_message(text: str, *, max_chars: int) -> str:
    """Return the message without outer white space. Raises MessageRefusedError, MessageTooLongError."""
    message = text.strip()
    if len(message) > max_chars:
        raise MessageTooLongError(f"The message has {len(message)} characters; {max_chars} are allowed.")
    if _has_control_characters(message):
        raise MessageRefusedError("The message contains control characters; please send plain text.")
    if not any(character.isprintable() and not character.isspace() for character in message):
        raise MessageRefusedError("The message is empty.")
    return message


def _has_control_characters(text: str) -> bool:
    return any(unicodedata.category(each) in {"Cc", "Cs"} for each in text if each not in _LAYOUT)


def _plain(text: str) -> str:
    if _has_control_characters(text):
        raise ValueError("control characters are not allowed")
    return text


def _primary_tag(language: object) -> object:
    """`de-AT` is German; the API speaks of languages, not of regions."""
    return language.split("-")[0].lower() if isinstance(language, str) else language


def _site(url: str) -> str:
    """Keep scheme and host. A path may name a customer in words that nothing marks as a name: /profil/anna-muster."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a http or https address")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _filled(text: str | None) -> str | None:
    return text or None


Stripped = Annotated[str, StringConstraints(strip_whitespace=True)]
PlainText = Annotated[Stripped, AfterValidator(_plain)]
OptionalText = Annotated[PlainText | None, AfterValidator(_filled)]
Line = Annotated[Stripped, StringConstraints(max_length=320, pattern=r"^[^\r\n]*$"), AfterValidator(_plain)]
OptionalLine = Annotated[Line | None, AfterValidator(_filled)]


class Payload(BaseModel):
    """Base of what clients send."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StartConversation(Payload):
    """Language as a BCP 47 tag; without one the company's default is used. Of `page_url` only the site is kept."""

    language: Annotated[Language | None, BeforeValidator(_primary_tag)] = None
    page_url: Annotated[PlainText, Field(max_length=2000), AfterValidator(_site)] | None = None


class ConversationStarted(BaseModel):
    """The token authorises everything else and is shown only here."""

    conversation_id: str
    token: str
    notice: str
    language: Language


class SendMessage(Payload):
    """A customer's message; `article_id` is the choice that a clarifying reply offered and the customer picked."""

    text: str
    article_id: Annotated[Line, Field(min_length=1, max_length=200)] | None = None


class ContactDetails(Payload):
    """How a person may reach the customer."""

    name: OptionalLine = None
    email: OptionalLine = Field(None, pattern=r"^$|^[^@\s]+@[^@\s]+$")
    phone: OptionalLine = None

    def to_domain(self) -> Contact | None:
        """Return the contact, or None when nothing was given."""
        contact = Contact(self.name, self.email, self.phone)
        return None if contact == Contact() else contact


class HandOffPayload(Payload):
    """`reason` is one of the hand-off reasons or the customer's own words."""

    reason: OptionalText = Field(None, max_length=4000)
    contact: ContactDetails | None = None


class Feedback(Payload):
    """What a customer thinks of a reply."""

    reply_id: Annotated[str, Field(min_length=1, max_length=64)]
    helpful: StrictBool
    reason: OptionalText = Field(None, max_length=500)
    comment: OptionalText = Field(None, max_length=4000)


class FeedbackStored(BaseModel):
    """Confirms which reply was judged."""

    reply_id: str
    helpful: bool


class Ticket(BaseModel):
    """A ticket as its customer sees it."""

    number: str
    status: str
    status_url: str
    created_at: datetime
    text: str


class WidgetConfig(BaseModel):
    """What the widget shows before the first message."""

    company: str
    assistant_name: str
    languages: list[Language]
    default_language: Language
    notices: dict[Language, str]
    privacy_url: str | None
    message_max_chars: int
    contact: str
