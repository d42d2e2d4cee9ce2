"""What counts as right, broken or changed, and what stops publication."""

from decimal import Decimal

import pytest

from kb_ingest.regression.compare import compare_answer, judge_limits
from kb_ingest.regression.judge import judge
from kb_ingest.regression.questions import Expectation, Given, Limits, Question, Shown

SHIPPING = Shown("versand", "Versand")
ACCOUNT = Shown("konto", "Konto")
PRICE = Given("answer", "supported", "Der **Versand** kostet 4,90\u00a0€.", (SHIPPING, ACCOUNT), probability=0.8)
OTHER = Given("answer", "supported", "Das Konto ist kostenlos.", (ACCOUNT,), probability=0.6)
ONLY_PRICE = Given("answer", "supported", "Der Versand kostet 4,90 €.", (SHIPPING,), probability=0.8)
CHOICE = Given("clarify", "ambiguous", "Was meinen Sie?", choices=(ACCOUNT, SHIPPING))
OFFER = Given("hand_off", "missing_knowledge", "Soll ein Mensch übernehmen?")
NOTHING_GONE: frozenset[str] = frozenset()
WANTED = Expectation(("versand",), ("4,90 €",))


@pytest.mark.parametrize(
    ("given", "expected", "faults"),
    [
        pytest.param(PRICE, WANTED, (), id="right"),
        pytest.param(PRICE, Expectation(must_contain=("der versand KOSTET",)), (), id="case and emphasis do not count"),
        pytest.param(PRICE, Expectation(("express", "versand")), (), id="one article of several"),
        pytest.param(PRICE, Expectation(("konto",)), ("rests on versand, expected konto",), id="second source"),
        pytest.param(PRICE, Expectation(must_contain=("5,90",)), ("does not contain “5,90”",), id="words missing"),
        pytest.param(PRICE, Expectation(must_not_contain=("4,90",)), ("contains “4,90”",), id="unwanted words"),
        pytest.param(OFFER, Expectation(decisions=("hand_off", "decline")), (), id="decision"),
        pytest.param(
            PRICE, Expectation(decisions=("decline",)), ("is an answer, expected a refusal",), id="not declined"
        ),
        pytest.param(CHOICE, Expectation(("versand",), decisions=("answer", "clarify")), (), id="among the choices"),
        pytest.param(
            CHOICE, Expectation(("versand",)), ("is a choice of articles, expected an answer",), id="not answered"
        ),
    ],
)
def test_an_answer_is_judged_by_what_the_editor_asks_for(given, expected, faults):
    assert judge(given, expected) == faults


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        pytest.param(PRICE, PRICE, "right", id="right as before"),
        pytest.param(PRICE, OTHER, "broken", id="not right any more"),
        pytest.param(OTHER, PRICE, "mended", id="right now"),
        pytest.param(OTHER, OFFER, "wrong", id="wrong in another way"),
        pytest.param(None, PRICE, "right", id="first publication, right"),
        pytest.param(None, OFFER, "wrong", id="first publication, wrong"),
    ],
)
def test_a_golden_question_fares_by_its_answers(before, after, status):
    question = Question("?", "de", WANTED)
    assert compare_answer(question, before, after, withdrawn=NOTHING_GONE).status == status


def test_a_required_question_is_broken_even_if_it_was_wrong_before():
    question = Question("?", "de", Expectation(("versand",), required=True))
    assert compare_answer(question, OTHER, OFFER, withdrawn=NOTHING_GONE).status == "broken"


@pytest.mark.parametrize(
    ("expected", "before"),
    [
        pytest.param(WANTED, PRICE, id="its article was the answer"),
        pytest.param(Expectation(must_contain=("4,90",)), ONLY_PRICE, id="only words are expected"),
        pytest.param(Expectation(("versand",), required=True), OFFER, id="required, and none of its articles is left"),
    ],
)
def test_a_question_about_an_article_that_is_gone_is_out_of_date(expected, before):
    compared = compare_answer(Question("?", "de", expected), before, OFFER, withdrawn=frozenset({"versand"}))
    assert compared.status == "outdated"


