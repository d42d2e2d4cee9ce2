"""What holds on SQLite holds on PostgreSQL too, shown on a real server."""

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from chat_fakes import FakeTexts, fake_stages, parse_events
from cryptography.fernet import Fernet
from sqlalchemy import event, inspect, select, text

from assistant.app import create_app
from assistant.chat.ports import chat_services
from assistant.chat.vaults import VaultExpiry
from assistant.config import Settings
from assistant.domain import Author, Contact, HandOffReason, Source
from assistant.exceptions import NotFoundError, StorageError
from assistant.redaction.vault import Vault
from assistant.storage.conversations import (
    add_conversation,
    add_message,
    find_conversation,
    lock_conversation,
    messages_of,
    update_conversation,
)
from assistant.storage.database import open_database
from assistant.storage.keys import open_cipher
from assistant.storage.models import Base, ConversationRow, FeedbackRow, MessageRow
from assistant.storage.records import MessageRecord, NewConversation
from assistant.storage.renewal import renew_ciphertexts
from assistant.storage.tickets import read_cases

pytestmark = pytest.mark.slow
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT_ONCE = 8
QUESTION = MessageRecord(Author.CUSTOMER, "Grüße von <PERSON_1>: was kostet „Express“? ☕", "de")
ANSWER = MessageRecord(
    author=Author.AI,
    text="9,90 €, das sind 100 % des Preises.",
    language="de",
    decision="answer",
    reply_id="reply-1",
    ai_generated=True,
    model="extractive",
    prompt_versions=("answer-v1",),
    sources=(Source("versand", "Versandkosten für Österreich", None, "de", "Express | 9,90 €", 0.9),),
    snapshot_id="snapshot-1",
)


def conversation(name="c"):
    return NewConversation(name, "hash", "de", None, "Hier schreibt eine KI.")


def start(database, name="c"):
    with database.writing() as session:
        add_conversation(session, conversation(name), at=NOON)


@pytest.fixture
def end_connections(on_postgresql, postgresql_url):
    """Ends all connections to the test's database, as a server does that goes down."""
    return partial(
        on_postgresql,
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL",
        postgresql_url.database,
    )


@dataclass
class InterruptibleTexts(FakeTexts):
    """Renders the receipt, which happens while its ticket is being stored."""

    interrupt: Callable[[], None] = lambda: None

    def render(self, key, language, **values):
        if key.startswith("ticket_opened"):
            self.interrupt()
        return super().render(key, language, **values)


@pytest.fixture
def texts():
    return InterruptibleTexts()


@pytest.fixture
def services(postgresql, tmp_path, texts):
    return chat_services(stages=fake_stages(), database=postgresql, cipher=open_cipher(tmp_path), texts=texts)


def test_the_migrations_lead_to_exactly_the_models(postgresql):
    with postgresql.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_opening_twice_changes_nothing(postgresql, postgresql_url):
    start(postgresql)
    again = open_database(postgresql_url)
    with again.reading() as session:
        assert find_conversation(session, "c") is not None
    again.close()


_all_there = None


def _share(barrier):
    global _all_there  # noqa: PLW0603  a pool hands things to its processes in no other way
    _all_there = barrier


def _open_and_count(url):
    _all_there.wait(60)
    database = open_database(url)
    count = len(inspect(database.engine).get_table_names())
    database.close()
    return count


def test_several_processes_may_open_a_new_database_at_once(postgresql_url):
    url = postgresql_url.render_as_string(hide_password=False)
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(2, initializer=_share, initargs=[spawning.Barrier(2)]) as processes:
        counts = processes.map(_open_and_count, [url] * 2, chunksize=1)
    assert counts == [len(Base.metadata.tables) + 1] * 2


