import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.retrieval.fusion import SHELF_OF_WEIGHTS, standardise


@given(arrays.arrays(np.float32, st.integers(2, 50), elements=st.floats(0, 100, width=16), unique=True))
def test_standardised_scores_have_mean_0_and_deviation_1_and_keep_their_order(values):
    standard = standardise(values)
    assert float(standard.mean()) == pytest.approx(0, abs=1e-3)
    assert float(standard.std()) == pytest.approx(1, abs=1e-3)
    assert standard.argmax() == values.argmax()


@pytest.mark.parametrize("count", [pytest.param(0, id="none"), pytest.param(1, id="one"), pytest.param(7, id="equal")])
def test_scores_that_do_not_differ_say_nothing(count):
    standard = standardise(np.full(count, 0.1, dtype=np.float32))
    assert standard.tolist() == [0] * count


def test_a_word_of_one_chunk_counts_no_more_on_a_huge_shelf_than_on_the_largest_that_was_measured():
    def of_one_chunk(size):
        scores = np.zeros(size, dtype=np.float32)
        scores[0] = 4
        return float(standardise(scores)[0])

    assert of_one_chunk(100) < of_one_chunk(SHELF_OF_WEIGHTS)
    assert of_one_chunk(40 * SHELF_OF_WEIGHTS) == pytest.approx(of_one_chunk(SHELF_OF_WEIGHTS), rel=1e-3)
