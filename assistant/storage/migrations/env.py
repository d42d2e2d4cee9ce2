"""Runs the migrations on the connection, and within the transaction, that `open_database` hands over."""

from alembic import context

from assistant.storage.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
