"""The command `auskunft tickets`: what customers handed over to people."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from assistant.cli_options import DataDir, Json, fail, settings_or_exit
from assistant.exceptions import AuskunftError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.chat.reveals import Reveals

LATEST_REVEALS: Final = 20
tickets = typer.Typer(help="Read the tickets that customers opened.", no_args_is_help=True)
Case = dict[str, Any]


@tickets.command("list")
def list_tickets(data_dir: DataDir = None, as_json: Json = False) -> None:
    """All tickets, the newest first."""
    with _cases(data_dir, as_json=as_json) as cases:
        if as_json:
            print(json.dumps({"tickets": cases}, ensure_ascii=False, default=_as_text))
            return
        for case in cases:
            print(f"{case['number']}  {case['created_at']:%Y-%m-%d %H:%M}  {case['status']}  {case['reason']}")
        if not cases:
            print("No tickets.")


@tickets.command("show")
def show_ticket(number: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """One ticket with its contact and redacted transcript."""
    with _cases(data_dir, as_json=as_json, number=number) as cases:
        if not cases:
            fail(f"There is no ticket {number}.", as_json=as_json)
        print(json.dumps(cases[0], ensure_ascii=False, default=_as_text) if as_json else _readable(cases[0]))


@tickets.command("reveal")
def reveal_value(
    number: str,
    placeholder: Annotated[str, typer.Argument(help="In quotes: '<PERSON_1>'.")],
    *,
    by: Annotated[str, typer.Option("--by", help="Your name, for the record.")],
    why: Annotated[str, typer.Option("--why", help="What you need it for, for the record.")],
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """The value behind one placeholder. Who asked, when and why is recorded first."""
    with _reveals(data_dir, as_json=as_json) as reveals:
        value = reveals.reveal(number, placeholder, by=by, why=why)
    print(json.dumps({"placeholder": placeholder, "value": value}, ensure_ascii=False) if as_json else value)


@tickets.command("reveals")
def list_reveals(
    number: Annotated[str | None, typer.Argument(help="Of this ticket only, all of them, oldest first.")] = None,
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, without a ticket.")] = LATEST_REVEALS,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Who has asked for which value, when and why: the latest requests in all tickets, newest first."""
    with _reveals(data_dir, as_json=as_json) as reveals:
        found = reveals.latest(most=limit) if number is None else reveals.of(number)
    if as_json:
        print(json.dumps({"reveals": [asdict(each) for each in found]}, ensure_ascii=False, default=_as_text))
        return
    for each in found:
        shown = (each.placeholder, each.outcome, each.reason)
        ticket = () if number else (each.ticket_number,)
        print(f"{each.asked_at:%Y-%m-%d %H:%M}", each.agent, *ticket, *shown, sep="  ")
    if not found:
        print("Nobody has asked for a value.")


@contextmanager
def _reveals(data_dir: "Path | None", *, as_json: bool) -> Iterator["Reveals"]:
    from assistant.services import build_database, build_reveals

    settings = settings_or_exit(data_dir)
    try:
        database = build_database(settings)
        try:
            yield build_reveals(settings, database=database)
        finally:
            database.close()
    except AuskunftError as error:
        fail(str(error), as_json=as_json)


@contextmanager
def _cases(data_dir: "Path | None", *, as_json: bool, number: str | None = None) -> Iterator[list[Case]]:
    from assistant.handoff.tickets import TicketDesk
    from assistant.services import build_cipher, build_database, build_texts
    from assistant.storage.tickets import read_cases

    settings = settings_or_exit(data_dir)
    try:
        database = build_database(settings)
        try:
            desk = TicketDesk(build_cipher(settings), build_texts(settings))
            with database.reading() as session:
                found = read_cases(session, number=number)
            is_shown = as_json or number is not None  # the plain list shows no contact, so none needs to be readable
            yield [{**asdict(case), "contact": _contact(desk.contact_of(case)) if is_shown else None} for case in found]
        finally:
            database.close()
    except AuskunftError as error:
        fail(str(error), as_json=as_json)


def _contact(contact: Any) -> dict[str, str] | None:  # noqa: ANN401  a dataclass or None
    return asdict(contact) if contact else None


def _as_text(value: object) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)


def _readable(case: Case) -> str:
    head = [f"{name}: {value}" for name, value in case.items() if value and name not in ("transcript", "contact")]
    contact = [f"{name}: {value}" for name, value in (case["contact"] or {}).items() if value]
    lines = [f"  {line['author']}: {line['text']}" for line in case["transcript"]]
    return "\n".join([*head, *contact, "transcript (redacted):", *lines])
