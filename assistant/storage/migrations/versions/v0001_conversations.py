"""Conversations, disclosures, messages, tickets, feedback."""

import sqlalchemy as sa
from alembic import op

from assistant.storage.models import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables and the ticket counter."""
    _create_conversations()
    _create_messages()
    _create_tickets()
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": "ticket", "value": 0}])


def downgrade() -> None:
    """Drop all tables."""
    for table in ("counters", "feedback", "tickets", "messages", "disclosures", "conversations"):
        op.drop_table(table)


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("page_url", sa.Text()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_active_at", UtcDateTime(), nullable=False),
        sa.Column("vault", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_last_active_at", "conversations", ["last_active_at"])
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("notice_hash", sa.String(64), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosures"),
        _belongs_to_conversation("disclosures", ondelete="CASCADE"),
    )
    op.create_index("ix_disclosures_conversation_id", "disclosures", ["conversation_id"])


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("decision", sa.String(16)),
        sa.Column("reason", sa.String(64)),
        sa.Column("reply_id", sa.String(64)),
        sa.Column("ai_generated", sa.Boolean(), nullable=False),
        sa.Column("model", sa.String(200)),
        sa.Column("prompt_versions", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("snapshot_id", sa.String(200)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("conversation_id", "sequence", name="uq_messages_conversation_id_sequence"),
        sa.UniqueConstraint("reply_id", name="uq_messages_reply_id"),
        sa.CheckConstraint("author IN ('customer', 'ai', 'human', 'system')", name=op.f("ck_messages_author")),
        _belongs_to_conversation("messages", ondelete="CASCADE"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.String(64), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("comment", sa.Text()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("reply_id", name="uq_feedback_reply_id"),
        sa.ForeignKeyConstraint(["reply_id"], ["messages.reply_id"], name="fk_feedback_reply_id", ondelete="CASCADE"),
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("contact", sa.LargeBinary()),
        sa.Column("sources_tried", sa.JSON(), nullable=False),
        sa.Column("consented_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("number", name="uq_tickets_number"),
        _belongs_to_conversation("tickets", ondelete="SET NULL"),
    )
    op.create_index("ix_tickets_conversation_id", "tickets", ["conversation_id"])
    op.create_index("ix_tickets_status", "tickets", ["status"])


def _belongs_to_conversation(table: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name=f"fk_{table}_conversation_id", ondelete=ondelete
    )
