import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb_ingest.clean import CONTROL, clean, visible
from kb_ingest.sources.front_matter import parse

TEXT = st.text(alphabet=st.sampled_from("aä\u0308 \t\n#<!->x\u00a0\u00ad\u200b\u2028\x07\x85\ufeff"), max_size=40)


@given(TEXT)
@example("a\u00adb")
def test_what_is_visible_is_the_same_on_the_short_way(text):
    assert visible(text) == unicodedata.normalize("NFC", CONTROL.sub("", text))


@given(TEXT)
@example("a\u200b\u0308")
def test_what_is_visible_stays_as_it_is(text):
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("body", "cleaned"),
    [
        pytest.param("a  \nb\t\nc ", "a\nb\nc\n", id="space at the end of lines"),
        pytest.param("a\n\n\n\nb", "a\n\nb\n", id="blank lines"),
        pytest.param("\n\n  a", "  a\n", id="indented first line"),
        pytest.param("# Titel\n\na", "a\n", id="title repeated"),
        pytest.param("# titel!\na", "a\n", id="title repeated in other letters"),
        pytest.param("# Titel ##\na", "a\n", id="title repeated and closed"),
        pytest.param("# Titel", "", id="nothing but the title"),
        pytest.param("# ###\na", "# ###\na\n", id="empty heading"),
        pytest.param("# Anderes\na", "# Anderes\na\n", id="another heading"),
        pytest.param("a<!-- b\nc -->d", "ad\n", id="comment"),
        pytest.param("a<!-- b -->c<!-- d -->e", "ace\n", id="comments"),
        pytest.param("a<!-- b -->c<!-- d", "ac<!-- d\n", id="comment that does not end"),
        pytest.param("a<!-->b", "a<!-->b\n", id="comment that ends too early"),
        pytest.param("![x](data:image/png;base64,AA==)", "![x](data:,)\n", id="pasted image"),
        pytest.param(" \n\t\n", "", id="nothing"),
    ],
)
def test_a_body_is_cleaned_without_changing_what_it_says(body, cleaned):
    assert clean(body, title="Titel") == cleaned


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<!--" * 200_000, id="comments that do not end"),
        pytest.param("-->" + "<!--" * 200_000, id="comments that end before they begin"),
        pytest.param("<!--" * 200_000 + "-->", id="one comment of many"),
        pytest.param(f"# {'#' * 500_000}x\na", id="heading of hashes"),
        pytest.param(f"# {'# ' * 250_000}x\na", id="heading of hashes and spaces"),
        pytest.param("\n" * 500_000 + "#x", id="blank lines"),
        pytest.param(f"a \n{' ' * 500_000}x", id="space within a line"),
        pytest.param(f";base64,{'data:a' * 100_000}", id="images that are none"),
    ],
)
def test_a_body_made_to_hang_an_expression_costs_little_time(body):
    started = time.monotonic()
    clean(body, title="Titel")
    parse(f"---\nid: a\nlang: de\n---\n{body}", origin="a.md")
    assert time.monotonic() - started < 1.5
