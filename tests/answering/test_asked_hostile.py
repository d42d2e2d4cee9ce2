"""No text keeps the reading of what a question asks for busy."""

import time

import pytest

from assistant.answering.asked import asked_for, kinds_in

LONGEST = 20_000
UNITS = ["und ", "a und ", "und\n", "wieviel ", "kosten", "schritt ", "a", "1. ", "](", "\n", " \n", "\r\n", "\t", " "]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("read", [lambda text: asked_for(text, "de"), kinds_in], ids=["asked_for", "kinds_in"])
def test_the_longest_text_is_read_in_half_a_second(read, unit):
    text = (unit * LONGEST)[:LONGEST]
    assert min(_seconds(read, text) for _ in range(2)) < 0.5  # of processor time; 0.15 were measured


@pytest.mark.parametrize(
    ("query", "is_double"),
    [
        ("Was kostet es und wann kommt es?", True),
        ("Und wann kommt es?", False),
        ("… und wann kommt es?", False),
        ("Und wie teuer ist es und wann kommt es?", True),
        ("a und was", True),
    ],
)
def test_a_word_stands_before_the_second_question(query, is_double):
    assert asked_for(query, "de").is_double is is_double


def test_the_number_of_an_indented_step_is_no_value():
    assert kinds_in("Schritte:\n\n  1. Drehen\n\t2) Ziehen") == frozenset()


def _seconds(read, text):
    started = time.thread_time()
    read(text)
    return time.thread_time() - started
