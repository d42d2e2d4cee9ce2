"""AI replies carry a mark, and the mark can be found again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.labelling.provenance import detect, fingerprint, is_genuine, sign

KEY = b"k" * 32
WHEN = datetime(2026, 9, 1, 12, 30, tzinfo=UTC)


def marked(text, key=KEY):
    provenance = sign(text, reply_id="r1", created_at=WHEN, key=key)
    return {provenance.fingerprint: provenance}


@given(st.text(min_size=1))
def test_a_marked_text_is_detected_with_its_date(text):
    found = detect(text, known=marked(text), key=KEY)
    assert found is not None
    assert (found.reply_id, found.created_at) == ("r1", WHEN)


def test_line_breaks_and_unicode_forms_make_no_difference():
    known = marked("Grüße  aus\nSalzburg")
    assert detect("Gru\u0308ße aus Salzburg ", known=known, key=KEY)


@pytest.mark.parametrize("text", ["Der Versand kostet 5,90 Euro.", "Der Versand", "", "der versand kostet 4,90 euro."])
def test_altered_and_foreign_texts_are_unknown(text):
    assert detect(text, known=marked("Der Versand kostet 4,90 Euro."), key=KEY) is None


def test_a_forged_date_or_id_is_not_genuine():
    (provenance,) = marked("Text").values()
    assert is_genuine(provenance, key=KEY)
    assert not is_genuine(replace(provenance, reply_id="r2"), key=KEY)
    assert not is_genuine(replace(provenance, created_at=WHEN.replace(year=2025)), key=KEY)
    assert not is_genuine(replace(provenance, generator="human"), key=KEY)


def test_without_the_key_nothing_can_be_tested():
    assert detect("Text", known=marked("Text"), key=b"other") is None
    assert fingerprint("Text", key=KEY) != fingerprint("Text", key=b"other")
    assert "Text" not in str(marked("Text"))


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        sign("Text", reply_id="r1", created_at=WHEN.replace(tzinfo=None), key=KEY)
