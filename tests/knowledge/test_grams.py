import numpy as np
import pytest

from assistant.knowledge.grams import GramIndex, grams
from assistant.knowledge.lexical import terms
from assistant.knowledge.postings import count_terms

TEXTS = [
    "Unsere Versicherungen zahlen bei Wasserschäden.",
    "Das Passwort ändern Sie im Kundenkonto.",
    "Der Versand in die Schweiz kostet 9 Euro.",
    "Die Heckenschere läuft mit einem Akku.",
]


@pytest.fixture(scope="module")
def index():
    return GramIndex(count_terms(terms(text, "de") for text in TEXTS))


@pytest.mark.parametrize(
    ("query", "row"),
    [
        pytest.param("Versicherungsdemo", 0, id="the first part of a compound"),
        pytest.param("Pasword vergessen", 1, id="a spelling mistake"),
        pytest.param("Schweizversand", 2, id="a compound of two words"),
        pytest.param("Akkuheckenschere", 3, id="a compound in another order"),
        pytest.param("Versicherungen", 0, id="the word itself"),
    ],
)
def test_parts_of_words_are_found(index, query, row):
    scores = index.scores(terms(query, "de"))
    assert scores.argmax() == row
    assert scores[row] > 0


def test_nothing_in_common_scores_nothing(index):
    assert not index.scores(terms("Xylophon", "de")).any()
    assert not index.scores([]).any()


def test_coverage_is_the_share_of_the_question_that_occurs(index):
    asked = terms("Versicherungsdemo", "de")
    whole, part, none = (index.covered(asked, present) for present in (asked, terms(TEXTS[0], "de"), ["xylophon"]))
    assert (whole, none) == (1, 0)
    assert 0.2 < part < 1
    assert index.covered([], ["akku"]) == 0


def test_scores_are_bm25_over_all_grams_of_a_chunk():
    rows = [["abcde", "abcd"], ["wxyz"]]
    index = GramIndex(count_terms(rows))
    lengths = np.array([sum(len(grams(term)) for term in row) for row in rows])
    norm = 1.2 * (0.25 + 0.75 * lengths[0] / lengths.mean())
    weight = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    assert index.scores(["abc"])[0] == pytest.approx(weight * 2 / (2 + norm), rel=1e-5)  # _abc is in both of its terms


def test_a_short_term_is_one_gram():
    assert grams("ab") == ["_ab_"]
    assert grams("abc") == ["_abc", "abc_"]


def test_an_empty_index_answers():
    index = GramIndex(count_terms([]))
    assert index.scores(["akku"]).shape == (0,)
