"""Reading and writing tickets within a transaction."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.domain import Author, Language
from assistant.storage.models import ConversationRow, CounterRow, TicketRow
from assistant.storage.records import CaseRecord, NewTicket, SealedCase, TicketRecord, TranscriptLine

_COUNTER: Final = "ticket"


def add_ticket(session: Session, ticket: NewTicket, *, status: str, at: datetime) -> TicketRecord:
    """Store a ticket under the next number, AU-YYYY-NNNNNN; the count goes on over the years."""
    row = TicketRow(
        number=f"AU-{at.year}-{_next_number(session):06d}",
        conversation_id=ticket.conversation_id,
        status=status,
        reason=ticket.reason,
        note=ticket.note,
        language=ticket.language,
        transcript=_transcript(ticket.transcript),
        contact=ticket.contact,
        sources_tried=list(ticket.sources_tried),
        consented_at=at,
        created_at=at,
    )
    session.add(row)
    session.flush()
    return _record(row)


def amend_ticket(
    session: Session,
    ticket_id: int,
    *,
    contact: bytes | None,
    note: str | None,
    transcript: tuple[TranscriptLine, ...],
) -> TicketRecord:
    """Replace what a customer may add while the ticket is open."""
    row = session.get_one(TicketRow, ticket_id)
    row.contact, row.note, row.transcript = contact, note, _transcript(transcript)
    session.flush()
    return _record(row)


def find_ticket(
    session: Session, conversation_id: str, *, number: str | None = None, status: str | None = None
) -> TicketRecord | None:
    """Return the conversation's newest ticket with this number and status, where given."""
    query = select(TicketRow).where(TicketRow.conversation_id == conversation_id)
    if number is not None:
        query = query.where(TicketRow.number == number)
    if status is not None:
        query = query.where(TicketRow.status == status)
    row = session.scalar(query.order_by(TicketRow.id.desc()).limit(1))
    return _record(row) if row else None


def read_cases(session: Session, *, number: str | None = None) -> list[CaseRecord]:
    """All tickets with their transcripts, the newest first; with `number` at most that one."""
    query = select(TicketRow).order_by(TicketRow.id.desc())
    rows = session.scalars(query if number is None else query.where(TicketRow.number == number))
    return [
        CaseRecord(
            number=row.number,
            status=row.status,
            reason=row.reason,
            language=row.language,
            note=row.note,
            contact=row.contact,
            transcript=tuple(TranscriptLine(Author(line["author"]), line["text"]) for line in row.transcript),
            sources_tried=tuple(row.sources_tried),
            consented_at=row.consented_at,
            created_at=row.created_at,
        )
        for row in rows
    ]


def find_sealed_case(session: Session, number: str) -> SealedCase | None:
    """Return what is needed to reveal something in this ticket."""
    query = (
        select(TicketRow, ConversationRow)
        .outerjoin(ConversationRow, TicketRow.conversation_id == ConversationRow.id)
        .where(TicketRow.number == number)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    ticket, conversation = found
    return SealedCase(
        texts=(ticket.note or "", *(line["text"] for line in ticket.transcript)),
        vault=conversation.vault if conversation else None,
        last_active_at=conversation.last_active_at if conversation else None,
    )


def _next_number(session: Session) -> int:
    drawn = update(CounterRow).where(CounterRow.name == _COUNTER).values(value=CounterRow.value + 1)
    return session.execute(drawn.returning(CounterRow.value)).scalar_one()


def _transcript(lines: tuple[TranscriptLine, ...]) -> list[dict[str, str]]:
    return [{"author": line.author.value, "text": line.text} for line in lines]


def _record(row: TicketRow) -> TicketRecord:
    return TicketRecord(
        id=row.id,
        number=row.number,
        status=row.status,
        language=cast("Language", row.language),
        note=row.note,
        contact=row.contact,
        created_at=row.created_at,
    )
