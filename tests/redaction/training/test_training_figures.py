from collections.abc import Sequence

import pytest

from assistant.redaction.training.examples import Example, Span
from assistant.redaction.training.figures import Figures, report

_EXAMPLE = Example("Hallo Anna Berger, wo ist das Paket?", (Span(6, 17, "PERSON"),))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param([(6, 17)], Figures(1, 1, 5, 0), id="found whole"),
        pytest.param([(6, 8), (12, 14)], Figures(1, 1, 5, 0), id="a piece stands for its word"),
        pytest.param([(6, 10)], Figures(1, 0, 5, 0), id="half is not found"),
        pytest.param([(0, 17)], Figures(1, 1, 5, 1), id="a word too much"),
        pytest.param([], Figures(1, 0, 5, 0), id="nothing"),
    ],
)
def test_figures_count_words(places: Sequence[tuple[int, int]], expected: Figures) -> None:
    figures = report({"one": [_EXAMPLE]}, lambda _: {"PERSON": places})

    assert figures["one"]["PERSON"] == expected


def test_shares_of_nothing_are_defined() -> None:
    nothing = Figures(0, 0, 0, 0)

    assert (nothing.recall, nothing.over_redaction) == (1.0, 0.0)
