import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import hit_at, mean, ndcg_at, p50_p95, percentile, reciprocal_rank_at, share

rankings = st.lists(st.sampled_from("abcdefghijklmnop"), unique=True)
relevant_sets = st.frozensets(st.sampled_from("abcdefghijklmnop"), min_size=1)


@pytest.mark.parametrize(
    ("ranking", "relevant", "hit_1", "hit_3", "mrr", "ndcg"),
    [
        pytest.param("abc", "a", 1, 1, 1, 1, id="first"),
        pytest.param("abc", "b", 0, 1, 1 / 2, 1 / math.log2(3), id="second"),
        pytest.param("abcd", "d", 0, 0, 1 / 4, 1 / math.log2(5), id="fourth"),
        pytest.param("abc", "x", 0, 0, 0, 0, id="absent"),
        pytest.param("", "a", 0, 0, 0, 0, id="nothing found"),
        pytest.param("bac", "ac", 0, 1, 1 / 2, (1 / math.log2(3) + 1 / 2) / (1 + 1 / math.log2(3)), id="two relevant"),
        pytest.param("ab", "ac", 1, 1, 1, 1 / (1 + 1 / math.log2(3)), id="one of two found"),
        pytest.param("bcdefghijka", "a", 0, 0, 0, 0, id="eleventh is beyond ten"),
    ],
)
def test_rankings_are_measured_as_by_hand(  # noqa: PLR0917
    ranking, relevant, hit_1, hit_3, mrr, ndcg
):
    assert hit_at(ranking, relevant, k=1) == hit_1
    assert hit_at(ranking, relevant, k=3) == hit_3
    assert reciprocal_rank_at(ranking, relevant, k=10) == pytest.approx(mrr)
    assert ndcg_at(ranking, relevant, k=10) == pytest.approx(ndcg)


def test_naming_a_relevant_article_twice_changes_nothing():
    assert ndcg_at("ab", ["a", "a"], k=10) == 1


@given(ranking=rankings, relevant=relevant_sets)
def test_measures_are_shares_and_agree_on_a_miss(ranking, relevant):
    measures = [f(ranking, relevant, k=10) for f in (hit_at, reciprocal_rank_at, ndcg_at)]
    assert all(0 <= measure <= 1 + 1e-9 for measure in measures)
    assert len({measure == 0 for measure in measures}) == 1


@given(ranking=rankings, relevant=relevant_sets)
def test_more_places_never_hurt(ranking, relevant):
    hits = [hit_at(ranking, relevant, k=k) for k in (1, 3, 5, 10)]
    assert hits == sorted(hits)


@given(relevant=relevant_sets)
def test_relevant_articles_first_are_perfect(relevant):
    ranking = [*sorted(relevant), "z"]
    assert ndcg_at(ranking, relevant, k=10) == pytest.approx(1)


@given(ranking=rankings, relevant=relevant_sets)
def test_moving_a_relevant_article_up_never_hurts(ranking, relevant):
    for position in range(1, len(ranking)):
        if ranking[position] in relevant and ranking[position - 1] not in relevant:
            better = [*ranking[: position - 1], ranking[position], ranking[position - 1], *ranking[position + 1 :]]
            assert ndcg_at(better, relevant, k=10) >= ndcg_at(ranking, relevant, k=10)


@pytest.mark.parametrize(
    ("values", "p", "expected"),
    [
        pytest.param([], 50, None, id="nothing"),
        pytest.param([7], 95, 7, id="one"),
        pytest.param([3, 1, 2], 50, 2, id="median of three"),
        pytest.param([1, 2, 3, 4], 50, 2.5, id="median of four"),
        pytest.param(list(range(101)), 95, 95, id="a hundred and one"),
        pytest.param([0, 10], 95, 9.5, id="between two"),
    ],
)
def test_percentiles_interpolate(values, p, expected):
    assert percentile(values, p=p) == expected


def test_shares_and_means_of_nothing_are_unknown():
    assert share(0, 0) is None
    assert mean([]) is None
    assert p50_p95([]) == {"p50": None, "p95": None}


def test_shares_and_means_are_rounded_to_four_places():
    assert share(2, 3) == 0.6667
    assert mean([1, 0, 0]) == 0.3333
