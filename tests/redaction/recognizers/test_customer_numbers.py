"""The company's own number patterns, and what is found without them."""

import pytest

from assistant.redaction.recognizers.customer_number import CustomerNumberRecognizer


def found(text, *patterns):
    recognizer = CustomerNumberRecognizer("de", patterns)
    return {text[one.start : one.end] for one in recognizer.find(text)}


def test_without_a_pattern_an_unannounced_number_stays():
    assert found("Es geht um KD-123456 und sonst nichts.") == set()


@pytest.mark.parametrize("written", ["KD-123456", "kd-123456"])
def test_a_pattern_finds_the_companys_numbers_without_regard_to_case(written):
    assert found(f"Es geht um {written}, danke", "KD-[0-9]{6}") == {written}


def test_a_pattern_finds_whole_words_only():
    assert found("XKD-1234567 und KD-1234567", "KD-[0-9]{6}") == set()


def test_several_patterns_are_looked_for():
    assert found("KD-123456 oder M/00.12", "KD-[0-9]{6}", r"M/[0-9]{2}\.[0-9]{2}") == {"KD-123456", "M/00.12"}


def test_a_pattern_may_name_the_part_that_counts_in_one_of_its_branches():
    assert found("KD-123456, MG-77", "KD-(?P<value>[0-9]{6})|MG-[0-9]{2}") == {"123456", "MG-77"}


def test_an_order_number_stays_beside_a_customer_number():
    assert found("Kundennummer 4711081, Bestellnummer 20240815", "KD-[0-9]{6}") == {"4711081"}
