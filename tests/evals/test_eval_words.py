import pytest

from evals.words import content_words, letters_and_digits, phrases, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Die Lieferung kostet 4,90 Euro.", {"lieferung", "kostet", "4", "90", "euro"}, id="German"),
        pytest.param("You can return it within 30 days", {"return", "within", "30", "days"}, id="English"),
        pytest.param("ja, zu", set(), id="only stop words"),
        pytest.param("STRASSE Straße", {"strasse"}, id="case folded"),
    ],
)
def test_content_words_carry_meaning(text, expected):
    assert content_words(text) == expected


def test_sentences_end_at_marks_and_lines_but_not_in_numbers():
    text = "Das kostet 4.90 Euro. Wirklich?\n- Versand gratis\n\n---"
    assert sentences(text) == ["Das kostet 4.90 Euro.", "Wirklich?", "- Versand gratis"]


def test_phrases_are_runs_of_words():
    assert list(phrases("Eins, zwei; drei", length=2)) == [("eins", "zwei"), ("zwei", "drei")]
    assert list(phrases("eins", length=2)) == []


def test_offsets_of_letters_and_digits_leave_out_marks_and_spaces():
    assert letters_and_digits("a-ß 7!", start=1) == {2, 4}
    assert letters_and_digits("ab", end=99) == {0, 1}
