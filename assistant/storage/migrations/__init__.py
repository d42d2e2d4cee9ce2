"""Alembic migrations; they run when the service starts."""
