"""The tables. Texts are redacted; contact and vault are encrypted; times are UTC."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.domain import Author

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SourceJson = dict[str, str | float | None]
ModelCallJson = dict[str, str | float | None]
ChoiceJson = dict[str, str]
TranscriptJson = list[dict[str, str]]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored and read in UTC; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive times."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class ConversationRow(Base):
    """A dialogue with one customer. The token is kept as a hash only."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    page_url: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_active_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    vault: Mapped[bytes | None] = mapped_column(LargeBinary)
    vault_expired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DisclosureRow(Base):
    """Evidence that the AI notice was shown, and which wording."""

    __tablename__ = "disclosures"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    notice: Mapped[str] = mapped_column(Text)
    notice_hash: Mapped[str] = mapped_column(String(64))
    shown_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MessageRow(Base):
    """One message, redacted. `author` tells people and machine apart for ever (AI Act, Art. 50)."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "sequence"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    sequence: Mapped[int] = mapped_column(Integer)
    author: Mapped[Author] = mapped_column(
        Enum(
            Author,
            name="author",
            native_enum=False,
            create_constraint=True,
            length=16,
            values_callable=lambda kind: [member.value for member in kind],
        )
    )
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    decision: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    reply_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    ai_generated: Mapped[bool] = mapped_column(Boolean)
    model: Mapped[str | None] = mapped_column(String(200))
    prompt_versions: Mapped[list[str]] = mapped_column(JSON)
    sources: Mapped[list[SourceJson]] = mapped_column(JSON)
    choices: Mapped[list[ChoiceJson]] = mapped_column(JSON, default=list)
    snapshot_id: Mapped[str | None] = mapped_column(String(200))
    model_calls: Mapped[list[ModelCallJson]] = mapped_column(JSON, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TicketRow(Base):
    """A case for a person. It outlives its conversation, so it carries its own transcript."""

    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    transcript: Mapped[TranscriptJson] = mapped_column(JSON)
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    sources_tried: Mapped[list[str]] = mapped_column(JSON)
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RevealRow(Base):
    """Who asked for which personal data of a ticket, why, and whether it was given out. It outlives the ticket."""

    __tablename__ = "reveals"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(String(32), index=True)
    placeholder: Mapped[str] = mapped_column(String(32))
    agent: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackRow(Base):
    """What a customer thought of a reply; the last word counts."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reply_id: Mapped[str] = mapped_column(ForeignKey("messages.reply_id", ondelete="CASCADE"), unique=True)
    helpful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CounterRow(Base):
    """Sequential numbers; updating the row serialises those who draw one."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(Integer)
