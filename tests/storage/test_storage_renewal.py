"""What an older key has encrypted is moved to the newest one."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from assistant.storage.conversations import add_conversation, update_conversation
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.keys import Cipher
from assistant.storage.models import ConversationRow, TicketRow
from assistant.storage.records import NewConversation, NewTicket
from assistant.storage.renewal import count_unreadable, renew_ciphertexts
from assistant.storage.tickets import add_ticket

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    database = open_database(sqlite_url(tmp_path))
    yield database
    database.close()


def fields(database):
    with database.reading() as session:
        return [*session.scalars(select(ConversationRow.vault)), *session.scalars(select(TicketRow.contact))]


def test_vaults_and_contacts_are_renewed_once_and_what_no_key_opens_stays(database):
    older, newer, lost = (Fernet.generate_key().decode() for _ in range(3))
    with database.writing() as session:
        for number in range(130):
            name = f"c{number:03}"
            add_conversation(session, NewConversation(name, "hash", "de", None, "KI"), at=NOON)
            key = lost if number == 7 else newer if number == 8 else older
            vault = None if number == 9 else Cipher.from_keys(key).encrypt(name)
            update_conversation(session, name, language="de", vault=vault)
        contact = Cipher.from_keys(older).encrypt("contact")
        add_ticket(session, NewTicket("c000", "r", None, "de", (), contact, ()), status="open", at=NOON)
    both = Cipher.from_keys(f"{newer},{older}")
    before = fields(database)
    assert renew_ciphertexts(database, both) == (128, 1)
    assert renew_ciphertexts(database, both) == (0, 1)
    after = fields(database)
    assert (after[7], after[8], after[9]) == (before[7], before[8], None)
    newest = Cipher.from_keys(newer)
    assert newest.decrypt(after[-1]) == "contact"
    assert [newest.decrypt(after[number]) for number in (0, 99, 100, 129)] == ["c000", "c099", "c100", "c129"]


def test_what_no_key_opens_is_counted_without_being_changed(database):
    ours, other = (Cipher.from_keys(Fernet.generate_key().decode()) for _ in range(2))
    with database.writing() as session:
        for name, cipher in (("ours", ours), ("other", other)):
            add_conversation(session, NewConversation(name, "hash", "de", None, "KI"), at=NOON)
            update_conversation(session, name, language="de", vault=cipher.encrypt(name))
        add_ticket(session, NewTicket("ours", "r", None, "de", (), ours.encrypt("contact"), ()), status="open", at=NOON)
    before = fields(database)
    assert (count_unreadable(database, ours), count_unreadable(database, other)) == (1, 2)
    assert fields(database) == before