def test_a_conversation_comes_back_as_it_was_stored(postgresql, tmp_path):
    cipher, vault = open_cipher(tmp_path), Vault()
    vault.placeholder_for("PERSON", "Jürgen Weiß")
    start(postgresql)
    with postgresql.writing() as session:
        update_conversation(session, "c", language="fr", vault=cipher.encrypt(vault.to_json()))
        for message in (QUESTION, ANSWER):
            add_message(session, "c", message, at=NOON)
    with postgresql.reading() as session:
        stored = find_conversation(session, "c")
        assert messages_of(session, "c") == (QUESTION, ANSWER)
        assert messages_of(session, "c", last=1) == (ANSWER,)
    assert stored.language == "fr"
    assert Vault.from_json(cipher.decrypt(stored.vault)).restore("<PERSON_1>") == "Jürgen Weiß"


def test_times_keep_their_zone(postgresql):
    with postgresql.writing() as session:
        session.execute(text("SET LOCAL TIME ZONE 'Europe/Vienna'"))
        add_conversation(session, conversation(), at=datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2))))
    with postgresql.reading() as session:
        session.execute(text("SET LOCAL TIME ZONE 'Asia/Tokyo'"))
        stored = session.get_one(ConversationRow, "c").created_at
    assert (stored, stored.tzinfo) == (datetime(2026, 7, 1, 12, tzinfo=UTC), UTC)


def test_a_read_does_not_wait_for_a_writer(postgresql):
    with postgresql.writing() as writing:
        add_conversation(writing, conversation(), at=NOON)
        writing.flush()
        with postgresql.reading() as reading:
            assert find_conversation(reading, "c") is None


def test_whoever_locks_a_conversation_sees_what_was_written_before(postgresql):
    start(postgresql)

    def vault_under_lock():
        with postgresql.writing() as session:
            assert find_conversation(session, "c").vault is None
            return lock_conversation(session, "c").vault

    with ThreadPoolExecutor(1) as elsewhere:
        with postgresql.writing() as session:
            lock_conversation(session, "c")
            seen = elsewhere.submit(vault_under_lock)
            with pytest.raises(TimeoutError):
                seen.result(timeout=0.3)
            update_conversation(session, "c", language="de", vault=b"new")
        assert seen.result(timeout=20) == b"new"


def hand_off_at_once(services, conversation_ids):
    barrier = threading.Barrier(len(conversation_ids))

    def hand_off(conversation_id):
        barrier.wait(20)
        contact = Contact(name="Anna Schmidt")
        return services.conversations.hand_off(
            conversation_id, reason=HandOffReason.CUSTOMER_REQUEST, note=None, contact=contact
        ).number

    with ThreadPoolExecutor(len(conversation_ids)) as customers:
        return list(customers.map(hand_off, conversation_ids))


def test_tickets_opened_at_once_have_numbers_of_their_own(postgresql, services):
    names = [f"c{number}" for number in range(AT_ONCE)]
    for name in names:
        start(postgresql, name)
    numbers = hand_off_at_once(services, names)
    assert sorted(number[-6:] for number in numbers) == [f"{number:06d}" for number in range(1, AT_ONCE + 1)]
    with postgresql.reading() as session:
        assert {case.number for case in read_cases(session)} == set(numbers)


def test_a_conversation_has_one_open_ticket(postgresql, services):
    start(postgresql)
    numbers = hand_off_at_once(services, ["c"] * AT_ONCE)
    with postgresql.reading() as session:
        (case,) = read_cases(session)
    assert numbers == [case.number] * AT_ONCE
    assert b"Anna" not in case.contact


def test_a_server_that_goes_away_within_a_transaction_leaves_nothing_behind(postgresql, end_connections):
    def store_two():
        with postgresql.writing() as session:
            add_conversation(session, conversation("a"), at=NOON)
            end_connections()
            add_conversation(session, conversation("b"), at=NOON)

    with pytest.raises(StorageError, match="Nothing was saved"):
        store_two()
    with postgresql.reading() as session:
        assert session.scalars(select(ConversationRow)).all() == []


