import pytest

from assistant.domain import Author, Contact, HandOffReason, Source
from assistant.handoff.case import (
    HandOffRequest,
    contact_given,
    merge_contacts,
    merge_notes,
    sources_tried,
    transcript_of,
)
from assistant.storage.records import MessageRecord, TranscriptLine


def shown(*article_ids):
    sources = tuple(Source(name, name, None, "de", "", 1.0) for name in article_ids)
    return MessageRecord(Author.AI, "Antwort", "de", sources=sources)


@pytest.mark.parametrize(
    ("earlier", "later", "merged"),
    [
        pytest.param(None, None, None, id="none"),
        pytest.param(None, Contact(email="a"), Contact(email="a"), id="first"),
        pytest.param(Contact(email="a"), None, Contact(email="a"), id="nothing new"),
        pytest.param(Contact(email="a"), Contact(phone="1"), Contact(email="a", phone="1"), id="more"),
        pytest.param(Contact(email="a"), Contact(email="b"), Contact(email="b"), id="corrected"),
    ],
)
def test_contacts_are_merged(earlier, later, merged):
    assert merge_contacts(earlier, later) == merged


@pytest.mark.parametrize(
    ("earlier", "later", "merged"),
    [
        pytest.param(None, None, None, id="none"),
        pytest.param(None, "a", "a", id="first"),
        pytest.param("a", None, "a", id="nothing new"),
        pytest.param("a", "b", "a\n\nb", id="more"),
        pytest.param("a\n\nb", "b", "a\n\nb", id="said twice"),
    ],
)
def test_notes_are_appended(earlier, later, merged):
    assert merge_notes(earlier, later) == merged


def test_a_note_does_not_grow_for_ever():
    assert len(merge_notes("a" * 7999, "b" * 4000)) == 8000


def test_the_transcript_leaves_out_notes_of_the_system():
    messages = (MessageRecord(Author.CUSTOMER, "Hallo", "de"), MessageRecord(Author.SYSTEM, "", "de"), shown())
    assert transcript_of(messages) == (TranscriptLine(Author.CUSTOMER, "Hallo"), TranscriptLine(Author.AI, "Antwort"))


def test_articles_are_named_once_and_the_latest_first():
    assert sources_tried((shown("a", "b"), shown("c", "a")), ("d",)) == ("d", "c", "a", "b")


@pytest.mark.parametrize("shown", range(1, 12))
def test_a_cut_leaves_no_half_placeholder(shown):
    """`<PERSON_12>` cut short would be read as `<PERSON_1`."""
    merged = merge_notes("a" * (8000 - 2 - shown), "<PERSON_12>")
    assert merged.rstrip() == "a" * (8000 - 2 - shown) + ("\n\n<PERSON_12>" if shown == 11 else "")


def test_a_request_shows_no_contact():
    request = HandOffRequest("c", "de", HandOffReason.CUSTOMER_REQUEST, contact=Contact(name="Anna Schmidt"))
    assert "Anna" not in repr(request)


@pytest.mark.parametrize(
    ("messages", "contact"),
    [
        pytest.param([], None, id="nothing said"),
        pytest.param(["Ich bin <PERSON_1>."], None, id="a name reaches nobody"),
        pytest.param(
            ["<EMAIL_1>", "Ja, <EMAIL_2> oder <PHONE_1>"], Contact(email="b@b.example", phone="030 1"), id="the last"
        ),
        pytest.param(["<EMAIL_9>"], None, id="its value has expired"),
    ],
)
def test_an_address_given_in_the_chat_is_the_contact(messages, contact):
    values = {"EMAIL_1": "a@b.example", "EMAIL_2": "b@b.example", "PHONE_1": "030 1", "PERSON_1": "Anna"}
    assert contact_given(messages, value_of=values.get) == contact
