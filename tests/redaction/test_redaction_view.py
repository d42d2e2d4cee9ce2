import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.redaction.view import View


@pytest.mark.parametrize(
    ("original", "plain"),
    [
        pytest.param("Mu\u0308ller", "Müller", id="combining mark"),
        pytest.param("DE89\u00a03704", "DE89 3704", id="no-break space"),
        pytest.param("37\u200b04\u00ad00", "370400", id="invisible"),
        pytest.param("０６６４", "0664", id="full width"),
        pytest.param("030–123", "030-123", id="dash"),
        pytest.param("030﹣123", "030-123", id="small dash"),
        pytest.param("Weg 5\r\n8010 Graz\r", "Weg 5\n8010 Graz\n", id="line ends of Windows"),
        pytest.param("Weg 5\u20288010 Graz", "Weg 5\n8010 Graz", id="line separator"),
        pytest.param("Weg\t5\u30008010", "Weg 5 8010", id="tabulator and wide space"),
        pytest.param("٠١٧٦ ۱۲۳", "0176 123", id="Arabic and Persian digits"),
        pytest.param("𝐀𝐧𝐧𝐚 𝟓", "Anna 5", id="bold letters"),
        pytest.param("5\ufe0f\u061c\u180e6", "56", id="variation and marks"),
        pytest.param("\u202eabc\u202c", "abc", id="direction marks"),
        pytest.param("😀 Anna", "😀 Anna", id="emoji"),
    ],
)
def test_the_view_is_plain(original, plain):
    assert View.of(original).text == plain


def test_offsets_lead_back_around_marks():
    original = "x\u200b Mu\u0308ller\u0308! y"
    view = View.of(original)
    start = view.text.index("M")
    begin, end = view.original_span(start, view.text.index("!"))
    assert original[begin:end] == "Mu\u0308ller\u0308"


@given(st.text(alphabet=st.sampled_from("aü0 –\u0308\u0301\u200b\u00a0\u00ad😀\u202eש１\r\n\t٣𝐀"), max_size=40))
def test_every_span_lies_in_the_original(original):
    view = View.of(original)
    for index in range(len(view.text)):
        start, end = view.original_span(index, index + 1)
        assert 0 <= start < end <= len(original)


def test_offsets_lead_back_around_the_line_ends_of_windows():
    original = "Anna\r\nGraz"
    assert View.of(original).original_span(0, 9) == (0, 10)
    assert View.of(original).original_span(5, 9) == (6, 10)


def test_half_a_character_is_replaced_where_it_stands():
    view = View.of("\ud800 Anna")
    assert view.text == "\ufffd Anna"
    assert view.original_span(2, 6) == (2, 6)
