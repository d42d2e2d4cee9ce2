"""Opens tickets. While one is open, a further request in the same conversation adds to it and gets the same number."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from assistant.domain import Contact, Language, TicketReceipt
from assistant.exceptions import StorageError
from assistant.handoff.case import (
    HandOffRequest,
    TicketStatus,
    merge_contacts,
    merge_notes,
    sources_tried,
    transcript_of,
)
from assistant.storage.conversations import messages_of, touch_conversation
from assistant.storage.keys import Cipher
from assistant.storage.records import CaseRecord, NewTicket, TicketRecord
from assistant.storage.tickets import add_ticket, amend_ticket, find_ticket

logger = logging.getLogger(__name__)


class Texts(Protocol):
    """The fixed texts that customers read."""

    def render(self, key: str, language: Language, /, **values: str) -> str: ...


@dataclass(frozen=True, slots=True)
class TicketDesk:
    """Stores and finds tickets within the caller's transaction; a receipt is true once that has committed."""

    cipher: Cipher
    texts: Texts

    def open(self, session: Session, request: HandOffRequest, *, at: datetime) -> TicketReceipt:
        """Open a ticket, or add to the open one if its contact can be read. The caller holds the conversation's lock.

        The customer was here just now, so the values of her conversation are kept for their whole time from now on.
        """
        touch_conversation(session, request.conversation_id, at=at)
        stored = find_ticket(session, request.conversation_id, status=TicketStatus.OPEN)
        is_amendable = stored and (request.contact is None or self._opens(stored.contact))
        stored = self._amend(session, stored, request) if stored and is_amendable else self._add(session, request, at)
        return self._receipt(request.conversation_id, stored)

    def find(self, session: Session, conversation_id: str, *, number: str | None = None) -> TicketReceipt | None:
        """Return the conversation's ticket with this number, or its newest."""
        stored = find_ticket(session, conversation_id, number=number)
        return self._receipt(conversation_id, stored) if stored else None

    def contact_of(self, case: CaseRecord) -> Contact | None:
        """How the customer may be reached, in clear."""
        return self._contact(case.contact)

    def _add(self, session: Session, request: HandOffRequest, at: datetime) -> TicketRecord:
        messages = messages_of(session, request.conversation_id)
        ticket = NewTicket(
            conversation_id=request.conversation_id,
            reason=request.reason,
            note=request.note,
            language=request.language,
            transcript=transcript_of(messages),
            contact=self._encrypted(request.contact),
            sources_tried=sources_tried(messages, request.articles_tried),
        )
        return add_ticket(session, ticket, status=TicketStatus.OPEN, at=at)

    def _amend(self, session: Session, stored: TicketRecord, request: HandOffRequest) -> TicketRecord:
        return amend_ticket(
            session,
            stored.id,
            contact=self._encrypted(merge_contacts(self._contact(stored.contact), request.contact))
            if request.contact
            else stored.contact,
            note=merge_notes(stored.note, request.note),
            transcript=transcript_of(messages_of(session, request.conversation_id)),
        )

    def _receipt(self, conversation_id: str, stored: TicketRecord) -> TicketReceipt:
        opened = "ticket_opened" if self._is_reachable(stored) else "ticket_opened_unreachable"
        return TicketReceipt(
            number=stored.number,
            status=stored.status,
            status_url=f"/v1/conversations/{conversation_id}/tickets/{stored.number}",
            created_at=stored.created_at,
            text=self.texts.render(opened, stored.language, number=stored.number),
        )

    def _encrypted(self, contact: Contact | None) -> bytes | None:
        return self.cipher.encrypt(json.dumps(asdict(contact))) if contact else None

    def _opens(self, ciphertext: bytes | None) -> bool:
        """Tell whether a contact can be added to. Beside one that no key opens a new ticket keeps both."""
        try:
            self._contact(ciphertext)
        except StorageError:
            logger.exception("A ticket's contact cannot be opened with the vault key; a new ticket is opened.")
            return False
        return True

    def _is_reachable(self, stored: TicketRecord) -> bool:
        """Tell whether a person can reply. A contact that no key opens now may be read with the right key."""
        try:
            contact = self._contact(stored.contact)
        except StorageError:
            return True
        return contact is not None and bool(contact.email or contact.phone)

    def _contact(self, ciphertext: bytes | None) -> Contact | None:
        return None if ciphertext is None else Contact(**json.loads(self.cipher.decrypt(ciphertext)))
