"""Restoring a text that arrives in pieces."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.kit.placeholders import MAX_CHARS, TYPES, find_placeholder_like
from assistant.redaction.vault import Vault

FORMS = (
    "<PERSON_1>", "<person_2>", "[PERSON_1]", "< PERSON 1 >", r"<PERSON\_1>", r"\<PERSON\_1\>", "&lt;PERSON_1&gt;",
    "&LT;IBAN_1>", "＜PERSON_1＞", "⟨PERSON_1⟩", "{PERSON_1}", "{{IBAN_1}}", "PERSON_1", r"PERSON\_2", "[per son_1]",
    "<iban-1>", "<credit card 1>", "<CREDIT_CARD_1>", "<TEXT_1>", "<PERSON_12>", "PERSON_9", "<PERSON_9>", "[Text 9]",
    "<c u s t o m e r - n u m b e r _ 1>", "<PERSON_0001>",
)  # fmt: skip
PIECES = st.one_of(
    st.text(alphabet="<>[]{}&lgt;\\ _-12PERSONIBATXpson\n\u00a0*s,é", max_size=12),
    st.sampled_from(FORMS),
    st.tuples(st.sampled_from(FORMS), st.integers(0, 40)).map(lambda pair: pair[0][: pair[1]]),
    st.tuples(st.sampled_from(FORMS), st.integers(0, 40)).map(lambda pair: pair[0][pair[1] :]),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def filled():
    vault = Vault()
    for entity_type, value in (
        ("PERSON", "Anna Müller"),
        ("PERSON", "<IBAN_1>"),
        ("IBAN", "DE89 3704"),
        ("CREDIT_CARD", "4111"),
        ("TEXT", "PERSON_1"),
        ("CUSTOMER_NUMBER", ""),
    ):
        vault.placeholder_for(entity_type, value)
    return vault


def in_pieces(vault, pieces):
    restorer = vault.restorer()
    return "".join([*map(restorer.feed, pieces), restorer.finish()])


@given(TEXTS, st.lists(st.integers(0, 200), max_size=12))
@example("x <PERSON_1", [9])
@example(" <PERSON_9> ", [1, 2, 10])
@example("PERSON_12", [8])
@example(r"<PERSON\_1>", [8])
@settings(max_examples=400)
def test_however_a_text_is_cut_the_result_is_the_same(text, cuts):
    whole, cut = filled(), filled()
    places = [0, *sorted(place for place in cuts if place <= len(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert in_pieces(cut, pieces) == whole.restore(text)
    assert cut.unknown_placeholders == whole.unknown_placeholders


@given(TEXTS)
@settings(max_examples=200)
def test_letter_by_letter_little_is_held_back(text):
    whole, cut = filled(), filled()
    restorer = cut.restorer()
    restored = ""
    for letter in text:
        restored += restorer.feed(letter)
        assert len(restorer._held) <= MAX_CHARS
    assert restored + restorer.finish() == whole.restore(text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cut_off_at", [-1, -2, -4])
def test_half_a_placeholder_is_never_shown(form, cut_off_at):
    restorer = filled().restorer()
    shown = restorer.feed(f"Guten Tag, {form[:cut_off_at]}")
    assert shown == "Guten Tag,"
    assert restorer.feed(f"{form[cut_off_at:]}!") + restorer.finish() == filled().restore(f" {form}!")


@pytest.mark.parametrize("end", ["<PER", "[per son_1", "<PERSON\\", "&l", "<", "PERSON_1", "Guten Tag <PERSON_1 "])
def test_what_never_becomes_a_placeholder_is_given_out_in_the_end(end):
    restorer = Vault().restorer()
    assert restorer.feed(end) + restorer.finish() == end


def test_a_whole_placeholder_waits_for_nothing():
    assert filled().restorer().feed("Hallo <PERSON_1>") == "Hallo Anna Müller"


@pytest.mark.parametrize("letter", ["<", " ", "P", "{", "&lt;", "< ", "[ ", "<PERSON ", "<c u s t o m e r "])
def test_a_text_full_of_beginnings_is_given_out_at_once_and_quickly(letter):
    restorer = Vault().restorer()
    text = (letter * 4000)[:4000]
    started = time.thread_time()
    shown = restorer.feed(text)
    assert len(text) - len(shown) <= MAX_CHARS
    assert shown + restorer.finish() == text
    assert time.thread_time() - started < 2  # milliseconds on an idle machine


def test_a_whole_text_full_of_placeholders_is_restored_quickly():
    vault = filled()
    started = time.thread_time()
    assert vault.restore("<PERSON_1> " * 40_000) == "Anna Müller " * 40_000
    assert time.thread_time() - started < 2


@pytest.mark.parametrize("entity_type", sorted(TYPES))
def test_the_longest_way_of_writing_fits_into_what_is_held(entity_type):
    words = " _ ".join(" ".join(word) for word in entity_type.split("_"))
    written = rf" \<   {words}  \_  123456   \>"
    assert find_placeholder_like(written) == [(1, len(written))]
    assert len(written) <= MAX_CHARS


@given(TEXTS)
@settings(max_examples=300)
def test_nothing_that_was_typed_is_restored(text):
    """Redaction without any finding: look-alikes become TEXT, and the text comes back exactly."""
    vault = filled()
    pieces, position = [], 0
    for start, end in find_placeholder_like(text):
        pieces += text[position:start], vault.placeholder_for("TEXT", text[start:end])
        position = end
    assert vault.restore("".join([*pieces, text[position:]])) == text
    assert vault.unknown_placeholders == 0


@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=6))
@settings(max_examples=400)
def test_findings_beside_typed_look_alikes_come_back_exactly(parts):
    """Any parts of a text may be findings, also half a look-alike and words without a space between them."""
    vault = filled()
    text = "".join(part for part, _ in parts)
    findings, position = [], 0
    for part, is_finding in parts:
        if is_finding and part:
            findings.append((position, position + len(part), "PERSON"))
        position += len(part)
    findings += [(start, end, "TEXT") for start, end in find_placeholder_like(text)]
    redacted, position = [], 0
    for start, end, entity_type in _merged(sorted(findings)):
        redacted += text[position:start], vault.placeholder_for(entity_type, text[start:end])
        position = end
    assert vault.restore("".join([*redacted, text[position:]])) == text
    assert vault.unknown_placeholders == 0


def _merged(spans):
    merged = []
    for start, end, entity_type in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, entity_type))
    return merged
