"""Agents see placeholders; who needs a value says why, and that is stored before the value is told."""

import logging
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event

from assistant.chat.reveals import Reveals
from assistant.chat.vaults import VaultExpiry, load_vault, save_vault
from assistant.domain import Author, HandOffReason
from assistant.exceptions import MessageRefusedError, NotFoundError, StorageError
from assistant.handoff.case import HandOffRequest
from assistant.handoff.tickets import TicketDesk
from assistant.storage import conversations as store
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.keys import Cipher, open_cipher
from assistant.storage.models import ConversationRow
from assistant.storage.records import MessageRecord, NewConversation, RevealRecord
from assistant.storage.tickets import read_cases

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEPT = timedelta(days=30)
WHY = {"by": "Petra Huber", "why": "Rückruf"}


class Texts:
    def render(self, key, language, /, **values):
        return f"{key} {language} {values}"


@pytest.fixture
def database(tmp_path):
    database = open_database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.fixture
def cipher(tmp_path):
    return open_cipher(tmp_path)


@pytest.fixture
def reveals(database, cipher):
    return Reveals(database, cipher, lambda: NOW, KEPT)


@pytest.fixture
def open_ticket(database, cipher):
    """Stores a conversation, one message for each text, and its ticket; returns the ticket's number."""

    def open_ticket(name, *said, note=None, later=()):
        with database.writing() as session:
            store.add_conversation(session, NewConversation(name, "hash", "de", None, "KI"), at=NOW)
        with database.reading() as session:
            seen = store.find_conversation(session, name)
        vault = load_vault(seen, cipher)
        with database.writing() as session:
            _say(session, name, vault, said)
            if note:
                note = f"Bitte {vault.placeholder_for('PHONE', note)} anrufen"
            request = HandOffRequest(name, "de", HandOffReason.CUSTOMER_REQUEST, note=note)
            receipt = TicketDesk(cipher, Texts()).open(session, request, at=NOW)
            _say(session, name, vault, later)
            save_vault(session, seen, vault, cipher=cipher, language="de")
        return receipt.number

    return open_ticket


def _say(session, name, vault, values):
    for value in values:
        text = f"Ich bin {vault.placeholder_for('PERSON', value)}."
        store.add_message(session, name, MessageRecord(Author.CUSTOMER, text, "de"), at=NOW)


def test_a_value_is_told_and_the_request_is_stored_without_it(open_ticket, reveals):
    number = open_ticket("c", "Anna Schmidt", note="0664 1234567")
    assert reveals.reveal(number, "<PERSON_1>", **WHY) == "Anna Schmidt"
    assert reveals.reveal(number, "[phone 1]", by=" Petra\n Huber ", why="Rückruf") == "0664 1234567"
    assert reveals.reveal(number, "PERSON_1", **WHY) == "Anna Schmidt"
    rows = reveals.of(number)
    assert rows[0] == RevealRecord(number, "<PERSON_1>", "Petra Huber", "Rückruf", "revealed", NOW)
    assert [row.placeholder for row in rows] == ["<PERSON_1>", "<PHONE_1>", "<PERSON_1>"]


def test_values_written_into_the_reason_become_placeholders_again(open_ticket, reveals, database):
    number = open_ticket("c", "Anna Schmidt", "Bernd Beispiel")
    reveals.reveal(number, "<PERSON_1>", by="Petra", why="Frau ANNA SCHMIDT und Bernd Beispiel streiten")
    assert reveals.of(number)[0].reason == "Frau <PERSON_1> und <PERSON_2> streiten"
    with database.engine.connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM reveals").all())
    assert "schmidt" not in stored.lower()


def test_without_the_record_there_is_no_value(open_ticket, reveals, database):
    number = open_ticket("c", "Anna Schmidt")

    @event.listens_for(database.engine, "before_cursor_execute")
    def refuse(_connection, _cursor, statement, _parameters, _context, _many):
        if statement.startswith("INSERT INTO reveals"):
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        reveals.reveal(number, "<PERSON_1>", **WHY)


def test_where_the_record_is_not_committed_there_is_no_value(open_ticket, reveals, database):
    number = open_ticket("c", "Anna Schmidt")

    @event.listens_for(database.engine, "connect")
    def protect(connection, _):
        connection.execute("PRAGMA query_only = ON")

    database.engine.dispose()
    with pytest.raises(StorageError) as caught:
        reveals.reveal(number, "<PERSON_1>", **WHY)
    assert "Anna" not in "".join(traceback.format_exception(caught.value))
    assert reveals.of(number) == []


@pytest.mark.parametrize("placeholder", ["<PERSON_2>", "<IBAN_1>", "<TEXT_1>"])
def test_an_unknown_placeholder_is_told_and_stored(open_ticket, reveals, placeholder):
    number = open_ticket("c", "Anna Schmidt")
    with pytest.raises(NotFoundError, match=f"There is no {placeholder} in ticket {number}"):
        reveals.reveal(number, placeholder, **WHY)
    assert [(row.placeholder, row.outcome) for row in reveals.of(number)] == [(placeholder, "unknown")]


