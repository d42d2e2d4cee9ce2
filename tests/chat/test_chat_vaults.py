"""A conversation's vault in storage: encrypted, never written over by mistake, gone for ever in the end."""

import logging
import threading
import time
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from assistant.chat.vaults import VaultExpiry, load_vault, save_vault
from assistant.domain import Author, Contact, HandOffReason
from assistant.exceptions import ConflictError, RedactionUnavailableError, StorageError
from assistant.handoff.case import HandOffRequest
from assistant.handoff.tickets import TicketDesk
from assistant.redaction.vault import Vault
from assistant.storage import conversations as store
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.keys import Cipher, open_cipher
from assistant.storage.records import ConversationRecord, MessageRecord, NewConversation
from assistant.storage.tickets import read_cases

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEPT = timedelta(days=30)
# Stored by version 0.1.0.
OLD_KEY = "_cq1edh8q_3S86MTLNNOkxKAvDz8o5L2Zb-nR94NYB4="
OLD_VAULT = (
    b"gAAAAABrAqvfKjALFV8JLrW1fVvEjJPsPQ-Kpl9omYln4yVADqw4xMGovtZkFMnOiKusS7XjT9IWu9aI88KX5socd8trWXv2KnIMW1YnyFcN9X0"
    b"CJQUJ3RprVHq9wwztQTEISHE7ROPRmdMXP2q4WCRON7tnLv-GdzFQu2I13AjkFOs-hzTkKweKncsPuC94-pGY9UCoAIE0slLOPAbYvVQrmK0uyRJf"
    b"OyOTWZ7mtrIpmn8jnJYb3ow="
)


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
def talk(database, cipher):
    """Stores a conversation in which a name was said; its customer was last here `days` ago."""

    def talk(name="c", *, said=("Anna Schmidt",), days=0.0):
        at = NOW - timedelta(days=days)
        if find(database, name) is None:
            with database.writing() as session:
                store.add_conversation(session, NewConversation(name, "hash", "de", None, "KI"), at=at)
        seen = find(database, name)
        vault = load_vault(seen, cipher)
        with database.writing() as session:
            store.touch_conversation(session, name, at=at)
            for value in said:
                text = f"Ich bin {vault.placeholder_for('PERSON', value)}."
                store.add_message(session, name, MessageRecord(Author.CUSTOMER, text, "de"), at=at)
            save_vault(session, seen, vault, cipher=cipher, language="de")

    return talk


@pytest.fixture
def expiry(database, cipher):
    return VaultExpiry(database, cipher, clock=lambda: NOW, kept=KEPT)


def find(database, name="c"):
    with database.reading() as session:
        return store.find_conversation(session, name)


def texts(database, name="c"):
    with database.reading() as session:
        return [message.text for message in store.messages_of(session, name)]


def record(vault):
    return ConversationRecord("c", "hash", "de", vault)


def test_a_vault_stored_by_an_older_version_opens():
    vault = load_vault(record(OLD_VAULT), Cipher.from_keys(OLD_KEY))
    restored = vault.restore("<PERSON_1> <IBAN_1> <TEXT_1> <PERSON_2>")
    assert restored == "Jürgen Weiß DE89 3704 0044 0532 0130 00 <PERSON_1> jürgen weiß"
    assert vault.placeholder_for("PERSON", "Berta") == "<PERSON_3>"


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(OLD_VAULT, id="another key"),
        pytest.param(b"", id="nothing"),
        pytest.param(OLD_VAULT[:-9], id="cut off"),
    ],
)
def test_a_vault_that_cannot_be_opened_is_no_empty_one(stored, tmp_path):
    with pytest.raises(StorageError, match="The vault key does not fit the stored data"):
        load_vault(record(stored), open_cipher(tmp_path))


def test_a_damaged_vault_is_told_without_its_content(cipher, caplog):
    caplog.set_level(logging.DEBUG)
    damaged = record(cipher.encrypt('{"PERSON_1": "Anna", '))
    with pytest.raises(RedactionUnavailableError) as caught:
        load_vault(damaged, cipher)
    assert "Anna" not in "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text


def test_with_another_key_a_stored_vault_stays_as_it_is(talk, database, tmp_path):
    talk()
    before = find(database).vault
    other = Cipher.from_keys(Fernet.generate_key().decode())
    with pytest.raises(StorageError):
        load_vault(find(database), other)
    VaultExpiry(database, other, clock=lambda: NOW, kept=KEPT).run()
    assert find(database).vault == before
    assert load_vault(find(database), open_cipher(tmp_path)).restore("<PERSON_1>") == "Anna Schmidt"


