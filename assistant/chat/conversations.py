"""Conversations from the outside: opening one, proving that it is yours, handing it off, judging its replies."""

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.chat.pipeline import Redact, redact
from assistant.chat.readable_vault import readable_vault
from assistant.chat.vaults import save_vault
from assistant.domain import Author, Contact, HandOffReason, Language, TicketReceipt
from assistant.exceptions import NotFoundError, RedactionUnavailableError
from assistant.handoff.case import HandOffRequest
from assistant.handoff.tickets import TicketDesk
from assistant.kit.clocks import Clock
from assistant.redaction.vault import Vault
from assistant.storage import conversations as store
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord, MessageRecord, NewConversation

logger = logging.getLogger(__name__)
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNKNOWN: Final = "There is no such conversation."


@dataclass(frozen=True, slots=True)
class Opened:
    """A new conversation; the token is shown once and kept as a hash only."""

    conversation_id: str
    token: str


@dataclass(frozen=True, slots=True)
class Conversations:
    """All methods raise StorageError, after which nothing is stored, and NotFoundError for what is not there.

    `left_out` hears of each text that could not be redacted and was left out therefore.
    """

    database: Database
    cipher: Cipher
    desk: TicketDesk
    redactor: Redact
    clock: Clock
    left_out: Callable[[], None] = lambda: None

    def open(self, *, language: Language, page_url: str | None, notice: str) -> Opened:
        """Store a conversation with the evidence of its AI notice; `page_url` is the site of its page only."""
        opened = Opened(secrets.token_urlsafe(18), secrets.token_urlsafe(32))
        record = NewConversation(opened.conversation_id, _hash(opened.token), language, page_url, notice)
        with self.database.writing() as session:
            store.add_conversation(session, record, at=self.clock())
        return opened

    def authorise(self, conversation_id: str, *, token: str) -> ConversationRecord:
        """Return the conversation; a wrong token and an unknown id are told apart nowhere."""
        found = self._load(conversation_id)
        if not hmac.compare_digest(found.token_hash, _hash(token)):
            raise NotFoundError(_UNKNOWN)
        return found

    def hand_off(
        self, conversation_id: str, *, reason: HandOffReason, note: str | None, contact: Contact | None
    ) -> TicketReceipt:
        """Open a ticket. `note` is in the customer's words; where it cannot be redacted the ticket goes without it."""
        conversation = self._load(conversation_id)
        vault = readable_vault(conversation, self.cipher) if note else Vault()
        redacted = self._redacted(note, language=conversation.language, vault=vault)
        request = HandOffRequest(conversation.id, conversation.language, reason, redacted, contact)
        with self.database.writing() as session:
            store.lock_conversation(session, conversation.id)
            if redacted is not None:
                save_vault(session, conversation, vault, cipher=self.cipher, language=conversation.language)
            receipt = self.desk.open(session, request, at=self.clock())
            said = MessageRecord(Author.SYSTEM, receipt.text, conversation.language, decision="hand_off", reason=reason)
            store.add_message(session, conversation.id, said, at=self.clock())
        return receipt

    def ticket(self, conversation_id: str, *, number: str | None = None) -> TicketReceipt | None:
        """Return the ticket with this number, or the newest."""
        if number is not None and not _is_identifier(number):
            return None
        with self.database.reading() as session:
            return self.desk.find(session, conversation_id, number=number)

    def judge(
        self, conversation: ConversationRecord, reply_id: str, *, helpful: bool, reason: str | None, comment: str | None
    ) -> None:
        """Store feedback on a reply, without the words where they cannot be redacted; nobody will restore them."""
        reason = self._redacted(reason, language=conversation.language, vault=Vault())
        comment = self._redacted(comment, language=conversation.language, vault=Vault())
        with self.database.writing() as session:
            if not _is_identifier(reply_id) or not store.has_reply(session, conversation.id, reply_id):
                raise NotFoundError("There is no such reply in this conversation.")
            store.put_feedback(session, reply_id, helpful=helpful, reason=reason, comment=comment, at=self.clock())

    def _load(self, conversation_id: str) -> ConversationRecord:
        with self.database.reading() as session:
            found = store.find_conversation(session, conversation_id) if _is_identifier(conversation_id) else None
        if found is None:
            raise NotFoundError(_UNKNOWN)
        return found

    def _redacted(self, text: str | None, *, language: Language, vault: Vault) -> str | None:
        try:
            return redact(self.redactor, text, language=language, vault=vault) if text else None
        except RedactionUnavailableError:
            logger.warning("A customer's note is left out: it cannot be redacted.")
            self.left_out()
            return None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _is_identifier(text: str) -> bool:
    """Keep out what a database might choke on."""
    return _IDENTIFIER.fullmatch(text) is not None
