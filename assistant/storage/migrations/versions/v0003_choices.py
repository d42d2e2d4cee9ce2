"""The articles that a reply offered, so that a customer may pick one in her own words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the choices; replies stored so far have none."""
    op.add_column("messages", sa.Column("choices", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("messages", "choices")
