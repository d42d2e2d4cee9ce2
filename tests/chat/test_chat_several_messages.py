"""Several messages in a row get one reply, a reader who leaves stops her reply, and nothing that was said is lost."""

import asyncio
import threading
import time

import httpx
import pytest
from chat_fakes import open_backstage, parse_events

from assistant.chat.turns import Turns
from assistant.domain import Author
from assistant.exceptions import StorageError
from assistant.kit.clocks import utc_now
from assistant.storage.conversations import add_message
from assistant.storage.models import MessageRow
from assistant.storage.records import MessageRecord

SUPERSEDED = ("error", {"code": "superseded", "message": "[superseded:de]"})


@pytest.fixture
def talk(chat, conversation, backstage):
    """Sends messages one after the other while redaction is held up, then lets all go; returns their events."""

    async def send(client, text):
        answer = await client.post(f"{conversation.path}/messages", json={"text": text}, headers=conversation.headers)
        return parse_events(answer.text) if answer.status_code == 200 else [("refused", answer.json())]

    async def send_all(texts):
        backstage.redactor.gate = gate = threading.Event()
        backstage.redactor.entered.clear()
        async with chat.client() as client:
            sent = []
            for text in texts:
                sent.append(asyncio.create_task(send(client, text)))
                await asyncio.to_thread(backstage.redactor.entered.wait, 20)
                await asyncio.sleep(0.1)
            gate.set()
            backstage.redactor.gate = None
            return await asyncio.gather(*sent)

    return lambda *texts: asyncio.run(send_all(texts))


def said(backstage):
    return [(message.author, message.text) for message in backstage.messages()]


def test_two_messages_in_a_row_get_one_reply(talk, backstage):
    first, second = talk("Was kostet der Versand?", "nach Polen")
    assert first[-1] == SUPERSEDED
    assert second[-1][0] == "done"
    assert [author for author, _ in said(backstage)] == [Author.CUSTOMER, Author.CUSTOMER, Author.AI]
    assert [text for _, text in said(backstage)][:2] == ["Was kostet der Versand?", "nach Polen"]


def test_three_messages_in_a_row_get_one_reply_in_their_order(talk, backstage):
    *others, last = talk("Hallo Team", "kurze Frage", "bitte: unklar")
    assert [events[-1] for events in others] == [SUPERSEDED, SUPERSEDED]
    assert last[-1][1]["reply"]["decision"] == "chat", "the rules read all three"
    assert last[-1][1]["reply"]["text"] == "Verstanden: Hallo Team\nkurze Frage\nbitte: unklar"
    assert [text for author, text in said(backstage) if author is Author.CUSTOMER] == [
        "Hallo Team",
        "kurze Frage",
        "bitte: unklar",
    ]


def test_only_the_last_of_them_is_answered_again_later(talk, conversation):
    talk("Hallo Team", "kurze Frage")
    assert conversation.reply("Hallo")["text"] == "Verstanden: Hallo"


def test_names_keep_their_placeholders_across_messages_in_a_row(talk, backstage):
    _, second = talk("Hallo, ich bin Anna Schmidt", "und mit mir reist Bernd Beispiel")
    assert second[-1][1]["reply"]["text"].endswith("ich bin Anna Schmidt\nund mit mir reist Bernd Beispiel")
    assert [text for _, text in said(backstage)][:2] == ["Hallo, ich bin <PERSON_1>", "und mit mir reist <PERSON_2>"]


def test_a_message_that_was_not_redacted_is_never_superseded(talk, backstage):
    backstage.redactor.is_down = True
    first, second = talk("Ich bin Anna Schmidt", "noch etwas")
    assert [events[-1][1]["reply"]["reason"] for events in (first, second)] == ["redaction_unavailable"] * 2
    assert [text for author, text in said(backstage) if author is not Author.AI] == ["", ""]


def test_consent_to_a_ticket_is_never_superseded(talk, backstage):
    first, second = talk("Einen Menschen bitte", "danke")
    assert [name for name, _ in first][-2:] == ["ticket", "done"]
    assert second[-1][0] == "done"
    assert len(backstage.tickets()) == 1


def test_a_message_that_was_put_aside_survives_a_restart(talk, backstage, chat, conversation):
    """The service dies after the first message was put aside and before the second is answered."""
    turns = chat.backstage.services.turns
    begun = turns.begin(conversation.opened["conversation_id"])
    talk("Hallo Team")
    with backstage.database.writing() as session:
        session.delete(backstage_reply(session))
    again = turns.begin(conversation.opened["conversation_id"])
    assert begun.unanswered == ()
    assert again.unanswered == ("Hallo Team",)
    assert conversation.reply("kurze Frage")["text"] == "Verstanden: Hallo Team\nkurze Frage"


def test_a_message_that_was_put_aside_survives_a_hand_off(talk, backstage, conversation):
    talk("Hallo Team")
    with backstage.database.writing() as session:
        session.delete(backstage_reply(session))
    assert conversation.post("hand-off", {}).status_code == 200
    assert conversation.reply("kurze Frage")["text"] == "Verstanden: Hallo Team\nkurze Frage"
    assert conversation.reply("Hallo")["text"] == "Verstanden: Hallo"