def test_a_server_that_goes_away_before_the_commit_leaves_nothing_behind(postgresql, end_connections):
    def store():
        with postgresql.writing() as session:
            add_conversation(session, conversation(), at=NOON)
            session.flush()
            end_connections()

    with pytest.raises(StorageError, match="Nothing was saved"):
        store()
    start(postgresql)


def test_connections_that_were_lost_while_idle_are_replaced(postgresql, end_connections):
    start(postgresql)
    end_connections()
    with postgresql.reading() as session:
        assert find_conversation(session, "c") is not None


def test_errors_carry_no_stored_values(postgresql, caplog):
    start(postgresql)
    statement = text(
        "INSERT INTO messages (conversation_id, sequence, author, text, language, ai_generated, prompt_versions, "
        "sources, created_at) VALUES ('c', 1, 'bot', :said, 'de', false, '[]', '[]', now())"
    )
    with pytest.raises(StorageError) as caught, postgresql.writing() as session:
        session.execute(statement, {"said": "Anna Schmidt"})
    assert "Anna" in str(caught.value.__cause__.orig), "the server quotes the row that it refuses"
    assert "Anna" not in str(caught.value)
    assert not any("Anna" in str(vars(record)) for record in caplog.records)


def test_a_database_that_is_not_there_is_reported_without_its_password(postgresql_url, caplog):
    with pytest.raises(StorageError) as caught:
        open_database(postgresql_url.set(database="auskunft_missing", password="geheim"))
    assert "does not exist" in caplog.records[-1].reason
    assert "geheim" not in f"{caught.value} {[vars(record) for record in caplog.records]}"


@pytest.fixture
def over_http(services, tmp_path):
    """Runs a dialogue, a function of a client, with the whole application on PostgreSQL."""
    app = create_app(Settings(data_dir=tmp_path), services)

    async def run(dialogue):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test", timeout=30) as client:
            return await dialogue(client)

    yield lambda dialogue: asyncio.run(run(dialogue))
    app.state.chat.replies.close()


async def opened(client):
    started = (await client.post("/v1/conversations", json={"language": "de"})).json()
    client.headers["Authorization"] = f"Bearer {started['token']}"
    return f"/v1/conversations/{started['conversation_id']}"


async def send(client, path, words):
    answered = await client.post(f"{path}/messages", json={"text": words})
    return dict(parse_events(answered.text))


def test_a_dialogue_over_http_is_stored(over_http, postgresql):
    async def dialogue(client):
        path = await opened(client)
        greeted = await send(client, path, "Hallo, ich bin Anna Schmidt")
        assert greeted["done"]["reply"]["text"] == "Verstanden: Hallo, ich bin Anna Schmidt"
        reply = (await send(client, path, "Wie geht die Rückgabe für Anna Schmidt?"))["done"]["reply"]
        feedback = {"reply_id": reply["reply_id"], "helpful": False, "comment": "Zu lang für Anna Schmidt"}
        assert (await client.post(f"{path}/feedback", json=feedback)).status_code == 200
        number = (await send(client, path, "Einen Menschen bitte"))["ticket"]["number"]
        receipt = (await client.post(f"{path}/hand-off", json={"contact": {"email": "a@b.example"}})).json()
        assert receipt["number"] == number
        assert (await client.get(receipt["status_url"])).json() == receipt

    over_http(dialogue)
    with postgresql.reading() as session:
        messages = [(row.author, row.text) for row in session.scalars(select(MessageRow).order_by(MessageRow.sequence))]
        assert messages[:2] == [
            (Author.CUSTOMER, "Hallo, ich bin <PERSON_1>"),
            (Author.AI, "Verstanden: Hallo, ich bin <PERSON_1>"),
        ]
        assert session.scalars(select(FeedbackRow)).one().comment == "Zu lang für <PERSON_1>"
        assert len(read_cases(session)[0].transcript) == 6