@pytest.mark.parametrize(
    ("expected", "before"),
    [
        pytest.param(Expectation(("versand", "konto")), PRICE, id="another of its articles is left"),
        pytest.param(Expectation(("konto",), required=True), PRICE, id="its article is left, though not the answer"),
        pytest.param(Expectation(("konto",), required=True), CHOICE, id="its article is left, others were offered"),
        pytest.param(Expectation(must_contain=("4,90",)), PRICE, id="the answer rested on another article as well"),
        pytest.param(
            Expectation(must_contain=("4,90",), required=True), CHOICE, id="only offered, no words were given"
        ),
        pytest.param(Expectation(must_contain=("4,90",), required=True), OFFER, id="no article was shown"),
        pytest.param(Expectation(decisions=("decline",), required=True), ONLY_PRICE, id="no answer is wanted"),
    ],
)
def test_a_question_that_can_still_be_answered_is_not_out_of_date(expected, before):
    compared = compare_answer(Question("?", "de", expected), before, OFFER, withdrawn=frozenset({"versand"}))
    assert compared.status == "broken"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        pytest.param(PRICE, PRICE, (), id="nothing"),
        pytest.param(PRICE, OTHER, ("source", "text"), id="another article"),
        pytest.param(PRICE, OFFER, ("decision", "source", "text"), id="no answer"),
        pytest.param(PRICE, Given("answer", "supported", PRICE.text, (SHIPPING,), probability=0.5), (), id="less sure"),
        pytest.param(PRICE, Given("answer", "supported", "Neu.", (SHIPPING,)), ("text",), id="another text"),
    ],
)
def test_a_customers_question_is_only_compared(before, after, changes):
    compared = compare_answer(Question("?", "de"), before, after, withdrawn=NOTHING_GONE)
    assert (compared.status, compared.changes) == ("changed" if changes else "same", changes)


def compared(before, after, *, expected=None, withdrawn=NOTHING_GONE):
    return compare_answer(Question("Was kostet es?", "de", expected), before, after, withdrawn=withdrawn)


def test_a_broken_golden_question_stops_publication():
    broken = compared(PRICE, OTHER, expected=WANTED)
    verdict = judge_limits([broken], Limits(), withdrawn=NOTHING_GONE)
    assert not verdict.passed
    assert verdict.detail == "1 golden question is broken: “Was kostet es?” rests on konto, expected versand."
    assert judge_limits([broken], Limits(max_broken=1), withdrawn=NOTHING_GONE).passed
    several = judge_limits([broken, broken], Limits(max_broken=1), withdrawn=NOTHING_GONE)
    assert several.detail.startswith("2 golden questions are broken")
    assert several.detail.endswith("(and 1 more).")


def test_too_many_changed_answers_stop_publication():
    questions = [compared(PRICE, OTHER), compared(PRICE, PRICE)]
    assert judge_limits(questions, Limits(max_changed=Decimal("0.5")), withdrawn=NOTHING_GONE).passed
    stopped = judge_limits(questions, Limits(max_changed=Decimal("0.4")), withdrawn=NOTHING_GONE)
    assert not stopped.passed
    assert stopped.detail == "1 of 2 answers to customers' questions change; 40% may."


@pytest.mark.parametrize(("changed", "passed"), [(29, True), (30, False)])
def test_a_share_is_kept_to_the_last_answer(changed, passed):
    questions = [compared(PRICE, OTHER)] * changed + [compared(PRICE, PRICE)] * (100 - changed)
    assert judge_limits(questions, Limits(max_changed=Decimal("0.29")), withdrawn=NOTHING_GONE).passed is passed


def test_removing_an_article_never_stops_publication():
    gone = frozenset({"versand"})
    questions = [compared(PRICE, OFFER, withdrawn=gone), compared(PRICE, OFFER, expected=WANTED, withdrawn=gone)]
    assert judge_limits(questions, Limits(max_changed=Decimal(0)), withdrawn=gone).passed


def test_without_questions_nothing_is_held_up():
    assert judge_limits([], Limits(max_changed=Decimal(0)), withdrawn=NOTHING_GONE).passed
