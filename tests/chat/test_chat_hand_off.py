import json
import re
import threading

import pytest

from assistant.domain import Author


def test_a_hand_off_gives_a_receipt_with_a_number(conversation, backstage):
    receipt = conversation.post("hand-off", {}).json()
    assert set(receipt) == {"number", "status", "status_url", "created_at", "text"}
    assert re.fullmatch(r"AU-\d{4}-000001", receipt["number"])
    assert receipt["status"] == "open"
    assert receipt["text"] == f"[ticket_opened_unreachable:de] {receipt['number']}"
    assert receipt["status_url"] == f"{conversation.path}/tickets/{receipt['number']}"
    assert [ticket.number for ticket in backstage.tickets()] == [receipt["number"]]


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ({"email": "a@b.example"}, "ticket_opened"),
        ({"phone": "030 1"}, "ticket_opened"),
        ({"name": "Anna"}, "ticket_opened_unreachable"),
    ],
)
def test_a_reply_is_promised_only_where_it_can_arrive(conversation, contact, text):
    receipt = conversation.post("hand-off", {"contact": contact}).json()
    assert receipt["text"] == f"[{text}:de] {receipt['number']}"
    later = conversation.post("hand-off", {"contact": {"email": "a@b.example"}}).json()
    assert later["text"] == f"[ticket_opened:de] {receipt['number']}"


def test_the_status_address_gives_the_same_receipt(chat, conversation):
    receipt = conversation.post("hand-off", {}).json()
    assert chat.get(receipt["status_url"], headers=conversation.headers).json() == receipt


def test_numbers_follow_one_another(chat):
    numbers = [chat.start().post("hand-off", {}).json()["number"] for _ in range(3)]
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003"]


def test_a_second_request_adds_to_the_open_ticket(conversation, backstage):
    first = conversation.post("hand-off", {"contact": {"email": "a@b.example", "name": "Anna Schmidt"}}).json()
    second = conversation.post("hand-off", {"reason": "Bitte rasch", "contact": {"phone": "030 1"}}).json()
    (ticket,) = backstage.tickets()
    assert first == second
    assert ticket.note == "Bitte rasch"
    assert json.loads(backstage.cipher.decrypt(ticket.contact)) == {
        "name": "Anna Schmidt",
        "email": "a@b.example",
        "phone": "030 1",
    }


def test_many_requests_at_once_open_one_ticket(conversation, backstage):
    numbers = []
    threads = [
        threading.Thread(target=lambda: numbers.append(conversation.post("hand-off", {}).json()["number"]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 8
    assert len(set(numbers)) == len(backstage.tickets()) == 1


def test_a_ticket_of_another_conversation_is_not_found(chat, conversation):
    number = conversation.post("hand-off", {}).json()["number"]
    other = chat.start()
    assert chat.get(f"{other.path}/tickets/{number}", headers=other.headers).status_code == 404
    assert conversation.get("tickets/AU-2026-999999").status_code == 404
    assert conversation.get("tickets/%00").status_code == 404


def test_the_ticket_holds_what_a_person_needs_and_no_names(conversation, backstage):
    conversation.send("Hallo, ich bin Anna Schmidt")
    conversation.send("Wie geht Rückgabe?")
    conversation.post("hand-off", {"reason": "Anna Schmidt möchte mit jemandem sprechen"})
    (ticket,) = backstage.tickets()
    assert [line["author"] for line in ticket.transcript] == ["customer", "ai", "customer", "ai"]
    assert ticket.transcript[0]["text"] == "Hallo, ich bin <PERSON_1>"
    assert ticket.note.startswith("<PERSON_1>")
    assert ticket.sources_tried == ["returns"]
    assert (ticket.language, ticket.reason) == ("de", "customer_request")


def test_a_known_reason_is_no_note(conversation, backstage):
    conversation.post("hand-off", {"reason": "missing_knowledge"})
    (ticket,) = backstage.tickets()
    assert (ticket.reason, ticket.note) == ("missing_knowledge", None)


def test_asking_for_a_person_in_the_chat_opens_the_ticket_first(conversation, backstage):
    events = conversation.send("Ich möchte mit einem Menschen sprechen, Anna Schmidt")
    data = dict(events)
    (ticket,) = backstage.tickets()
    assert list(dict.fromkeys(name for name, _ in events))[-3:] == ["delta", "ticket", "done"]
    assert data["ticket"] == {"number": ticket.number, "status_url": f"{conversation.path}/tickets/{ticket.number}"}
    assert data["done"]["reply"]["text"] == f"[ticket_opened_unreachable:de] {ticket.number}"
    assert backstage.messages()[-1].text == data["done"]["reply"]["text"]
    assert "<PERSON_1>" in ticket.transcript[-1]["text"]


def test_the_chat_and_the_button_lead_to_the_same_ticket(conversation):
    number = dict(conversation.send("Einen Menschen bitte"))["ticket"]["number"]
    assert conversation.post("hand-off", {}).json()["number"] == number
    assert dict(conversation.send("Einen Menschen bitte"))["ticket"]["number"] == number


def test_the_human_path_stays_open_when_redaction_is_down(conversation, backstage):
    backstage.redactor.is_down = True
    assert conversation.post("hand-off", {"reason": "Anna Schmidt hat eine Frage"}).status_code == 200
    assert backstage.tickets()[0].note is None


def test_the_hand_off_is_noted_in_the_conversation(conversation, backstage):
    receipt = conversation.post("hand-off", {}).json()
    (message,) = backstage.messages()
    assert (message.author, message.text, message.ai_generated) == (Author.SYSTEM, receipt["text"], False)


def test_a_hand_off_waits_for_the_running_reply(conversation, backstage):
    backstage.redactor.gate = gate = threading.Event()
    replying = threading.Thread(target=conversation.send, args=["Hallo zusammen"])
    replying.start()
    assert backstage.redactor.entered.wait(20)
    backstage.redactor.gate = None
    threading.Timer(0.3, gate.set).start()
    conversation.post("hand-off", {"reason": "Anna Schmidt wartet"})
    replying.join()
    assert backstage.tickets()[0].transcript[0]["text"] == "Hallo zusammen"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"contact": {"email": "not an address"}}, id="no address"),
        pytest.param({"contact": {"email": "a@b.example\nBcc: x@y.example"}}, id="two lines"),
        pytest.param({"contact": {"email": "a" * 400 + "@b.example"}}, id="long address"),
        pytest.param({"contact": {"name": "a\u0000"}}, id="nul"),
        pytest.param({"contact": {"fax": "1"}}, id="unknown field"),
        pytest.param({"reason": "x" * 5000}, id="long reason"),
        pytest.param({"reason": 1}, id="number"),
    ],
)
def test_a_malformed_hand_off_is_refused(conversation, backstage, payload):
    refused = conversation.post("hand-off", payload)
    assert (refused.status_code, refused.json()["error"]) == (422, "invalid_request")
    assert backstage.tickets() == []


@pytest.mark.parametrize(
    "payload",
    [
        {"contact": None, "reason": None},
        {"contact": {}},
        {"contact": {"name": "", "email": " ", "phone": ""}, "reason": ""},
    ],
)
def test_empty_fields_are_no_contact(conversation, backstage, payload):
    assert conversation.post("hand-off", payload).status_code == 200
    assert (backstage.tickets()[0].contact, backstage.tickets()[0].note) == (None, None)
