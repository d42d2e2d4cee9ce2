"""Reading and writing conversations within a transaction."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.domain import Author, CallResult, Choice, Language, ModelCall, Source
from assistant.exceptions import NotFoundError
from assistant.storage.models import ConversationRow, DisclosureRow, FeedbackRow, MessageRow, ModelCallJson, TicketRow
from assistant.storage.records import ConversationRecord, MessageRecord, NewConversation


def add_conversation(session: Session, conversation: NewConversation, *, at: datetime) -> None:
    """Store a conversation together with the evidence that its AI notice was shown."""
    session.add(
        ConversationRow(
            id=conversation.id,
            token_hash=conversation.token_hash,
            language=conversation.language,
            page_url=conversation.page_url,
            created_at=at,
            last_active_at=at,
        )
    )
    session.flush()
    session.add(
        DisclosureRow(
            conversation_id=conversation.id,
            language=conversation.language,
            notice=conversation.notice,
            notice_hash=hashlib.sha256(conversation.notice.encode()).hexdigest(),
            shown_at=at,
        )
    )


def find_conversation(session: Session, conversation_id: str) -> ConversationRecord | None:
    """Return the conversation with this id, if there is one."""
    row = session.get(ConversationRow, conversation_id)
    return _record(row) if row else None


def lock_conversation(session: Session, conversation_id: str) -> ConversationRecord:
    """Return the conversation and keep other writers away until the transaction ends. Raises NotFoundError."""
    row = session.get(ConversationRow, conversation_id, with_for_update=True)
    if row is None:
        raise NotFoundError("There is no such conversation.")
    return _record(row)


def touch_conversation(session: Session, conversation_id: str, *, at: datetime) -> None:
    """Remember when the customer was last here."""
    session.get_one(ConversationRow, conversation_id).last_active_at = at


def update_conversation(session: Session, conversation_id: str, *, language: Language, vault: bytes | None) -> None:
    """Replace the language and the vault."""
    row = session.get_one(ConversationRow, conversation_id)
    row.language, row.vault, row.vault_expired_at = language, vault, None


def lock_outdated_vaults(session: Session, *, before: datetime, most: int) -> list[str]:
    """Return ids of conversations whose customer was last here before then and whose values are still kept."""
    query = (
        select(ConversationRow.id)
        .where(ConversationRow.last_active_at < before)
        .where(ConversationRow.vault.is_not(None), ConversationRow.vault_expired_at.is_(None))
        .order_by(ConversationRow.last_active_at)
        .limit(most)
        .with_for_update()
    )
    return list(session.scalars(query))


def words_of_customer(session: Session, conversation_id: str) -> list[str]:
    """Return what the customer wrote, redacted: her messages, and the notes of her tickets.

    All placeholders that were given out stand there; replies may hold some that a language model has invented.
    """
    said = select(MessageRow.text).where(
        MessageRow.conversation_id == conversation_id, MessageRow.author == Author.CUSTOMER
    )
    notes = select(TicketRow.note).where(TicketRow.conversation_id == conversation_id, TicketRow.note.is_not(None))
    return [*session.scalars(said), *(note or "" for note in session.scalars(notes))]


def expire_vault(session: Session, conversation_id: str, *, vault: bytes, at: datetime) -> None:
    """Replace the vault by one without values."""
    row = session.get_one(ConversationRow, conversation_id)
    row.vault, row.vault_expired_at = vault, at


def add_message(session: Session, conversation_id: str, message: MessageRecord, *, at: datetime) -> None:
    """Append a message; the caller holds the conversation's lock."""
    last = session.scalar(
        select(func.coalesce(func.max(MessageRow.sequence), 0)).where(MessageRow.conversation_id == conversation_id)
    )
    session.add(
        MessageRow(
            conversation_id=conversation_id,
            sequence=(last or 0) + 1,
            author=message.author,
            text=message.text,
            language=message.language,
            decision=message.decision,
            reason=message.reason,
            reply_id=message.reply_id,
            ai_generated=message.ai_generated,
            model=message.model,
            prompt_versions=list(message.prompt_versions),
            sources=[asdict(source) for source in message.sources],
            choices=[asdict(choice) for choice in message.choices],
            snapshot_id=message.snapshot_id,
            model_calls=[asdict(call) for call in message.model_calls],
            created_at=at,
        )
    )
    session.flush()


def messages_of(session: Session, conversation_id: str, *, last: int | None = None) -> tuple[MessageRecord, ...]:
    """Return the conversation's messages, or the `last` of them, oldest first."""
    newest = (
        select(MessageRow)
        .where(MessageRow.conversation_id == conversation_id)
        .order_by(MessageRow.sequence.desc())
        .limit(last)
    )
    return tuple(_message(row) for row in reversed(session.scalars(newest).all()))


def has_reply(session: Session, conversation_id: str, reply_id: str | None = None) -> bool:
    """Tell whether the assistant has written this reply, or any reply, in the conversation."""
    query = select(MessageRow.id).where(MessageRow.conversation_id == conversation_id, MessageRow.author == Author.AI)
    if reply_id is not None:
        query = query.where(MessageRow.reply_id == reply_id)
    return session.scalar(query.limit(1)) is not None


def put_feedback(
    session: Session, reply_id: str, *, helpful: bool, reason: str | None, comment: str | None, at: datetime
) -> None:
    """Store what the customer thinks of a reply, replacing an earlier opinion."""
    row = session.scalar(select(FeedbackRow).where(FeedbackRow.reply_id == reply_id)) or FeedbackRow(reply_id=reply_id)
    row.helpful, row.reason, row.comment, row.created_at = helpful, reason, comment, at
    session.add(row)


def _record(row: ConversationRow) -> ConversationRecord:
    return ConversationRecord(row.id, row.token_hash, cast("Language", row.language), row.vault)


def _message(row: MessageRow) -> MessageRecord:
    return MessageRecord(
        author=row.author,
        text=row.text,
        language=cast("Language", row.language),
        decision=row.decision,
        reason=row.reason,
        reply_id=row.reply_id,
        ai_generated=row.ai_generated,
        model=row.model,
        prompt_versions=tuple(row.prompt_versions),
        sources=tuple(_source(source) for source in row.sources),
        choices=tuple(Choice(**choice) for choice in row.choices),
        snapshot_id=row.snapshot_id,
        model_calls=tuple(_model_call(call) for call in row.model_calls),
    )


def _model_call(values: ModelCallJson) -> ModelCall:
    return ModelCall(**{**values, "result": CallResult(values["result"])})  # type: ignore[arg-type]  # asdict's, too


def _source(values: dict[str, str | float | None]) -> Source:
    return Source(**values)  # type: ignore[arg-type]  # written by asdict above
