"""The audit of reveals, written and read within a transaction. Rows are only ever added."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.storage.models import RevealRow
from assistant.storage.records import RevealRecord


def add_reveal(session: Session, reveal: RevealRecord) -> None:
    """Store that somebody asked for a value."""
    session.add(RevealRow(**asdict(reveal)))
    session.flush()


def reveals_of(session: Session, ticket_number: str) -> list[RevealRecord]:
    """Return the requests in this ticket, oldest first."""
    query = select(RevealRow).where(RevealRow.ticket_number == ticket_number).order_by(RevealRow.id)
    return list(map(_record, session.scalars(query)))


def latest_reveals(session: Session, *, most: int) -> list[RevealRecord]:
    """Return the latest requests in all tickets, newest first."""
    return list(map(_record, session.scalars(select(RevealRow).order_by(RevealRow.id.desc()).limit(most))))


def _record(row: RevealRow) -> RevealRecord:
    return RevealRecord(row.ticket_number, row.placeholder, row.agent, row.reason, row.outcome, row.asked_at)
