"""Reveals of personal data in tickets, when a conversation's values expired, and of a page its site only."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from assistant.storage.models import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the audit of reveals and the time of expiry, and shorten the addresses of pages."""
    op.add_column("conversations", sa.Column("vault_expired_at", UtcDateTime()))
    op.create_table(
        "reveals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(32), nullable=False),
        sa.Column("placeholder", sa.String(32), nullable=False),
        sa.Column("agent", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reveals"),
    )
    op.create_index("ix_reveals_ticket_number", "reveals", ["ticket_number"])
    _keep_sites_only()


def downgrade() -> None:
    """Drop what was added."""
    op.drop_table("reveals")
    op.drop_column("conversations", "vault_expired_at")


def _keep_sites_only() -> None:
    """Paths may name a customer. The addresses were checked when they were stored."""
    conversations = sa.table("conversations", sa.column("id", sa.String), sa.column("page_url", sa.Text))
    connection = op.get_bind()
    stored = connection.execute(sa.select(conversations).where(conversations.c.page_url.is_not(None))).all()
    shorten = (
        sa.update(conversations)
        .where(conversations.c.id == sa.bindparam("conversation"))
        .values(page_url=sa.bindparam("site"))
    )
    sites = [{"conversation": key, "site": _site(url)} for key, url in stored]
    if sites:
        connection.execute(shorten, sites)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
