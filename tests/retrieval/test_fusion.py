"""Joining lexical and dense scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.retrieval.fusion import fuse, standardise

scores = arrays.arrays(np.float32, st.integers(1, 40), elements=st.integers(-50, 50).map(float))


def as_scores(*values):
    return np.array(values, dtype=np.float32)


@given(scores)
def test_standardised_scores_have_mean_0_and_deviation_1_and_keep_their_order(values):
    result = standardise(values)
    assert abs(float(result.mean())) < 1e-3
    if len(set(values)) > 1:
        assert float(result.std()) == pytest.approx(1, abs=1e-3)
    assert (np.argsort(result, kind="stable") == np.argsort(values, kind="stable")).all()


def test_scores_that_do_not_differ_say_nothing():
    assert fuse(as_scores(0, 0, 0), as_scores(0.1, 0.3, 0.2), lexical_weight=0.3).argmax() == 1


@pytest.mark.parametrize(("weight", "best"), [(0.0, 2), (0.1, 2), (0.9, 0), (1.0, 0)])
def test_the_weight_decides_between_the_sides(weight, best):
    assert fuse(as_scores(9, 0, 1), as_scores(0.7, 0.8, 0.9), lexical_weight=weight).argmax() == best


@given(st.integers(0, 5))
def test_a_side_may_be_empty(count):
    assert len(fuse(np.zeros(count, np.float32), np.zeros(count, np.float32), lexical_weight=0.3)) == count


@given(st.floats(0, 1, width=32), st.integers(1, 100))
def test_equal_scores_are_all_zero_whatever_rounding_does(value, count):
    assert not standardise(np.full(count, value, dtype=np.float32)).any()
