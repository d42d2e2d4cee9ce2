import asyncio
import threading
from contextlib import contextmanager

import pytest
from chat_fakes import ARTICLE, parse_events

from assistant.chat.turns import HISTORY_MESSAGES
from assistant.domain import Author


def names(events):
    return [name for name, _ in events]


def test_the_stream_keeps_the_agreed_order(conversation):
    events = conversation.send("Wie lange kann ich zurückgeben?")
    order = list(dict.fromkeys(names(events)))
    assert order == ["notice", "status", "delta", "sources", "done"]
    stages = [data["stage"] for name, data in events if name == "status"]
    assert stages == ["redact", "retrieve", "decide", "answer", "verify"]


def test_the_deltas_joined_are_the_text_of_the_reply(conversation):
    events = conversation.send("Wie lange kann ich zurückgeben?")
    pieces = [data["text"] for name, data in events if name == "delta"]
    assert len(pieces) > 3
    assert "".join(pieces) == dict(events)["done"]["reply"]["text"] == ARTICLE


def test_the_reply_has_the_fields_of_the_contract(conversation):
    reply = conversation.reply("Wie lange kann ich zurückgeben?")
    assert set(reply) == {
        "reply_id", "decision", "reason", "language", "text", "sources", "choices", "notice", "ai_generated",
        "snapshot_id", "prompt_versions", "model", "timings_ms",
    }  # fmt: skip
    assert set(reply["sources"][0]) == {"article_id", "title", "url", "language", "quote", "score"}
    assert set(reply["timings_ms"]) == {"redact", "retrieve", "decide", "answer", "verify", "total"}
    assert (reply["decision"], reply["ai_generated"], reply["snapshot_id"]) == ("answer", True, "snapshot-1")


def test_the_notice_comes_with_the_first_reply_only(conversation):
    assert "notice" in names(conversation.send("Hallo"))
    assert "notice" not in names(conversation.send("Hallo"))


def test_a_clarifying_reply_offers_choices_and_takes_one(conversation):
    assert conversation.reply("unklar")["choices"] == [{"article_id": "returns", "title": "Rückgabe", "language": "de"}]
    assert conversation.reply("unklar", article_id="returns")["decision"] == "answer"


@pytest.mark.parametrize("words", ["Rückgabe", "das erste bitte", "ja genau", "zur rückgabe"])
def test_a_choice_can_be_picked_in_words(conversation, backstage, words):
    conversation.reply("unklar")
    assert conversation.reply(words)["reason"] == "chosen"
    assert backstage.messages()[2].text == words, "what the customer wrote is kept"


def test_after_something_else_a_choice_is_gone(conversation):
    conversation.reply("unklar")
    conversation.reply("Hallo")
    assert conversation.reply("das erste bitte")["reason"] == "supported"


def test_names_are_stored_as_placeholders_and_said_as_names(conversation, backstage):
    reply = conversation.reply("Hallo, ich bin Anna Schmidt")
    assert reply["text"] == "Verstanden: Hallo, ich bin Anna Schmidt"
    assert [message.text for message in backstage.messages()] == [
        "Hallo, ich bin <PERSON_1>",
        "Verstanden: Hallo, ich bin <PERSON_1>",
    ]


def test_the_same_name_keeps_its_placeholder_throughout_a_conversation(conversation, backstage):
    conversation.send("Hallo, ich bin Bernd Beispiel")
    conversation.send("Hallo, ich bin Anna Schmidt, nicht mehr")
    conversation.send("Hallo, ich bin Bernd Beispiel")
    said = [message.text for message in backstage.messages() if message.author is Author.CUSTOMER]
    assert said[0] == said[2] == "Hallo, ich bin <PERSON_1>"
    assert "<PERSON_2>" in said[1]


def test_no_file_of_the_data_directory_holds_a_name(conversation, backstage, tmp_path):
    conversation.send("Hallo, ich bin Anna Schmidt")
    conversation.post("hand-off", {"reason": "Anna Schmidt braucht Hilfe", "contact": {"email": "anna@example.org"}})
    reply_id = conversation.reply("Hallo")["reply_id"]
    conversation.post("feedback", {"reply_id": reply_id, "helpful": False, "comment": "Anna Schmidt ist unzufrieden"})
    content = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert len(backstage.messages()) == 5
    assert b"Schmidt" not in content
    assert b"anna@" not in content


def test_messages_tell_customer_and_machine_apart(conversation, backstage):
    conversation.send("Wie lange kann ich zurückgeben?")
    question, answer = backstage.messages()
    assert (question.author, question.ai_generated, question.sequence) == (Author.CUSTOMER, False, 1)
    assert (answer.author, answer.ai_generated, answer.sequence) == (Author.AI, True, 2)
    assert answer.sources[0]["article_id"] == "returns"


