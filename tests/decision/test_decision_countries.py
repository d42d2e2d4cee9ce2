"""What holds in another country is no answer: the article is offered, or a person."""

import pytest

from assistant.decision.policy import Model, Policy
from assistant.domain import OTHER_COUNTRY, Answer, Author, Chunk, Clarify, HandOff, Passage, PastMessage, Retrieved

POLICY = Policy(
    model=Model(intercept=3.0, weights={}, means={}, deviations={}),
    answer_from=0.6,
    clarify_from=0.2,
    off_topic_below=0.1,
)
TWO = "Ein Zelt nach Polen kostet 9 Euro, nach Belgien 7 Euro."
ASKED = PastMessage(Author.AI, "Welches Thema?", "clarify")


def passage(text, article_id="z", position=0):
    chunk = Chunk(f"{article_id}#{position}", article_id, "Zelte", "de", None, (), text, position)
    return Passage(chunk, 0.9, 3.0, 0.8)


def decide(query, *texts, history=(), others=()):
    passages = (*(passage(text, position=row) for row, text in enumerate(texts)), *others)
    return POLICY(query, history, Retrieved(passages, query, "de", "s1", {"dense": 0.9}), "de")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("Was kostet ein Zelt nach Polen?", TWO, id="named"),
        pytest.param("Was kostet ein Zelt?", TWO, id="no country asked"),
        pytest.param("Ist das Zelt in Spanien wasserdicht?", "Das Zelt ist wasserdicht.", id="no country in the text"),
        pytest.param("Zelt nach Spanien?", f"{TWO} In andere Länder liefern wir nicht.", id="others in general"),
        pytest.param("Zelt ins Ausland?", TWO, id="no country of its own"),
    ],
)
def test_it_is_answered(query, text):
    assert isinstance(decide(query, text), Answer)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("Was kostet ein Zelt nach Spanien?", id="German"),
        pytest.param("combien coûte une tente en Espagne", id="French"),
        pytest.param("Zelt nach Wien?", id="city"),
    ],
)
def test_the_article_is_offered_for_another_country(query):
    decision = decide(query, TWO, others=(passage("Spanien ist schön.", "s"),))
    assert isinstance(decision, Clarify)
    assert decision.reason == OTHER_COUNTRY
    assert [choice.article_id for choice in decision.choices] == ["z"]


def test_another_passage_of_the_article_may_name_the_country():
    assert isinstance(decide("Zelt nach Spanien?", TWO, "Nach Spanien kostet es 11 Euro."), Answer)


def test_after_asking_back_a_person_is_offered():
    assert isinstance(decide("Zelt nach Spanien?", TWO, history=(ASKED,)), HandOff)
