"""The figures of the requests to language models that were made for a reply."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the figures; earlier replies have none."""
    op.add_column("messages", sa.Column("model_calls", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("messages", "model_calls")