def test_only_what_stands_in_the_ticket_can_be_revealed(open_ticket, reveals):
    number = open_ticket("c", "Anna Schmidt", later=["Bernd Beispiel"])
    with pytest.raises(NotFoundError):
        reveals.reveal(number, "<PERSON_2>", **WHY)
    assert reveals.of(number)[0].outcome == "unknown"


def test_tickets_of_other_conversations_have_values_of_their_own(open_ticket, reveals):
    one, other = open_ticket("a", "Anna Schmidt"), open_ticket("b", "Bernd Beispiel")
    assert reveals.reveal(one, "<PERSON_1>", **WHY) == "Anna Schmidt"
    assert reveals.reveal(other, "<PERSON_1>", **WHY) == "Bernd Beispiel"
    assert len(reveals.of(one)) == len(reveals.of(other)) == 1


@pytest.mark.parametrize("number", ["AU-2026-000099", "", "x" * 99, "AU-2026-000001\x00", "' OR 1=1"])
def test_a_ticket_that_is_not_there_is_told(open_ticket, reveals, number):
    open_ticket("c", "Anna Schmidt")
    for ask in (lambda: reveals.reveal(number, "<PERSON_1>", **WHY), lambda: reveals.of(number)):
        with pytest.raises(NotFoundError, match="There is no such ticket"):
            ask()


@pytest.mark.parametrize(
    ("placeholder", "by", "why"),
    [
        pytest.param("Anna Schmidt", "Petra", "Rückruf", id="no placeholder"),
        pytest.param("<HOBBY_1>", "Petra", "Rückruf", id="no type"),
        pytest.param("<PERSON_1> <PERSON_2>", "Petra", "Rückruf", id="two at once"),
        pytest.param("<PERSON_1>", "  ", "Rückruf", id="nobody"),
        pytest.param("<PERSON_1>", "Petra", "", id="no reason"),
        pytest.param("<PERSON_1>", "P" * 81, "Rückruf", id="a name too long"),
        pytest.param("<PERSON_1>", "Petra", "x" * 501, id="a reason too long"),
        pytest.param("<PERSON_1>", "Petra\x1b[2J", "Rückruf", id="control characters"),
    ],
)
def test_what_is_malformed_is_told_without_being_repeated(open_ticket, reveals, placeholder, by, why):
    number = open_ticket("c", "Anna Schmidt")
    with pytest.raises(MessageRefusedError) as caught:
        reveals.reveal(number, placeholder, by=by, why=why)
    assert "Anna" not in str(caught.value)
    assert reveals.of(number) == []


def test_an_expired_value_is_told_as_such_and_stored(open_ticket, reveals, database, cipher):
    number = open_ticket("c", "Anna Schmidt")
    later = NOW + timedelta(days=31)
    VaultExpiry(database, cipher, clock=lambda: later, kept=KEPT).run()
    with pytest.raises(NotFoundError, match="The value of <PERSON_1> has expired"):
        reveals.reveal(number, "<PERSON_1>", **WHY)
    assert reveals.of(number)[0].outcome == "expired"


def test_a_value_that_is_due_to_expire_is_not_told_although_nothing_has_removed_it_yet(open_ticket, database, cipher):
    number = open_ticket("c", "Anna Schmidt")
    late = Reveals(database, cipher, lambda: NOW + timedelta(days=31), KEPT)
    with pytest.raises(NotFoundError, match="has expired"):
        late.reveal(number, "<PERSON_1>", **WHY)


def test_with_its_conversation_a_ticket_loses_the_values(open_ticket, reveals, database):
    number = open_ticket("c", "Anna Schmidt")
    with database.writing() as session:
        session.delete(session.get_one(ConversationRow, "c"))
    with pytest.raises(NotFoundError, match="has expired"):
        reveals.reveal(number, "<PERSON_1>", **WHY)


def test_with_another_key_nothing_is_told(open_ticket, database):
    number = open_ticket("c", "Anna Schmidt")
    other = Reveals(database, Cipher.from_keys(Fernet.generate_key().decode()), lambda: NOW, KEPT)
    with pytest.raises(StorageError, match="The vault key does not fit"):
        other.reveal(number, "<PERSON_1>", **WHY)


def test_a_ticket_shows_placeholders(open_ticket, database):
    number = open_ticket("c", "Anna Schmidt", note="0664 1234567")
    with database.reading() as session:
        (case,) = read_cases(session, number=number)
    assert [line.text for line in case.transcript] == ["Ich bin <PERSON_1>."]
    assert case.note == "Bitte <PHONE_1> anrufen"


def test_no_log_line_holds_a_value(open_ticket, reveals, caplog):
    caplog.set_level(logging.DEBUG)
    number = open_ticket("c", "Anna Schmidt")
    reveals.reveal(number, "<PERSON_1>", **WHY)
    with pytest.raises(NotFoundError):
        reveals.reveal(number, "<PERSON_2>", **WHY)
    assert not any("Anna" in str(vars(record)) for record in caplog.records)
    assert "Anna" not in repr(reveals)
