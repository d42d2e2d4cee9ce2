"""Differences between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_ingest.regression.words import MAX_WORDS, Piece, shortened, word_differences


def marked(pieces):
    return "".join(f"[{piece.text}]" if piece.is_own else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        pytest.param(
            "Der Versand kostet 4,90 €.", "Der Versand kostet 5,90 €.",
            "Der Versand kostet [4,90 ]€.", "Der Versand kostet [5,90 ]€.", id="a price is one word",
        ),
        pytest.param("a b c d", "a c d", "a [b ]c d", "a c d", id="a word is gone"),
        pytest.param("a b\nc", "a b c", "a b\nc", "a b c", id="white space does not count"),
        pytest.param("eins zwei drei", "ganz anders", "eins zwei drei", "ganz anders", id="nothing in common"),
        pytest.param("", "neu", "", "neu", id="nothing before"),
    ],
)  # fmt: skip
def test_what_differs_is_marked_word_by_word(before, after, old, new):
    assert tuple(map(marked, word_differences(before, after))) == (old, new)


@given(st.text(alphabet="ab ,.\n19€", max_size=60), st.text(alphabet="ab ,.\n19€", max_size=60))
def test_nothing_is_lost(before, after):
    old, new = word_differences(before, after)
    assert ("".join(piece.text for piece in old), "".join(piece.text for piece in new)) == (before, after)


def test_very_long_texts_are_not_compared():
    long = "wort " * MAX_WORDS
    assert word_differences(long, long + "mehr")[0] == (Piece(long, is_own=False),)


def test_only_the_surroundings_of_a_difference_are_kept():
    common = "x" * 500
    pieces = [Piece(common, is_own=False), Piece("neu", is_own=True), Piece(common, is_own=False)]
    assert marked(shortened(pieces, kept_chars=3)) == "[…] xxx[neu]xxx […]"
    assert list(shortened([Piece("kurz", is_own=False)], kept_chars=3)) == [Piece("[…]", is_own=False)]
