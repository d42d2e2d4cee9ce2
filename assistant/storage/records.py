"""What goes into and comes out of the tables, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain import Author, Choice, Language, ModelCall, Source


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A stored conversation; `vault` is ciphertext."""

    id: str
    token_hash: str
    language: Language
    vault: bytes | None


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation to be stored, with the notice that its customer is shown."""

    id: str
    token_hash: str
    language: Language
    page_url: str | None
    notice: str


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message; `text` is redacted. The fields from `decision` on belong to replies."""

    author: Author
    text: str
    language: Language
    decision: str | None = None
    reason: str | None = None
    reply_id: str | None = None
    ai_generated: bool = False
    model: str | None = None
    prompt_versions: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    snapshot_id: str | None = None
    model_calls: tuple[ModelCall, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line of a ticket's transcript, redacted."""

    author: Author
    text: str


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to be stored; `note` and `transcript` are redacted, `contact` is ciphertext."""

    conversation_id: str
    reason: str
    note: str | None
    language: Language
    transcript: tuple[TranscriptLine, ...]
    contact: bytes | None
    sources_tried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A stored ticket, as far as its customer may see it; `contact` is ciphertext."""

    id: int
    number: str
    status: str
    language: Language
    note: str | None
    contact: bytes | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SealedCase:
    """A ticket's redacted texts, the conversation's vault, which is ciphertext, and when its customer was last here.

    Where the conversation is gone, so is the vault.
    """

    texts: tuple[str, ...]
    vault: bytes | None
    last_active_at: datetime | None


@dataclass(frozen=True, slots=True)
class RevealRecord:
    """A request for the value behind a placeholder of a ticket; the value itself is kept nowhere."""

    ticket_number: str
    placeholder: str
    agent: str
    reason: str
    outcome: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A stored ticket as a person works on it; `contact` is ciphertext, `note` and `transcript` are redacted."""

    number: str
    status: str
    reason: str
    language: str
    note: str | None
    contact: bytes | None
    transcript: tuple[TranscriptLine, ...]
    sources_tried: tuple[str, ...]
    consented_at: datetime
    created_at: datetime