def test_a_ticket_that_is_cut_off_over_http_is_not_acknowledged(over_http, postgresql, texts, end_connections):
    async def dialogue(client):
        path = await opened(client)
        texts.interrupt = end_connections
        refused = await client.post(f"{path}/hand-off", json={})
        assert (refused.status_code, refused.json()["error"]) == (503, "storage")
        told = await send(client, path, "Einen Menschen bitte")
        assert told["error"] == {"code": "storage", "message": "[ticket_failed:de]"}
        texts.interrupt = lambda: None
        return (await client.post(f"{path}/hand-off", json={})).json()["number"]

    number = over_http(dialogue)
    with postgresql.reading() as session:
        assert [case.number for case in read_cases(session)] == [number]
        assert [row.author for row in session.scalars(select(MessageRow))] == [Author.SYSTEM]


def test_while_the_database_is_away_requests_are_refused_clearly(
    over_http, on_postgresql, postgresql_url, end_connections
):
    async def dialogue(client):
        path = await opened(client)
        on_postgresql(f"ALTER DATABASE {postgresql_url.database} ALLOW_CONNECTIONS false")
        end_connections()
        refused = await client.post(f"{path}/messages", json={"text": "Hallo"})
        assert (refused.status_code, refused.json()["error"]) == (503, "storage")
        assert int(refused.headers["Retry-After"]) > 0
        on_postgresql(f"ALTER DATABASE {postgresql_url.database} ALLOW_CONNECTIONS true")
        assert "done" in await send(client, path, "Hallo")

    over_http(dialogue)


def test_values_expire_and_every_reveal_is_recorded(postgresql, services, tmp_path):
    start(postgresql)
    receipt = services.conversations.hand_off(
        "c", reason=HandOffReason.CUSTOMER_REQUEST, note="Hier ist Anna Schmidt", contact=None
    )
    who = {"by": "Petra", "why": "Rückruf"}
    assert services.reveals.reveal(receipt.number, "<PERSON_1>", **who) == "Anna Schmidt"
    later = datetime.now(UTC) + timedelta(days=31)
    cipher, kept = open_cipher(tmp_path), timedelta(days=30)
    expiry = VaultExpiry(postgresql, cipher, clock=lambda: later, kept=kept)
    assert (expiry.run(), expiry.run()) == (1, 0)
    with pytest.raises(NotFoundError, match="has expired"):
        services.reveals.reveal(receipt.number, "<PERSON_1>", **who)
    assert [row.outcome for row in services.reveals.of(receipt.number)] == ["revealed", "expired"]


def test_without_the_record_of_a_reveal_there_is_no_value(postgresql, services, end_connections):
    start(postgresql)
    number = services.conversations.hand_off(
        "c", reason=HandOffReason.CUSTOMER_REQUEST, note="Hier ist Anna Schmidt", contact=None
    ).number

    @event.listens_for(postgresql.engine, "commit")
    def go_away(_connection):
        end_connections()

    with pytest.raises(StorageError):
        services.reveals.reveal(number, "<PERSON_1>", by="Petra", why="Rückruf")
    event.remove(postgresql.engine, "commit", go_away)
    assert services.reveals.of(number) == []


def test_ciphertexts_move_to_the_newest_key(postgresql, services, tmp_path):
    start(postgresql)
    contact = Contact(name="Anna Schmidt")
    services.conversations.hand_off("c", reason=HandOffReason.CUSTOMER_REQUEST, note="Anna Schmidt", contact=contact)
    newer = Fernet.generate_key().decode()
    both = open_cipher(tmp_path, key=f"{newer},{(tmp_path / 'vault.key').read_text()}")
    assert renew_ciphertexts(postgresql, both) == (2, 0)
    with postgresql.reading() as session:
        vault = find_conversation(session, "c").vault
    assert Vault.from_json(open_cipher(tmp_path, key=newer).decrypt(vault)).restore("<PERSON_1>") == "Anna Schmidt"
