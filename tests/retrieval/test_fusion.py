import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.retrieval.fusion import CROSS_LANGUAGE, SAME_LANGUAGE, standardise


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


@pytest.mark.parametrize("weights", [SAME_LANGUAGE, CROSS_LANGUAGE])
def test_weights_are_shares_of_one(weights):
    assert weights.words + weights.grams + weights.meaning == pytest.approx(1)


def test_words_count_less_across_languages():
    assert CROSS_LANGUAGE.meaning > SAME_LANGUAGE.meaning