def test_a_vault_that_was_changed_in_the_meantime_is_not_written_over(talk, database, cipher):
    talk()
    seen = find(database)
    talk(said=("Bernd",))
    with pytest.raises(ConflictError), database.writing() as session:
        save_vault(session, seen, Vault(), cipher=cipher, language="de")
    assert load_vault(find(database), cipher).restore("<PERSON_1> <PERSON_2>") == "Anna Schmidt Bernd"


def test_two_conversations_have_vaults_of_their_own(talk, database, cipher):
    talk("a", said=("Anna", "Bernd"))
    talk("b", said=("Bernd", "Anna"))
    assert load_vault(find(database, "a"), cipher).restore("<PERSON_1>") == "Anna"
    assert load_vault(find(database, "b"), cipher).restore("<PERSON_1>") == "Bernd"


def test_conversations_at_once_do_not_mix_what_they_store(talk, database, cipher):
    everybody = threading.Barrier(6)

    def customer(number):
        everybody.wait(20)
        for _ in range(3):
            talk(f"c{number}", said=("Anna", f"Kunde {number}"))

    threads = [threading.Thread(target=customer, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(6):
        vault = load_vault(find(database, f"c{number}"), cipher)
        assert vault.restore("<PERSON_1> <PERSON_2>") == f"Anna Kunde {number}"
        assert not vault.knows("PERSON_3")


def test_placeholders_without_a_value_are_dropped_from_replies_and_counted(conversation, chat):
    reply = conversation.reply("Hallo Anna Schmidt, <PERSON_9> und [iban_3], <Person_1>")
    assert reply["text"] == "Verstanden: Hallo Anna Schmidt, und, Anna Schmidt"
    conversation.reply("Hallo <PERSON_2>")
    assert "auskunft_unknown_placeholders_total 3.0" in chat.get("/metrics").text


def test_what_one_customer_said_never_answers_another(chat):
    one, other = chat.start(), chat.start()
    one.send("Hallo, ich bin Anna Schmidt")
    assert other.reply("Hallo <PERSON_1>")["text"] == "Verstanden: Hallo"
    other.send("Hallo, ich bin Bernd Beispiel")
    assert one.reply("Hallo <PERSON_1>")["text"] == "Verstanden: Hallo Anna Schmidt"
    assert other.reply("Hallo <PERSON_1>")["text"] == "Verstanden: Hallo Bernd Beispiel"


class TestExpiry:
    """What nobody has written in for the whole time loses its values."""

    def test_the_placeholders_stay_and_the_values_are_gone(self, talk, expiry, database, cipher):
        talk(days=31)
        assert expiry.run() == 1
        assert texts(database) == ["Ich bin <PERSON_1>."]
        vault = load_vault(find(database), cipher)
        assert vault.restore("Hallo <PERSON_1>!") == "Hallo!"
        assert (vault.knows("PERSON_1"), vault.value_of("PERSON_1")) == (True, None)

    def test_the_time_counts_from_the_last_message(self, talk, expiry, database, cipher):
        talk(days=40)
        talk(days=29.9)
        assert expiry.run() == 0
        assert load_vault(find(database), cipher).restore("<PERSON_1>") == "Anna Schmidt"

    def test_a_second_look_finds_nothing_to_do(self, talk, expiry):
        for number in range(250):
            talk(f"c{number}", days=31)
        assert (expiry.run(), expiry.run()) == (250, 0)

    def test_whoever_comes_back_is_not_called_by_an_old_placeholder(self, talk, expiry, database, cipher):
        talk(days=31)
        expiry.run()
        talk(said=("Bernd",))
        assert texts(database) == ["Ich bin <PERSON_1>.", "Ich bin <PERSON_2>."]
        assert load_vault(find(database), cipher).restore("<PERSON_1>|<PERSON_2>") == "|Bernd"
        assert expiry.run() == 0
        later = VaultExpiry(database, cipher, clock=lambda: NOW + timedelta(days=31), kept=KEPT)
        assert later.run() == 1
        assert load_vault(find(database), cipher).restore("<PERSON_1>|<PERSON_2>") == "|"

    def test_nothing_of_the_stored_values_is_left_in_any_file(self, talk, expiry, database, tmp_path):
        stored = []
        for number in range(40):  # the vault is rewritten with each message and outgrows its page
            talk(said=(f"Kunde {number} " + "x" * 200,), days=31)
            stored.append(find(database).vault)
        assert any(piece in content(tmp_path) for vault in stored for piece in pieces(vault)), "they were there"
        expiry.run()
        left = content(tmp_path)
        assert not [piece for vault in stored for piece in pieces(vault) if piece in left]

    def test_the_contact_of_an_open_ticket_stays(self, talk, expiry, database, cipher):
        talk(days=31)
        desk = TicketDesk(cipher, Texts())
        contact = Contact(name="Anna Schmidt", email="a@b.example")
        request = HandOffRequest("c", "de", HandOffReason.CUSTOMER_REQUEST, contact=contact)
        with database.writing() as session:
            number = desk.open(session, request, at=NOW - timedelta(days=31)).number
        assert expiry.run() == 1
        with database.reading() as session:
            (case,) = read_cases(session, number=number)
        assert desk.contact_of(case) == contact
        assert [line.text for line in case.transcript] == ["Ich bin <PERSON_1>."]

    def test_a_ticket_keeps_the_values_for_their_whole_time(self, talk, expiry, database, cipher):
        talk(days=31)
        request = HandOffRequest("c", "de", HandOffReason.CUSTOMER_REQUEST, note="<PERSON_1> ruft an")
        with database.writing() as session:
            TicketDesk(cipher, Texts()).open(session, request, at=NOW)
        assert expiry.run() == 0

    def test_placeholders_of_notes_are_not_given_out_again(self, talk, expiry, database, cipher):
        talk(days=31)
        request = HandOffRequest("c", "de", HandOffReason.CUSTOMER_REQUEST, note="<PERSON_5> ruft an")
        with database.writing() as session:
            TicketDesk(cipher, Texts()).open(session, request, at=NOW - timedelta(days=31))
        expiry.run()
        assert load_vault(find(database), cipher).placeholder_for("PERSON", "Berta") == "<PERSON_6>"

    def test_what_a_model_has_invented_does_not_count_as_given_out(self, talk, expiry, database, cipher):
        talk(days=31)
        with database.writing() as session:
            invented = MessageRecord(Author.AI, "Guten Tag <PERSON_999999>", "de")
            store.add_message(session, "c", invented, at=NOW - timedelta(days=31))
            request = HandOffRequest("c", "de", HandOffReason.CUSTOMER_REQUEST)
            TicketDesk(cipher, Texts()).open(session, request, at=NOW - timedelta(days=31))
        expiry.run()
        talk(said=("Bernd",))
        assert texts(database)[-1] == "Ich bin <PERSON_2>."
        assert load_vault(find(database), cipher).restore("<PERSON_2>") == "Bernd"

    def test_a_conversation_that_goes_on_while_it_expires_gives_up(self, talk, expiry, database, cipher):
        talk(days=31)
        seen = find(database)
        expiry.run()
        with pytest.raises(ConflictError), database.writing() as session:
            save_vault(session, seen, load_vault(seen, cipher), cipher=cipher, language="de")

    def test_it_looks_at_once_and_never_raises(self, talk, expiry, database, cipher, caplog):
        caplog.set_level(logging.DEBUG)
        talk(days=31)
        expiry.start()
        assert eventually(lambda: load_vault(find(database), cipher).value_of("PERSON_1") is None)
        expiry.stop()
        broken = VaultExpiry(database, cipher, clock=lambda: NOW.replace(tzinfo=None), kept=KEPT)
        broken.start()
        assert eventually(lambda: "Expired values could not be removed" in caplog.text)
        broken.stop()
        assert "vault-expiry" not in [thread.name for thread in threading.enumerate()]
        assert "Anna" not in caplog.text

    def test_a_newer_key_takes_over_what_an_older_one_has_encrypted(self, talk, database, tmp_path, caplog):
        caplog.set_level(logging.INFO)
        talk()
        older, newer = (tmp_path / "vault.key").read_text(), Fernet.generate_key().decode()
        both = VaultExpiry(database, Cipher.from_keys(f"{newer},{older}"), clock=lambda: NOW, kept=KEPT)
        both._check_keys()
        assert load_vault(find(database), Cipher.from_keys(newer)).restore("<PERSON_1>") == "Anna Schmidt"
        assert "Fields encrypted anew with the newest vault key: 1." in caplog.text


def eventually(is_true):
    """Tell whether it becomes true within ten seconds."""
    for _ in range(200):
        if is_true():
            return True
        time.sleep(0.05)
    return False


def content(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.name.startswith("auskunft.db"))


def pieces(vault, *, width=48):
    """Stretches that no page boundary hides all of; the first bytes of every token are the same."""
    return [vault[start : start + width] for start in range(32, len(vault) - width, width)]
