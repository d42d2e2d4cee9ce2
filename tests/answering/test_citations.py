"""A model's text becomes statements with the chunks they cite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.citations import parse_statements

IDS = ("a#0", "b#1")


def parsed(text):
    return [(statement.text, statement.chunk_ids) for statement in parse_statements(text, IDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Er kostet 4,90 Euro [1].", [("Er kostet 4,90 Euro.", ("a#0",))], id="before the full stop"),
        pytest.param("Er kostet 4,90 Euro. [1]", [("Er kostet 4,90 Euro.", ("a#0",))], id="after the full stop"),
        pytest.param(
            "Das geht. [1] Es dauert z. B. 3 Tage, ca. 5 mit Express. [2]",
            [("Das geht.", ("a#0",)), ("Es dauert z. B. 3 Tage, ca. 5 mit Express.", ("b#1",))],
            id="abbreviations",
        ),
        pytest.param("Ja [1][2].", [("Ja.", ("a#0", "b#1"))], id="two citations"),
        pytest.param("Ja [1, 2].", [("Ja.", ("a#0", "b#1"))], id="two in one bracket"),
        pytest.param("Ja [1] und nochmals [1].", [("Ja und nochmals.", ("a#0",))], id="repeated"),
        pytest.param("Ja [7].", [("Ja.", ("unknown-passage-7",))], id="invented"),
        pytest.param("Ja.", [("Ja.", ())], id="none"),
        pytest.param(
            "So geht es [1]:\n\n1. Öffnen [1].\n2. Schließen [2].\n\nFertig [2].",
            [("So geht es:", ("a#0",)), ("1. Öffnen.\n2. Schließen.", ("a#0", "b#1")), ("Fertig.", ("b#1",))],
            id="list",
        ),
        pytest.param(
            "Bis zum 3. Mai gilt es [1]. Danach nicht [2].",
            [("Bis zum 3. Mai gilt es.", ("a#0",)), ("Danach nicht.", ("b#1",))],
            id="ordinal",
        ),
        pytest.param(
            "Kostenlos ab EUR 39. In Wien auch früher [2].",
            [("Kostenlos ab EUR 39.", ()), ("In Wien auch früher.", ("b#1",))],
            id="number at the end",
        ),
        pytest.param(" \n\n ", [], id="nothing"),
    ],
)
def test_sentences_and_lists_become_statements(text, expected):
    assert parsed(text) == expected


@given(st.text(max_size=300))
def test_no_word_is_lost(text):
    kept = "".join(statement.text for statement in parse_statements(text.replace("[", "").replace("]", ""), IDS))
    assert "".join(kept.split()) == "".join(text.replace("[", "").replace("]", "").split())
