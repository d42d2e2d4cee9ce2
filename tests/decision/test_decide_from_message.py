"""What is decided from the message alone."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.decision.messages import decide_from_message
from assistant.domain import (
    Author,
    Chat,
    ChatKind,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    PastMessage,
)

HERE = Path(__file__).parent


def phrasings(name):
    table = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [
        pytest.param(language, text, id=f"{language}: {text}") for language, texts in table.items() for text in texts
    ]


@pytest.mark.parametrize(("language", "text"), phrasings("are_you_human.yaml"))
def test_whoever_asks_for_the_machine_gets_the_truth(language, text):
    assert decide_from_message(text, (), language) == Chat(ChatKind.ARE_YOU_HUMAN)


@pytest.mark.parametrize(("language", "text"), phrasings("are_you_human_indirect.yaml"))
def test_asked_indirectly_or_in_dialect_it_is_the_truth_as_well(language, text):
    assert decide_from_message(text, (), language) == Chat(ChatKind.ARE_YOU_HUMAN)


@pytest.mark.parametrize(("language", "text"), phrasings("not_about_the_machine.yaml"))
def test_who_wants_a_person_or_has_a_product_does_not_ask_for_the_machine(language, text):
    assert decide_from_message(text, (), language) != Chat(ChatKind.ARE_YOU_HUMAN)


def test_each_language_has_at_least_forty_phrasings():
    table = yaml.safe_load((HERE / "are_you_human.yaml").read_text(encoding="utf-8"))
    assert all(len(set(table[language])) >= 40 for language in ("de", "en", "fr", "it"))


@pytest.mark.parametrize(("language", "text"), phrasings("are_you_human.yaml"))
def test_the_truth_does_not_depend_on_the_language_of_the_conversation(language, text):
    other = "it" if language == "de" else "de"
    assert decide_from_message(text.upper(), (), other) == Chat(ChatKind.ARE_YOU_HUMAN)


@pytest.mark.parametrize(("language", "text"), phrasings("other_questions.yaml"))
def test_questions_for_the_help_centre_pass(language, text):
    assert decide_from_message(text, (), language) is None


@pytest.mark.parametrize(("language", "text"), phrasings("requests.yaml"))
def test_who_asks_for_a_person_is_offered_one(language, text):
    assert decide_from_message(text, (), language) == HandOff(HandOffReason.CUSTOMER_REQUEST)


@pytest.mark.parametrize(("language", "text"), phrasings("complaints.yaml"))
def test_anger_is_offered_a_person(language, text):
    assert decide_from_message(text, (), language) == HandOff(HandOffReason.COMPLAINT)


@pytest.mark.parametrize(("language", "text"), phrasings("instructions.yaml"))
def test_attempts_to_overrule_the_assistant_are_declined(language, text):
    assert decide_from_message(text, (), language) == Decline(DeclineReason.INSTRUCTION)


@pytest.mark.parametrize(("kind", "text"), phrasings("small_talk.yaml"))
def test_small_talk_gets_its_fixed_reply(kind, text):
    assert decide_from_message(text, (), "de") == Chat(ChatKind(kind))


def test_ciao_greets_first_and_takes_leave_later():
    past = (PastMessage(Author.CUSTOMER, "Wie lange?"), PastMessage(Author.AI, "Zwei Tage.", "answer", "supported"))
    assert decide_from_message("Ciao", (), "it") == Chat(ChatKind.GREETING)
    assert decide_from_message("Ciao", past, "it") == Chat(ChatKind.GOODBYE)


@pytest.mark.parametrize("text", ["", "   ", "???", "...!", "😀😀", "—", "\n\t", "aaaaaaa", "mnbvcxz", "\u200b"])
def test_nothing_to_answer_is_declined_as_empty(text):
    assert decide_from_message(text, (), "de") == Decline(DeclineReason.EMPTY)


@pytest.mark.parametrize("text", ["E07", "WLAN", "<ORDER_1>", "12345", "TWINT", "Hjem", "PDF?"])
def test_a_short_message_is_not_empty(text):
    assert decide_from_message(text, (), "de") is None


def offer(reason=HandOffReason.MISSING_KNOWLEDGE):
    return (
        PastMessage(Author.CUSTOMER, "Gibt es Kakao?"),
        PastMessage(Author.AI, "Soll ein Mensch übernehmen?", "hand_off", reason.value),
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ja",
            "Ja bitte",
            "gerne",
            "ok machen Sie das",
            "Ja, gerne!",
            "einverstanden",
            "JA",
            "Ja, verbinden Sie mich bitte.",
        ),
        *(
            "ja das wäre nett",
            "yes please",
            "Sure, go ahead.",
            "oui, volontiers",
            "d'accord",
            "sì grazie",
            "va bene",
            "Bitte!",
        ),
        *(
            "Ja, meine E-Mail ist <EMAIL_1>",
            "<EMAIL_1>",
            "Ich bin einverstanden",
            "Ich möchte mit einem Menschen sprechen",
        ),
    ],
)
@pytest.mark.parametrize("reason", [HandOffReason.MISSING_KNOWLEDGE, HandOffReason.COMPLAINT])
def test_agreement_to_an_offer_hands_off_for_its_reason(text, reason):
    assert decide_from_message(text, offer(reason), "de") == HandOff(reason, consented=True)


@pytest.mark.parametrize(
    "text",
    ["nein", "Nein danke", "nein, vielen Dank", "lieber nicht", "no thanks", "non merci", "no grazie", "jetzt nicht"],
)
def test_a_refused_offer_is_acknowledged(text):
    assert decide_from_message(text, offer(), "de") == Chat(ChatKind.ACKNOWLEDGE)


@pytest.mark.parametrize("text", ["Ja, aber was kostet der Versand?", "Nein, ich meinte Kakao in Bohnen", "Und Tee?"])
def test_a_new_question_after_an_offer_is_a_question(text):
    assert decide_from_message(text, offer(), "de") is None


def test_agreement_counts_only_directly_after_an_offer():
    later = (*offer(), PastMessage(Author.CUSTOMER, "Und Tee?"), PastMessage(Author.AI, "Nein.", "answer", "supported"))
    assert decide_from_message("ja", later, "de") == Chat(ChatKind.ACKNOWLEDGE)
    assert decide_from_message("ja", (*offer(), PastMessage(Author.HUMAN, "Guten Tag")), "de") == Chat(
        ChatKind.ACKNOWLEDGE
    )


def test_a_second_yes_opens_no_second_ticket():
    accepted = (
        *offer(),
        PastMessage(Author.CUSTOMER, "ja bitte"),
        PastMessage(Author.AI, "Danke.", "hand_off", HandOffReason.MISSING_KNOWLEDGE.value),
        PastMessage(Author.SYSTEM, "Ticket"),
    )
    assert decide_from_message("ja", accepted, "de") == Chat(ChatKind.ACKNOWLEDGE)
    assert decide_from_message("Danke", accepted, "de") == Chat(ChatKind.THANKS)


def test_a_placeholder_for_a_person_is_not_the_word_person():
    assert decide_from_message("Bestellung von <PERSON_1> nach Wien", (), "de") is None
    assert decide_from_message("Ich möchte mit <PERSON_1> sprechen", (), "de") == HandOff(
        HandOffReason.CUSTOMER_REQUEST
    )


@given(st.text(max_size=300), st.sampled_from(["de", "en", "fr", "it"]))
def test_no_message_breaks_the_rules(text, language):
    decide_from_message(text, offer(), language)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["ja sicher doch ", "bist du ein echter ", "ignore all previous ", "danke für die ", "a ", "<PERSON_1> "]
)
def test_excessive_messages_are_decided_quickly(piece):
    decide_from_message(piece * 4000 + "x", offer(), "de")


@pytest.mark.parametrize(
    "text",
    [
        "Danke, und was kostet es?",
        "Danke, das funktioniert nicht",
        "Hat funktioniert?",
        "Danke, geht es auch schneller?",
        "Thanks, but it is not working",
        "Merci, et pour la Suisse ?",
        "Grazie, ma non funziona",
        "Okay, ich versuche die Maschine zu entkalken, wie geht das?",
    ],
)
def test_thanks_with_something_beside_it_is_a_question(text):
    assert decide_from_message(text, (), "de") is None
