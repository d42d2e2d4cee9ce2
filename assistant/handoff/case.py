"""The pure part: what a ticket contains."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assistant.domain import Author, Contact, HandOffReason, Language
from assistant.kit.placeholders import OURS
from assistant.storage.records import MessageRecord, TranscriptLine

_MAX_SOURCES_TRIED: Final = 10
_MAX_NOTE_CHARS: Final = 8000
_CONTACT_FIELDS: Final = {"EMAIL": "email", "PHONE": "phone"}
_CUT_PLACEHOLDER: Final = re.compile(r"<[A-Z_0-9]*\Z")


class TicketStatus(StrEnum):
    """How far a ticket has come."""

    OPEN = "open"


@dataclass(frozen=True, slots=True)
class HandOffRequest:
    """Why a conversation goes to a person. `note` is redacted; `articles_tried` were found for the last message."""

    conversation_id: str
    language: Language
    reason: HandOffReason
    note: str | None = None
    contact: Contact | None = field(default=None, repr=False)
    articles_tried: tuple[str, ...] = ()


def contact_given(messages: Iterable[str], *, value_of: Callable[[str], str | None]) -> Contact | None:
    """The last e-mail address and telephone number in the redacted messages with which a customer agrees to a ticket.

    Those in earlier messages may be somebody else's, and agents see a contact in clear.
    """
    given: dict[str, str] = {}
    for match in (match for message in messages for match in OURS.finditer(message)):
        field_, value = _CONTACT_FIELDS.get(match["type"]), value_of(match[0].strip("<>"))
        if field_ and value:
            given[field_] = value
    return Contact(**given) if given else None


def merge_contacts(earlier: Contact | None, later: Contact | None) -> Contact | None:
    """Keep what was known and replace what was given again."""
    if earlier is None or later is None:
        return later or earlier
    return Contact(
        name=later.name or earlier.name, email=later.email or earlier.email, phone=later.phone or earlier.phone
    )


def merge_notes(earlier: str | None, later: str | None) -> str | None:
    """Append a new note; saying the same twice adds nothing. A cut leaves no half placeholder, it may name another."""
    if not earlier or not later or later in earlier:
        return earlier or later
    return _CUT_PLACEHOLDER.sub("", f"{earlier}\n\n{later}"[:_MAX_NOTE_CHARS])


def transcript_of(messages: tuple[MessageRecord, ...]) -> tuple[TranscriptLine, ...]:
    """Return what was said, without notes of the system."""
    return tuple(TranscriptLine(each.author, each.text) for each in messages if each.author is not Author.SYSTEM)


def sources_tried(messages: tuple[MessageRecord, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the articles the customer has already seen or that were found in vain, each once, latest first."""
    shown = (source.article_id for message in reversed(messages) for source in message.sources)
    return tuple(dict.fromkeys((*found, *shown)))[:_MAX_SOURCES_TRIED]
