"""Reads what customers asked lately, without touching the database otherwise."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from sqlalchemy import URL, Engine, Select, create_engine, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from assistant.domain import Author, Language
from assistant.exceptions import StorageError
from assistant.storage.models import MessageRow

_CANNOT: Final = "The customers' questions cannot be read"
_CONNECT_S: Final = 5
_REPEATED: Final = 5  # customers ask the same thing again: so many rows are looked at for each question wanted


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A customer's message for which articles were searched; `text` is redacted."""

    text: str
    language: Language


def recent_questions(url: str | URL, *, last: int) -> tuple[AskedQuestion, ...]:
    """Up to `last` different questions, the newest first; none where there is no database. Raises StorageError."""
    engine = _read_only(url)
    if engine is None:
        return ()
    try:
        with Session(engine) as session:
            rows = session.execute(_newest(last * _REPEATED)).all()
    except SQLAlchemyError as error:
        raise StorageError(f"{_CANNOT}: {type(error).__name__}.") from error
    finally:
        engine.dispose()
    different: dict[str, AskedQuestion] = {}
    for text, language in rows:
        different.setdefault(" ".join(text.casefold().split()), AskedQuestion(text, cast("Language", language)))
    return tuple(different.values())[:last]


def _read_only(url: str | URL) -> Engine | None:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            patience = {"connect_timeout": _CONNECT_S}  # a publication waits for this
            return create_engine(
                parsed, hide_parameters=True, connect_args=patience, execution_options={"postgresql_readonly": True}
            )
        file = Path(parsed.database or "")
        if not file.is_file():
            return None
        read_only = URL.create("sqlite", database=file.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
        return create_engine(read_only, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StorageError(f"{_CANNOT}: the database URL is not understood, or its driver is missing.") from error


def _newest(rows: int) -> Select[str, str]:
    """Messages whose reply came from a search; small talk, requests for a person and picked choices did not."""
    reply = aliased(MessageRow)
    return (
        select(MessageRow.text, MessageRow.language)
        .join(
            reply,
            (reply.conversation_id == MessageRow.conversation_id) & (reply.sequence == MessageRow.sequence + 1),
        )
        .where(MessageRow.author == Author.CUSTOMER, reply.author == Author.AI)
        .where(reply.snapshot_id.is_not(None), reply.reason != "chosen")
        .order_by(MessageRow.id.desc())
        .limit(rows)
    )
