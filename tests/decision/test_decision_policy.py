"""Decides from passages."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.decision.policy import ANSWER_PASSAGES, MAX_CHOICES, Model, Policy, load_model
from assistant.domain import (
    Answer,
    Author,
    Choice,
    Chunk,
    Clarify,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    Passage,
    PastMessage,
    Retrieved,
)
from assistant.retrieval.evidence import FEATURES

MODEL = Model(intercept=0.0, weights={"dense": 1.0}, means={"dense": 0.0}, deviations={"dense": 1.0})
POLICY = Policy(model=MODEL, answer_from=0.6, clarify_from=0.3, off_topic_below=0.8)
ASKED = PastMessage(Author.AI, "Welches Thema meinen Sie?", "clarify", "ambiguous")
CUSTOMER = PastMessage(Author.CUSTOMER, "Das Abo")
ANSWERED = PastMessage(Author.AI, "Das Abo endet.", "answer", "supported")
MISSING = HandOff(HandOffReason.MISSING_KNOWLEDGE)


def passage(article_id, position=0):
    chunk = Chunk(f"{article_id}#{position}", article_id, f"Titel {article_id}", "de", None, (), "Text.", position)
    return Passage(chunk, 0.9, 1.0, 1.0)


class Likely(Model):
    """Takes the probability from the evidence."""

    __slots__ = ()

    def probability(self, evidence):
        return evidence.get("probability", 0.0)


def decide(probability, history=(), articles=("a", "b"), coverage=0.0, dense=0.9, **more):
    likely = Likely(0, {}, {}, {})
    evidence = {"probability": probability, "coverage": coverage, "dense": dense}
    retrieved = Retrieved(tuple(map(passage, articles)), "Frage", "de", "s", evidence, **more)
    return replace(POLICY, model=likely)("Frage", history, retrieved, "de")


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        pytest.param(1.0, Answer, id="certain"),
        pytest.param(0.6, Answer, id="just enough to answer"),
        pytest.param(0.5999, Clarify, id="just too little to answer"),
        pytest.param(0.3, Clarify, id="just enough to ask back"),
        pytest.param(0.2999, HandOff, id="just too little to ask back"),
        pytest.param(0.0, HandOff, id="certainly not answered by it"),
        pytest.param(float("nan"), HandOff, id="no number"),
    ],
)
def test_the_probability_decides(probability, expected):
    decision = decide(probability)
    assert type(decision) is expected
    assert decision.probability == pytest.approx(probability, nan_ok=True), "an editor sees how near it was"
    if expected is HandOff:
        assert decision.reason is HandOffReason.MISSING_KNOWLEDGE


@pytest.mark.parametrize(
    ("dense", "expected"), [(0.81, HandOff), (0.8, HandOff), (0.79, Decline), (float("nan"), Decline), (0.0, Decline)]
)
def test_what_is_far_from_every_article_is_not_ours(dense, expected):
    decision = decide(0.2, dense=dense)
    assert type(decision) is expected
    assert decision.probability == 0.2
    assert decision.reason is (DeclineReason.OFF_TOPIC if expected is Decline else HandOffReason.MISSING_KNOWLEDGE)


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        pytest.param(0.59, Decline, id="half of the question occurs"),
        pytest.param(0.6, Clarify, id="most of the question occurs"),
    ],
)
def test_an_unlikely_passage_with_most_of_the_words_is_offered_not_given(coverage, expected):
    decision = decide(0.05, coverage=coverage, dense=0.7)
    assert type(decision) is expected
    if expected is Clarify:
        assert decision.reason == "covered"
    again = decide(0.05, (CUSTOMER, ASKED), coverage=coverage, dense=0.7)
    assert type(again) is (HandOff if expected is Clarify else Decline)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("meine Maschine zeigt e07", Clarify, id="the article has it"),
        pytest.param("meine Maschine zeigt E08", Decline, id="another code"),
        pytest.param("Wetter am 07", Decline, id="a number is no code"),
    ],
)
def test_an_article_with_the_code_of_the_question_is_offered(query, expected):
    found = passage("a")
    found = replace(found, chunk=replace(found.chunk, headings=("Fehler E07",)))
    retrieved = Retrieved((found, passage("b")), query, "de", "s", {"probability": 0.05, "dense": 0.7})
    assert type(replace(POLICY, model=Likely(0, {}, {}, {}))("", (), retrieved, "de")) is expected


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param((), Clarify, id="first message"),
        pytest.param((CUSTOMER, ASKED), HandOff, id="just asked"),
        pytest.param((CUSTOMER, ASKED, CUSTOMER), HandOff, id="just asked, with a message of the customer after it"),
        pytest.param((ASKED, CUSTOMER, ANSWERED), Clarify, id="asked before the last answer"),
        pytest.param((ANSWERED, CUSTOMER), Clarify, id="never asked"),
    ],
)
def test_it_asks_back_at_most_once_in_a_row(history, expected):
    assert type(decide(0.5, history)) is expected


def offered(*articles):
    choices = tuple(Choice(each, f"Titel {each}", "de") for each in articles)
    return replace(ASKED, choices=choices)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param((CUSTOMER, offered("a", "b")), HandOff, id="the same article"),
        pytest.param((CUSTOMER, offered("c", "a")), HandOff, id="offered, too"),
        pytest.param((CUSTOMER, offered("c", "b"), CUSTOMER), Clarify, id="another topic"),
        pytest.param((CUSTOMER, offered("d"), CUSTOMER, offered("c", "b")), HandOff, id="a third time"),
        pytest.param((CUSTOMER, offered("d"), ANSWERED, offered("c", "b")), Clarify, id="answered in between"),
    ],
)
def test_it_asks_back_again_about_another_topic(history, expected):
    assert type(decide(0.5, history)) is expected


def test_after_asking_back_a_good_answer_is_still_given():
    assert isinstance(decide(0.9, (ASKED,)), Answer)


def test_choices_are_up_to_three_different_articles_in_order():
    decision = decide(0.5, articles=("c", "a", "c", "a", "b", "d"))
    assert decision.choices == tuple(Choice(each, f"Titel {each}", "de") for each in "cab")
    assert len(decision.choices) == MAX_CHOICES


def test_an_answer_rests_on_the_first_passages():
    decision = decide(0.9, articles=tuple("abcdefg"))
    assert [each.chunk.article_id for each in decision.passages] == list("abcdefg")[:ANSWER_PASSAGES]
    assert (decision.probability, decision.reason) == (0.9, "supported")


def test_a_chosen_article_is_answered_from_however_unlikely_it_seemed():
    decision = decide(0.0, chosen=True)
    assert (decision.probability, decision.reason) == (1.0, "chosen")


@pytest.mark.parametrize("chosen", [False, True])
def test_where_nothing_is_found_a_person_is_offered(chosen):
    assert decide(0.9, articles=(), chosen=chosen) == MISSING


def test_the_packaged_model_weighs_the_evidence_that_is_collected():
    model = load_model()
    assert set(model.weights) == set(model.means) == set(model.deviations) == set(FEATURES)
    assert all(deviation > 0 for deviation in model.deviations.values())


def test_without_evidence_nothing_is_likely():
    assert load_model().probability({}) == 0


@pytest.mark.parametrize(("margin", "expected"), [(-0.01, Clarify), (0.004, Clarify), (0.005, Answer), (0.1, Answer)])
def test_a_rare_word_alone_is_offered_and_not_answered(margin, expected):
    evidence = {"probability": 0.9, "dense_margin": margin}
    retrieved = Retrieved((passage("a"), passage("b")), "Frage", "de", "s", evidence)
    assert isinstance(replace(POLICY, model=Likely(0, {}, {}, {}))("Frage", (), retrieved, "de"), expected)


def test_average_evidence_says_what_the_intercept_says():
    model = load_model()
    assert model.probability(model.means) == pytest.approx(1 / (1 + math.exp(-model.intercept)))


evidence = st.fixed_dictionaries({name: st.floats(-10, 10) for name in load_model().weights})


@given(evidence, st.sampled_from(list(load_model().weights)), st.floats(0, 10))
def test_a_probability_grows_with_what_speaks_for_it(found, name, more):
    model = load_model()
    sign = 1 if model.weights[name] > 0 else -1
    before, after = model.probability(found), model.probability({**found, name: found[name] + sign * more})
    assert 0 <= before <= after <= 1


@pytest.mark.parametrize(("dense", "probability"), [(1e6, 1.0), (-1e6, 0.0)])
def test_extreme_evidence_is_certain_not_an_error(dense, probability):
    assert MODEL.probability({"dense": dense}) == probability


@given(evidence)
def test_the_same_evidence_gives_the_same_decision(found):
    retrieved = Retrieved((passage("a"),), "Frage", "de", "s", found)
    policy = replace(POLICY, model=load_model())
    assert policy("Frage", (), retrieved, "de") == policy("Eine andere", (), retrieved, "en")
