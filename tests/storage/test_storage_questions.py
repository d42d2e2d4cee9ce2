"""What customers asked lately, read from a database that is only looked at."""

from datetime import UTC, datetime

import pytest

from assistant.domain import Author
from assistant.exceptions import StorageError
from assistant.storage import conversations as store
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.questions import AskedQuestion, recent_questions
from assistant.storage.records import MessageRecord, NewConversation

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def ask(tmp_path):
    """Stores questions with their replies."""
    database = open_database(sqlite_url(tmp_path))
    numbers = iter(range(1000))

    def ask(text, *, language="de", reason="supported", snapshot_id="s1"):
        name = f"c{next(numbers)}"
        question = MessageRecord(Author.CUSTOMER, text, language)
        reply = MessageRecord(
            Author.AI, "Gern.", language, "answer", reason, reply_id=f"r{name}", snapshot_id=snapshot_id
        )
        with database.writing() as session:
            store.add_conversation(session, NewConversation(name, "hash", language, None, "KI"), at=AT)
            for message in (question, reply):
                store.add_message(session, name, message, at=AT)

    yield ask
    database.close()


def texts(tmp_path, last=10):
    return [question.text for question in recent_questions(sqlite_url(tmp_path), last=last)]


def test_the_newest_come_first_and_each_once(ask, tmp_path):
    for text in ("Eins?", "Zwei?", "eins? ", "Drei?"):
        ask(text)
    assert texts(tmp_path) == ["Drei?", "eins? ", "Zwei?"]
    assert texts(tmp_path, last=2) == ["Drei?", "eins? "]


def test_only_questions_that_articles_were_searched_for_count(ask, tmp_path):
    ask("Hallo", snapshot_id=None)
    ask("Versandkosten", reason="chosen")
    ask("Was kostet der Versand?", language="fr")
    assert recent_questions(sqlite_url(tmp_path), last=9) == (AskedQuestion("Was kostet der Versand?", "fr"),)


def test_without_a_database_there_are_none_and_none_is_made(tmp_path):
    assert recent_questions(sqlite_url(tmp_path), last=9) == ()
    assert not list(tmp_path.iterdir())


def test_a_folder_with_odd_characters_is_no_obstacle(tmp_path):
    folder = tmp_path / "50% # ?"
    open_database(sqlite_url(folder)).close()
    assert recent_questions(sqlite_url(folder), last=9) == ()


@pytest.mark.parametrize("content", [pytest.param(b"", id="no tables"), pytest.param(b"x" * 4096, id="damaged")])
def test_a_database_that_cannot_be_read_is_told(tmp_path, content):
    (tmp_path / "auskunft.db").write_bytes(content)
    with pytest.raises(StorageError, match="The customers' questions cannot be read"):
        recent_questions(sqlite_url(tmp_path), last=9)
    assert (tmp_path / "auskunft.db").read_bytes() == content


def test_an_address_that_is_not_understood_is_told_without_its_password():
    with pytest.raises(StorageError) as told:
        recent_questions("nosuch://user:geheim@host/db", last=9)
    assert "geheim" not in str(told.value)
