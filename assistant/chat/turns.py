"""One turn in storage: what the pipeline is given, and how its outcome is kept before the customer hears of it."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from assistant.chat.pipeline import Outcome
from assistant.chat.readable_vault import readable_vault
from assistant.chat.vaults import save_vault
from assistant.domain import Author, HandOff, HandOffReason, Language, PastMessage, Reply, TicketReceipt
from assistant.handoff.case import HandOffRequest, contact_given
from assistant.handoff.tickets import TicketDesk
from assistant.kit.clocks import Clock
from assistant.redaction.vault import Vault
from assistant.storage import conversations as store
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord, MessageRecord

HISTORY_MESSAGES: Final = 10
UNANSWERED_CHARS: Final = 4000
"""How much of what was put aside is answered with the next message: the newest messages, each of them whole."""
_ARTICLES_TRIED: Final = 3
SUPERSEDED: Final = "superseded"
STOPPED: Final = "stopped"
"""Why a message is stored without a reply."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a conversation when a turn begins. `history` is redacted, oldest first.

    `unanswered` are the customer's newest messages, redacted, where they were put aside for the one that comes now.

    `vault` is a LostVault where the stored one cannot be opened: then the message is not read.
    """

    conversation: ConversationRecord
    history: tuple[PastMessage, ...]
    vault: Vault
    is_first: bool
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A stored reply, with the receipt where it opened a ticket."""

    reply: Reply
    receipt: TicketReceipt | None


@dataclass(frozen=True, slots=True)
class Turns:
    """All methods raise StorageError, after which nothing is stored."""

    database: Database
    cipher: Cipher
    desk: TicketDesk
    clock: Clock

    def begin(self, conversation_id: str) -> Begun:
        """Load the conversation. It is written to as well, so that a full disk shows before the stream begins."""
        with self.database.writing() as session:
            conversation = store.lock_conversation(session, conversation_id)
            store.touch_conversation(session, conversation_id, at=self.clock())
            messages = store.messages_of(session, conversation_id, last=2 * HISTORY_MESSAGES)
            is_first = not store.has_reply(session, conversation_id)
        vault = readable_vault(conversation, self.cipher)
        answered, unanswered = _split(messages)
        return Begun(conversation, _history(answered), vault, is_first, unanswered)

    def settle(self, begun: Begun, outcome: Outcome) -> Answered:
        """Store message, reply, vault and, where the customer agreed to one, the ticket: all of them or nothing."""
        with self.database.writing() as session:
            store.lock_conversation(session, begun.conversation.id)
            if outcome.message_redacted is not None:
                self._save_vault(session, begun, outcome.reply.language)
            self._add(session, begun, _question(outcome))
            receipt = self._ticket(session, begun, outcome)
            answered = _answered(outcome, receipt)
            self._add(session, begun, _answer(outcome, answered))
        return answered

    def put_aside(self, begun: Begun, outcome: Outcome, *, reason: str) -> None:
        """Store the message alone. Superseded, it is answered with the next one; stopped, it is answered no more."""
        with self.database.writing() as session:
            store.lock_conversation(session, begun.conversation.id)
            self._save_vault(session, begun, outcome.reply.language)
            self._add(session, begun, _question(outcome))
            if reason == STOPPED:
                self._add(session, begun, MessageRecord(Author.SYSTEM, "", outcome.reply.language, reason=STOPPED))

    def _save_vault(self, session: Session, begun: Begun, language: Language) -> None:
        save_vault(session, begun.conversation, begun.vault, cipher=self.cipher, language=language)

    def _add(self, session: Session, begun: Begun, message: MessageRecord) -> None:
        store.add_message(session, begun.conversation.id, message, at=self.clock())

    def _ticket(self, session: Session, begun: Begun, outcome: Outcome) -> TicketReceipt | None:
        if not opens_ticket(outcome) or not isinstance(outcome.decision, HandOff):
            return None
        request = HandOffRequest(
            begun.conversation.id,
            outcome.reply.language,
            outcome.decision.reason,
            contact=contact_given((*begun.unanswered, outcome.message_redacted or ""), value_of=begun.vault.value_of),
            articles_tried=_articles_tried(outcome),
        )
        return self.desk.open(session, request, at=self.clock())


def opens_ticket(outcome: Outcome) -> bool:
    """Tell whether the customer has agreed to a hand-off."""
    return isinstance(outcome.decision, HandOff) and outcome.decision.consented


def _answered(outcome: Outcome, receipt: TicketReceipt | None) -> Answered:
    """Take the sentence with the number from the stored ticket alone."""
    reply = replace(outcome.reply, text=receipt.text) if receipt else outcome.reply
    return Answered(reply, receipt)


def _question(outcome: Outcome) -> MessageRecord:
    """Return the customer's message; what could not be redacted leaves only a note that something was said."""
    language = outcome.reply.language
    if outcome.message_redacted is None:
        return MessageRecord(Author.SYSTEM, "", language, reason=HandOffReason.REDACTION_UNAVAILABLE)
    return MessageRecord(Author.CUSTOMER, outcome.message_redacted, language)


def _answer(outcome: Outcome, answered: Answered) -> MessageRecord:
    reply = answered.reply
    return MessageRecord(
        author=Author.AI,
        text=answered.receipt.text if answered.receipt else outcome.text_redacted,
        language=reply.language,
        decision=reply.decision,
        reason=reply.reason,
        reply_id=reply.reply_id,
        ai_generated=reply.ai_generated,
        model=reply.model,
        prompt_versions=reply.prompt_versions,
        sources=reply.sources,
        choices=reply.choices,
        snapshot_id=reply.snapshot_id,
        model_calls=outcome.model_calls,
    )


def as_history(outcome: Outcome) -> tuple[PastMessage, ...]:
    """What a turn leaves for the next one."""
    return _history((_question(outcome), _answer(outcome, Answered(outcome.reply, None))))


def _split(messages: tuple[MessageRecord, ...]) -> tuple[tuple[MessageRecord, ...], tuple[str, ...]]:
    """The messages, and apart from them the customer's newest ones that nobody has answered or stopped."""
    place, unanswered = len(messages), deque[str]()
    while place > 0 and _is_open(messages[place - 1]):
        message = messages[place - 1]
        if message.author is Author.CUSTOMER:
            if unanswered and sum(map(len, unanswered)) + len(message.text) > UNANSWERED_CHARS:
                break
            unanswered.appendleft(message.text)
        place -= 1
    return messages[:place], tuple(unanswered)


def _is_open(message: MessageRecord) -> bool:
    """True for what answers no message: one of the customer, or the note of the ticket that she has opened."""
    return message.author is Author.CUSTOMER or (message.author is Author.SYSTEM and message.decision == "hand_off")


def _history(messages: tuple[MessageRecord, ...]) -> tuple[PastMessage, ...]:
    said = [message for message in messages if message.author is not Author.SYSTEM]
    return tuple(
        PastMessage(each.author, each.text, each.decision, each.reason, each.choices)
        for each in said[-HISTORY_MESSAGES:]
    )


def _articles_tried(outcome: Outcome) -> tuple[str, ...]:
    passages = outcome.retrieved.passages if outcome.retrieved else ()
    return tuple(dict.fromkeys(passage.chunk.article_id for passage in passages))[:_ARTICLES_TRIED]
