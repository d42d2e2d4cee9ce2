"""Counting words and scoring them."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.bm25 import LexicalIndex
from assistant.knowledge.postings import count_terms, read_postings

TERMS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


def by_the_book(chunks, query):
    """BM25 as it is written down, k1 = 1.2 and b = 0.75."""
    average = sum(map(len, chunks)) / len(chunks) or 1
    scores = []
    for chunk in chunks:
        counts, score = Counter(chunk), 0.0
        for term in query:
            frequency = sum(term in other for other in chunks)
            weight = math.log(1 + (len(chunks) - frequency + 0.5) / (frequency + 0.5))
            score += weight * counts[term] / (counts[term] + 1.2 * (0.25 + 0.75 * len(chunk) / average))
        scores.append(score)
    return scores


@given(chunks=st.lists(TERMS, min_size=1, max_size=12), query=st.lists(st.sampled_from("abcdefghxyz"), max_size=5))
def test_scores_are_those_of_the_formula(chunks, query):
    index = LexicalIndex(count_terms(chunks))
    assert index.size == len(chunks)
    np.testing.assert_allclose(index.scores(query), by_the_book(chunks, query), rtol=1e-5, atol=1e-6)


@given(data=st.data(), chunks=st.lists(TERMS, max_size=12), added=st.lists(TERMS, max_size=5))
def test_a_new_order_counts_as_if_counted_anew(data, chunks, added):
    kept = data.draw(st.lists(st.sampled_from(range(len(chunks))), unique=True).map(sorted)) if chunks else []
    origin = list(kept)
    for _ in added:
        origin.insert(data.draw(st.integers(0, len(origin))), -1)
    new = iter(added)
    expected = count_terms([chunks[row] if row >= 0 else next(new) for row in origin])
    found = count_terms(chunks).rearranged(np.array(origin, dtype=np.int64), count_terms(added))
    assert found.columns.keys() == expected.columns.keys(), "terms that are gone are forgotten"
    np.testing.assert_array_equal(found.lengths, expected.lengths)
    for term in expected.columns:
        for name in ("rows", "counts"):
            one, other = (
                getattr(found, name)[found.occurrences(term)],
                getattr(expected, name)[expected.occurrences(term)],
            )
            np.testing.assert_array_equal(one, other)


def test_what_is_saved_is_read_again(tmp_path):
    index = LexicalIndex(count_terms([["größe", "a"], [], ["a", "a"]]))
    index.postings.save(tmp_path / "words")
    again = LexicalIndex(read_postings(tmp_path / "words"))
    np.testing.assert_array_equal(again.scores(["a", "größe"]), index.scores(["a", "größe"]))


@pytest.mark.parametrize("chunks", [pytest.param([[]], id="no words"), pytest.param([[], ["a"]], id="almost none")])
def test_chunks_without_words_score_nothing(chunks):
    assert LexicalIndex(count_terms(chunks)).scores(["a", "b"])[0] == 0