def test_only_the_newest_messages_are_answered_together(chat, conversation, backstage):
    turns, conversation_id = chat.backstage.services.turns, conversation.opened["conversation_id"]
    texts = [str(n) * 1500 for n in range(4)]
    with backstage.database.writing() as session:
        for text in texts:
            add_message(session, conversation_id, MessageRecord(Author.CUSTOMER, text, "de"), at=utc_now())
    begun = turns.begin(conversation_id)
    assert begun.unanswered == tuple(texts[2:])
    assert [past.text for past in begun.history] == texts[:2]


def test_the_newest_message_is_answered_however_long_it_is(chat, conversation, backstage):
    turns, conversation_id = chat.backstage.services.turns, conversation.opened["conversation_id"]
    with backstage.database.writing() as session:
        for text in ("kurz", "x" * 6000):
            add_message(session, conversation_id, MessageRecord(Author.CUSTOMER, text, "de"), at=utc_now())
    assert turns.begin(conversation_id).unanswered == ("x" * 6000,)


def backstage_reply(session):
    return session.query(MessageRow).where(MessageRow.author == Author.AI).one()


def test_a_storage_failure_of_the_first_is_told_and_the_second_goes_on(talk, monkeypatch):
    def fail(*_, **__):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(Turns, "put_aside", fail)
    first, second = talk("Was kostet der Versand?", "nach Polen")
    assert first[-1][0] == "error"
    assert first[-1][1]["code"] != "superseded"
    assert second[-1][0] == "done"


def test_a_reply_that_never_makes_way_is_not_waited_for_for_ever(chat, conversation, monkeypatch):
    monkeypatch.setattr("assistant.chat.replies._MAKE_WAY_S", 0.3)
    chat.app.state.chat.replies.capacity.take(conversation.opened["conversation_id"])
    refused = conversation.post("messages", {"text": "Hallo"})
    assert (refused.status_code, refused.json()["error"]) == (409, "conflict")


def test_many_messages_at_once_lose_nothing(chat, conversation, backstage):
    async def crowd():
        async with chat.client() as client:
            return await asyncio.gather(
                *(
                    client.post(
                        f"{conversation.path}/messages", json={"text": f"Hallo {n}"}, headers=conversation.headers
                    )
                    for n in range(12)
                )
            )

    ends = [parse_events(answer.text)[-1] for answer in asyncio.run(crowd())]
    texts = [text for author, text in said(backstage) if author is Author.CUSTOMER]
    replies = [text for author, text in said(backstage) if author is Author.AI]
    assert sorted(texts) == sorted(f"Hallo {n}" for n in range(12))
    assert sum(name == "done" for name, _ in ends) == len(replies) >= 1
    assert all(end == SUPERSEDED for end in ends if end[0] != "done")
    assert sorted(line for reply in replies for line in reply.removeprefix("Verstanden: ").splitlines()) == sorted(
        texts
    )


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        pytest.param("Hallo", True, id="a greeting"),
        pytest.param("ich habe eine frage", True, id="an announcement"),
        pytest.param("Was kostet das?", False, id="a question"),
        pytest.param("Mein Paket ist seit Tagen nicht da", False, id="a sentence"),
    ],
)
def test_a_message_that_is_hardly_one_waits_for_the_next(chat, conversation, text, waits):
    chat.app.state.chat.replies.settle_s = 0.5
    started = time.monotonic()
    conversation.reply(text)
    assert (time.monotonic() - started >= 0.5) is waits


def test_the_answer_to_a_question_back_does_not_wait(chat, conversation):
    conversation.reply("unklar")
    chat.app.state.chat.replies.settle_s = 5.0
    started = time.monotonic()
    assert conversation.reply("das erste")["reason"] == "chosen"
    assert time.monotonic() - started < 3


@pytest.mark.slow
def test_a_reader_who_leaves_stops_the_reply_and_keeps_the_message(server):
    path, headers = server.start()
    with httpx.stream("POST", f"{path}/messages", json={"text": "Wie geht langsam?"}, headers=headers) as stream:
        assert "status" in next(line for line in stream.iter_lines() if line.startswith("event: status"))
    started = time.monotonic()
    answered = httpx.post(f"{path}/messages", json={"text": "Hallo Team zusammen heute"}, headers=headers, timeout=20)
    assert parse_events(answered.text)[-1][1]["reply"]["text"] == "Verstanden: Hallo Team zusammen heute"
    assert time.monotonic() - started < 10
    server.process.kill()
    server.process.wait()
    backstage = open_backstage(server.data_dir)
    kept = [(message.author, message.text, message.reason) for message in backstage.messages()]
    backstage.database.close()
    assert kept[:2] == [(Author.CUSTOMER, "Wie geht langsam?", None), (Author.SYSTEM, "", "stopped")]
    assert [author for author, *_ in kept] == [Author.CUSTOMER, Author.SYSTEM, Author.CUSTOMER, Author.AI]