def test_the_history_is_the_last_ten_messages(conversation):
    for _ in range(HISTORY_MESSAGES // 2):
        assert conversation.reply("history")["decision"] == "chat"
    assert conversation.reply("history")["decision"] == "decline"


def test_a_conversation_goes_on_in_the_language_the_customer_writes(conversation):
    assert conversation.reply("Hello please, hallo")["language"] == "en"
    assert conversation.reply("hallo")["language"] == "en"


def test_without_redaction_nothing_of_the_message_is_kept(conversation, backstage):
    backstage.redactor.is_down = True
    reply = conversation.reply("Ich bin Anna Schmidt")
    note, answer = backstage.messages()
    assert (reply["decision"], reply["reason"]) == ("hand_off", "redaction_unavailable")
    assert (note.author, note.text, note.reason) == (Author.SYSTEM, "", "redaction_unavailable")
    assert "Schmidt" not in answer.text


def test_an_unexpected_error_becomes_an_event_without_internals(conversation, backstage, caplog):
    events = conversation.send("Bitte explodieren, Anna Schmidt")
    assert events[-1] == ("error", {"code": "internal", "message": "[error_try_again:de]"})
    assert "done" not in names(events)
    assert backstage.messages() == []
    assert "RuntimeError" in str(vars(caplog.records[-1]))
    assert not any("explodieren" in str(vars(record)) for record in caplog.records)


def test_after_an_error_the_conversation_goes_on(conversation):
    conversation.send("explodieren")
    assert conversation.reply("Hallo")["decision"] == "chat"


@pytest.mark.parametrize(
    ("payload", "status", "error"),
    [
        pytest.param({"text": ""}, 400, "message_refused", id="empty"),
        pytest.param({"text": " \n\t "}, 400, "message_refused", id="white space"),
        pytest.param({"text": "\u200b\u2060"}, 400, "message_refused", id="invisible"),
        pytest.param({"text": "a\u0000b"}, 400, "message_refused", id="nul"),
        pytest.param({"text": "a\u001b[31m"}, 400, "message_refused", id="escape"),
        pytest.param({"text": "x" * 4001}, 413, "message_too_long", id="too long"),
        pytest.param({}, 422, "invalid_request", id="no text"),
        pytest.param({"text": 7}, 422, "invalid_request", id="number"),
        pytest.param({"text": ["a"]}, 422, "invalid_request", id="list"),
        pytest.param({"text": "a", "mode": "admin"}, 422, "invalid_request", id="unknown field"),
        pytest.param({"text": "a", "article_id": "a\nb"}, 422, "invalid_request", id="article id of two lines"),
    ],
)
def test_a_message_that_is_no_text_is_refused_before_the_stream(conversation, backstage, payload, status, error):
    refused = conversation.post("messages", payload)
    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert refused.json()["detail"]
    assert backstage.messages() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b'{"text": "\\ud800"}', 400, id="lone surrogate"),
        pytest.param(b'{"\\ud800": "a"}', 422, id="lone surrogate in a name"),
        pytest.param(b"\xff\xfe\x00", 400, id="binary"),
        pytest.param(b'{"text": "a', 422, id="cut"),
        pytest.param(b"[" * 100_000, 400, id="deeply nested"),
        pytest.param(b'{"text": "' + b"a" * 1_000_000 + b'"}', 413, id="huge"),
        pytest.param(b"", 422, id="nothing"),
    ],
)
def test_a_body_that_is_no_message_is_refused(chat, conversation, body, status):
    headers = {**conversation.headers, "Content-Type": "application/json"}
    refused = chat.post(f"{conversation.path}/messages", content=body, headers=headers)
    assert refused.status_code == status
    assert set(refused.json()) == {"error", "detail"}


def test_a_body_of_unannounced_length_is_limited_too(chat, conversation):
    async def endless():
        for _ in range(30):
            yield b" " * 50_000

    headers = {**conversation.headers, "Content-Type": "application/json"}
    refused = chat.post(f"{conversation.path}/messages", content=endless(), headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (413, "content_too_large")


def test_too_many_waiting_customers_get_a_clear_refusal(make_chat):
    chat = make_chat(limits={"concurrent_replies": 1})
    conversations = [chat.start() for _ in range(18)]

    async def crowd():
        async with chat.client() as client:
            with _closed_gate(chat.backstage):
                waiting = [
                    asyncio.create_task(
                        client.post(f"{each.path}/messages", json={"text": "Hallo"}, headers=each.headers)
                    )
                    for each in conversations
                ]
                done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result(), await asyncio.gather(*waiting)

    refused, all_answers = asyncio.run(crowd())
    assert (refused.status_code, refused.json()["error"], refused.headers["Retry-After"]) == (503, "busy", "5")
    assert [answer.status_code for answer in all_answers].count(200) == 17


def test_twenty_conversations_at_once_keep_their_vaults_apart(chat, backstage):
    conversations = [chat.start() for _ in range(20)]

    async def talk(client, number, conversation):
        for _ in range(2):
            answer = await client.post(
                f"{conversation.path}/messages", json={"text": f"Hallo Kunde {number}"}, headers=conversation.headers
            )
        return dict(parse_events(answer.text))["done"]["reply"]["text"]

    async def crowd():
        async with chat.client() as client:
            return await asyncio.gather(*(talk(client, *each) for each in enumerate(conversations)))

    assert asyncio.run(crowd()) == [f"Verstanden: Hallo Kunde {number}" for number in range(20)]
    assert {message.text for message in backstage.messages()} == {"Hallo <PERSON_1>", "Verstanden: Hallo <PERSON_1>"}


def test_too_many_messages_a_minute_are_refused(make_chat):
    conversation = make_chat(limits={"messages_per_minute": 2}).start()
    conversation.send("Hallo")
    conversation.send("Hallo")
    refused = conversation.post("messages", {"text": "Hallo"})
    assert (refused.status_code, refused.json()["error"]) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > 0
    assert conversation.post("hand-off", {}).status_code == 200, "a person stays within reach"


def test_a_visitor_cannot_get_around_the_limit_with_new_conversations(make_chat):
    chat = make_chat(address="203.0.113.7", limits={"messages_per_minute": 1})
    answers = [chat.post("/v1/conversations", json={}).status_code for _ in range(11)]
    assert answers == [201] * 10 + [429]


@contextmanager
def _closed_gate(backstage):
    """Redaction waits until the block ends."""
    backstage.redactor.entered.clear()
    backstage.redactor.gate = gate = threading.Event()
    try:
        yield
    finally:
        backstage.redactor.gate = None
        gate.set()
