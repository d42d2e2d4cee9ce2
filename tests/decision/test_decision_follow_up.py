"""A follow-up is answered from a passage that has what is new in it; else the articles are offered."""

import pytest

from assistant.decision.policy import Model, Policy
from assistant.domain import Answer, Author, Chunk, Clarify, HandOff, Passage, PastMessage, Retrieved

POLICY = Policy(
    model=Model(intercept=3.0, weights={}, means={}, deviations={}),
    answer_from=0.6,
    clarify_from=0.2,
    off_topic_below=0.1,
)
CHUNK = Chunk("k#0", "k", "Koffer", "de", None, ("Preise",), "Ein Koffer nach Polen kostet 9 Euro, Zelte 12 Euro.", 0)


def decide(*added, language="de", history=()):
    retrieved = Retrieved((Passage(CHUNK, 0.9, 3.0, 0.8),), "q", language, "s1", {"dense": 0.9}, added=added)
    return POLICY("q", history, retrieved, language)


@pytest.mark.parametrize(
    "added",
    [pytest.param((), id="nothing new"), pytest.param(("Polen",), id="a word"), pytest.param(("Zelt",), id="its stem")],
)
def test_what_the_passage_has_is_answered(added):
    assert isinstance(decide(*added), Answer)


def test_what_the_passage_does_not_have_is_asked_back():
    decision = decide("Thailand")
    assert isinstance(decision, Clarify)
    assert [choice.article_id for choice in decision.choices] == ["k"]


def test_half_of_what_is_new_is_enough():
    assert isinstance(decide("Polen", "Thailand"), Answer)
    assert isinstance(decide("Polen", "Thailand", "Vietnam"), Clarify)


def test_it_is_not_asked_back_twice():
    history = (PastMessage(Author.AI, "Was meinen Sie?", "clarify"),)
    assert isinstance(decide("Thailand", history=history), HandOff)


def test_words_of_another_language_are_not_looked_for():
    assert isinstance(decide("suitcase", language="en"), Answer)
