"""After two failures in a row, or when the customer says that a reply did not help, a person is offered."""

from pathlib import Path

import pytest
import yaml

from assistant.decision.messages import decide_from_message
from assistant.decision.repeated import with_person_after_failures
from assistant.domain import (
    Answer,
    Author,
    Clarify,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    PastMessage,
    Retrieved,
)

UNHELPFUL = yaml.safe_load((Path(__file__).parent / "unhelpful.yaml").read_text(encoding="utf-8"))
CUSTOMER = PastMessage(Author.CUSTOMER, "Und Kakao?")
MISSING = PastMessage(Author.AI, "…", "hand_off", "missing_knowledge")
REPEATED = PastMessage(Author.AI, "…", "hand_off", "repeated_failure")
ASKED = PastMessage(Author.AI, "…", "clarify", "ambiguous")
OFF_TOPIC = PastMessage(Author.AI, "…", "decline", "off_topic")
NOT_UNDERSTOOD = PastMessage(Author.AI, "…", "decline", "empty")
REFUSED = PastMessage(Author.AI, "…", "decline", "instruction")
ANSWERED = PastMessage(Author.AI, "…", "answer", "supported")
GREETED = PastMessage(Author.AI, "…", "chat", "greeting")
HUMAN = PastMessage(Author.HUMAN, "Guten Tag")
RETRIEVED = Retrieved((), "Und Kakao?", "de", "s")


def past(*replies):
    return tuple(message for reply in replies for message in (CUSTOMER, reply))


def decide(decision, history):
    return with_person_after_failures(lambda *_: decision)("Und Kakao?", history, RETRIEVED, "de")


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(Clarify((), 0.3), id="question back"),
        pytest.param(Decline(DeclineReason.OFF_TOPIC, 0.3), id="refusal"),
        pytest.param(HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=0.3), id="missing knowledge"),
    ],
)
@pytest.mark.parametrize(
    "history",
    [past(MISSING, MISSING), past(ASKED, MISSING), past(OFF_TOPIC, NOT_UNDERSTOOD), past(ANSWERED, ASKED, REPEATED)],
)
def test_the_third_failure_in_a_row_is_the_offer_of_a_person(decision, history):
    offered = HandOff(HandOffReason.REPEATED_FAILURE, probability=0.3)
    assert decide(decision, history) == decide(decision, (*history, CUSTOMER)) == offered


@pytest.mark.parametrize(
    "history",
    [
        (),
        past(MISSING),
        past(MISSING, ANSWERED),
        past(MISSING, ANSWERED, ASKED),
        past(MISSING, REFUSED),
        past(ASKED, GREETED),
        past(MISSING, MISSING, HUMAN),
    ],
)
def test_fewer_failures_change_nothing(history):
    decision = Decline(DeclineReason.OFF_TOPIC, 0.1)
    assert decide(decision, history) is decision


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(Answer((), 0.9), id="answer"),
        pytest.param(HandOff(HandOffReason.COMPLAINT), id="another reason"),
        pytest.param(HandOff(HandOffReason.MISSING_KNOWLEDGE, consented=True), id="agreement"),
        pytest.param(Decline(DeclineReason.INSTRUCTION), id="attack"),
    ],
)
def test_what_is_no_failure_is_never_replaced(decision):
    assert decide(decision, past(MISSING, MISSING)) is decision


def test_a_third_message_that_nobody_understands_ends_with_a_person():
    assert decide_from_message("asdfgh", past(NOT_UNDERSTOOD), "de") == Decline(DeclineReason.EMPTY)
    offered = decide_from_message("asdfgh", past(NOT_UNDERSTOOD, NOT_UNDERSTOOD), "de")
    assert offered == HandOff(HandOffReason.REPEATED_FAILURE)


@pytest.mark.parametrize("reply", [ANSWERED, ASKED, MISSING, OFF_TOPIC])
@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in UNHELPFUL.items() for text in texts]
)
def test_who_says_that_it_does_not_help_is_offered_a_person(language, text, reply):
    assert decide_from_message(text, past(reply), language) == HandOff(HandOffReason.REPEATED_FAILURE)


@pytest.mark.parametrize("text", ["Das hilft mir nicht.", "That doesn't help."])
def test_before_any_reply_nothing_can_have_failed(text):
    assert decide_from_message(text, (), "de") is None
    assert decide_from_message(text, past(GREETED), "de") is None


@pytest.mark.parametrize(
    "text",
    [
        "Hilft das gegen Kalk?",
        "Das Entkalken hilft nicht.",
        "Das Entkalken hilft nicht gegen E07, was nun?",
        "Does the filter help?",
        "Das hilft mir nicht, ich meinte den Versand in die Schweiz.",
    ],
)
def test_a_question_about_what_helps_is_a_question(text):
    assert decide_from_message(text, past(ANSWERED), "de") is None


def test_agreement_to_the_offer_opens_the_ticket_for_that_reason():
    assert decide_from_message("ja", past(REPEATED), "de") == HandOff(HandOffReason.REPEATED_FAILURE, consented=True)
