"""A faulty sentence is dropped, and the rest goes out if it still is an answer."""

import pytest

from assistant.domain import Draft, Finding, Statement, Verdict
from assistant.verification.remaining import remaining

TRUE = Statement("Der Versand nach Deutschland kostet 4,90 Euro.", ("de#0",))
OTHER = Statement("Ab 39 Euro ist er kostenlos und dauert 2 Tage.", ("de#0",))
FALSE = Statement("Nach Polen liefern wir auch.", ("de#0",))


def left(*statements, check="names"):
    rest = remaining(Draft(statements, "some/model"), Verdict((Finding(check, FALSE.text, "is wrong"),)))
    return rest.statements if rest else None


def test_the_faulty_sentence_is_dropped():
    assert left(TRUE, FALSE, OTHER) == (TRUE, OTHER)
    assert left(FALSE, TRUE) == (TRUE,)


def test_with_too_little_left_nothing_is():
    assert left(FALSE) is None
    assert left(Statement("Ja.", ("de#0",)), FALSE) is None


def test_what_refers_to_the_dropped_sentence_goes_with_it():
    assert left(TRUE, FALSE, Statement("Dies ist gratis.", ("de#0",))) == (TRUE,)


def test_a_lead_in_goes_with_what_it_announces():
    lead_in = Statement("Weitere Länder sind diese:", ("de#0",))
    assert left(TRUE, OTHER, lead_in, FALSE) == (TRUE, OTHER)


@pytest.mark.parametrize("check", ["leakage", "addresses", "humanity", "markup", "placeholders"])
def test_a_draft_that_follows_somebody_else_goes_as_a_whole(check):
    assert left(TRUE, FALSE, OTHER, check=check) is None
