import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from assistant.storage.models import ConversationRow, DisclosureRow, FeedbackRow

PATHS = [
    pytest.param("POST", "messages", {"text": "Hallo"}, id="messages"),
    pytest.param("POST", "hand-off", {}, id="hand-off"),
    pytest.param("POST", "feedback", {"reply_id": "r", "helpful": True}, id="feedback"),
    pytest.param("GET", "events", None, id="events"),
    pytest.param("GET", "tickets/AU-2026-000001", None, id="ticket"),
]


def rows(backstage, table):
    with backstage.database.reading() as session:
        return session.scalars(select(table)).all()


def test_a_conversation_begins_with_the_notice_in_its_language(chat):
    opened = chat.start(language="fr").opened
    assert set(opened) == {"conversation_id", "token", "notice", "language"}
    assert opened["language"] == "fr"
    assert "(fr)" in opened["notice"]


@pytest.mark.parametrize(
    ("payload", "language"),
    [
        pytest.param({}, "de", id="the company's default"),
        pytest.param({"language": None}, "de", id="none"),
        pytest.param({"language": "it"}, "it", id="named"),
        pytest.param({"language": "de-AT"}, "de", id="with a region"),
    ],
)
def test_the_language_of_a_conversation(chat, payload, language):
    assert chat.start(**payload).opened["language"] == language


def test_a_conversation_needs_no_body(chat):
    assert chat.post("/v1/conversations").status_code == 201


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"language": "xx"}, id="unknown language"),
        pytest.param({"language": 1}, id="language is a number"),
        pytest.param({"page_url": "javascript:alert(1)"}, id="script address"),
        pytest.param({"page_url": "https://shop.example/" + "a" * 2000}, id="long address"),
        pytest.param({"page_url": "https://[::1"}, id="broken address"),
        pytest.param({"vault": "x"}, id="unknown field"),
        pytest.param([], id="list"),
    ],
)
def test_a_malformed_start_is_refused(chat, payload):
    refused = chat.post("/v1/conversations", json=payload)
    assert (refused.status_code, refused.json()["error"]) == (422, "invalid_request")


def test_the_shown_notice_is_recorded_with_its_wording(chat, backstage):
    opened = chat.start(language="en").opened
    (disclosure,) = rows(backstage, DisclosureRow)
    assert (disclosure.conversation_id, disclosure.language) == (opened["conversation_id"], "en")
    assert disclosure.notice == opened["notice"]
    assert disclosure.notice_hash == hashlib.sha256(opened["notice"].encode()).hexdigest()
    assert datetime.now(UTC) - disclosure.shown_at < timedelta(minutes=1)


def test_of_the_address_of_the_page_only_the_site_is_kept(chat, backstage):
    chat.start(page_url="https://me:secret@shop.example:8443/profil/anna-schmidt?email=a@b.example#name")
    assert rows(backstage, ConversationRow)[0].page_url == "https://shop.example:8443"


def test_the_token_is_kept_as_a_hash_only(conversation, tmp_path):
    content = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert conversation.opened["conversation_id"].encode() in content
    assert conversation.opened["token"].encode() not in content


@pytest.mark.parametrize(("method", "name", "payload"), PATHS)
def test_without_a_token_nothing_is_shown(chat, conversation, method, name, payload):
    refused = chat.request(method, f"{conversation.path}/{name}", json=payload)
    assert (refused.status_code, refused.json()["error"]) == (401, "unauthorized")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "abc"])
def test_a_malformed_authorization_is_refused(chat, conversation, header):
    refused = chat.get(f"{conversation.path}/tickets/x", headers={"Authorization": header})
    assert refused.status_code == 401


@pytest.mark.parametrize(("method", "name", "payload"), PATHS)
def test_a_wrong_token_and_a_guessed_id_look_the_same(chat, conversation, method, name, payload):
    other = chat.start()
    wrong_token = chat.request(method, f"{conversation.path}/{name}", json=payload, headers=other.headers)
    guessed = chat.request(method, f"/v1/conversations/guess/{name}", json=payload, headers=conversation.headers)
    assert wrong_token.status_code == guessed.status_code == 404
    assert wrong_token.json() == guessed.json()


@pytest.mark.parametrize("identifier", ["%00", "%F0%9F%98%80", "..", "a" * 5000, "1%27%20OR%201=1"])
def test_strange_ids_are_not_found(chat, conversation, identifier):
    refused = chat.post(f"/v1/conversations/{identifier}/hand-off", json={}, headers=conversation.headers)
    assert refused.status_code == 404


def test_a_token_in_the_address_counts_for_nothing(chat, conversation):
    refused = chat.get(f"{conversation.path}/tickets/x?token={conversation.opened['token']}")
    assert refused.status_code == 401


def test_ids_and_tokens_are_long_and_never_the_same(chat):
    opened = [chat.start().opened for _ in range(5)]
    assert all(len(each["conversation_id"]) >= 22 and len(each["token"]) >= 43 for each in opened)
    assert len({each["conversation_id"] for each in opened}) == 5


def test_feedback_is_stored_and_the_last_word_counts(conversation, backstage):
    reply_id = conversation.reply("Hallo")["reply_id"]
    first = conversation.post("feedback", {"reply_id": reply_id, "helpful": True})
    conversation.post("feedback", {"reply_id": reply_id, "helpful": False, "reason": "wrong", "comment": "Nein, Anna!"})
    (stored,) = rows(backstage, FeedbackRow)
    assert first.json() == {"reply_id": reply_id, "helpful": True}
    assert (stored.helpful, stored.reason, stored.comment) == (False, "wrong", "Nein, Anna!")


def test_feedback_is_stored_without_names_and_without_words_that_cannot_be_redacted(conversation, backstage):
    reply_id = conversation.reply("Hallo")["reply_id"]
    conversation.post("feedback", {"reply_id": reply_id, "helpful": False, "comment": "Bin Anna Schmidt"})
    assert rows(backstage, FeedbackRow)[0].comment == "Bin <PERSON_1>"
    backstage.redactor.is_down = True
    conversation.post("feedback", {"reply_id": reply_id, "helpful": False, "comment": "Bin Anna Schmidt"})
    assert rows(backstage, FeedbackRow)[0].comment is None


def test_feedback_on_a_foreign_reply_is_not_found(chat, conversation):
    foreign = chat.start().reply("Hallo")["reply_id"]
    for reply_id in (foreign, "guess", "\u00e4\u0000"):
        assert conversation.post("feedback", {"reply_id": reply_id, "helpful": True}).status_code == 404


@pytest.mark.parametrize("helpful", ["yes", 1, None])
def test_helpful_is_yes_or_no(conversation, helpful):
    assert conversation.post("feedback", {"reply_id": "r", "helpful": helpful}).status_code == 422
