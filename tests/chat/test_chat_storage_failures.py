import pytest
from chat_fakes import open_backstage, parse_events
from sqlalchemy import event

from assistant.chat.pipeline import Turn, reply
from assistant.domain import Author, HandOffReason
from assistant.exceptions import ConflictError


def fill_disk(backstage):
    """From now on SQLite finds no room for another page."""

    @event.listens_for(backstage.database.engine, "connect")
    def limit(connection, _):
        connection.execute("PRAGMA max_page_count = 1")

    backstage.database.engine.dispose()


def test_a_full_disk_refuses_new_conversations_clearly(chat, backstage):
    fill_disk(backstage)
    answers = (chat.post("/v1/conversations", json={}) for _ in range(100))
    refused = next(answer for answer in answers if answer.status_code != 201)
    assert (refused.status_code, refused.json()["error"]) == (503, "storage")
    assert int(refused.headers["Retry-After"]) > 0
    assert "sqlite" not in refused.text.lower()


def test_a_full_disk_acknowledges_no_ticket(conversation, backstage):
    for _ in range(3):
        conversation.send("Hallo " + "viel Text " * 300)
    fill_disk(backstage)
    refused = conversation.post("hand-off", {"contact": {"name": "a" * 300}})
    assert (refused.status_code, refused.json()["error"]) == (503, "storage")
    assert backstage.tickets() == []


def test_a_full_disk_ends_the_stream_with_an_error_and_stores_nothing(conversation, backstage):
    fill_disk(backstage)
    events = parse_events(conversation.post("messages", {"text": "Hallo " + "viel Text " * 350}).text)
    assert events[-1] == ("error", {"code": "storage", "message": "[error_try_again:de]"})
    assert backstage.messages() == []


def test_a_ticket_that_cannot_be_stored_is_called_by_its_name(conversation, backstage):
    conversation.send("Hallo " + "viel Text " * 350)
    fill_disk(backstage)
    events = parse_events(conversation.post("messages", {"text": "Menschen bitte " + "viel Text " * 350}).text)
    assert events[-1] == ("error", {"code": "storage", "message": "[ticket_failed:de]"})
    assert backstage.tickets() == []


def test_a_write_protected_database_is_told_before_the_first_byte(conversation, backstage):
    @event.listens_for(backstage.database.engine, "connect")
    def protect(connection, _):
        connection.execute("PRAGMA query_only = ON")

    backstage.database.engine.dispose()
    refused = conversation.post("messages", {"text": "Hallo"})
    assert (refused.status_code, refused.json()["error"]) == (503, "storage")
    assert backstage.messages() == []


def test_two_processes_in_one_conversation_do_not_mix_their_placeholders(conversation, backstage, tmp_path):
    """Another process changes the vault while this one writes its reply: the reply is given up."""
    other = open_backstage(tmp_path / "data")
    opened = conversation.opened
    seen = other.services.conversations.authorise(opened["conversation_id"], token=opened["token"])
    begun = backstage.services.turns.begin(seen.id)
    other.services.conversations.hand_off(
        seen.id, reason=HandOffReason.CUSTOMER_REQUEST, note="Anna Schmidt", contact=None
    )
    outcome = reply(Turn("Hallo Bernd", "reply-1", "de", vault=begun.vault), backstage.services.stages)
    with pytest.raises(ConflictError):
        backstage.services.turns.settle(begun, outcome)
    assert backstage.services.turns.begin(seen.id).vault.restore("<PERSON_1>") == "Anna Schmidt"
    assert [message.author for message in backstage.messages()] == [Author.SYSTEM]
    other.database.close()
