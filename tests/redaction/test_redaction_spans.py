from itertools import permutations

from assistant.domain import Entity
from assistant.redaction.spans import resolve


def test_findings_apart_are_sorted():
    late, early = Entity("PERSON", 10, 14, 0.5), Entity("EMAIL", 0, 5, 1.0)
    assert resolve([late, early]) == (early, late)


def test_the_longer_and_more_certain_finding_names_the_type():
    inside, around = Entity("PERSON", 0, 4, 0.9), Entity("EMAIL", 0, 20, 1.0)
    assert resolve([inside, around]) == (around,)
    certain, vague = Entity("IBAN", 0, 22, 1.0), Entity("PHONE", 2, 22, 0.5)
    assert resolve([vague, certain]) == (certain,)


def test_of_equal_findings_the_same_type_wins_in_any_order():
    equal = [Entity(name, 0, 8, 0.85) for name in ("PHONE", "CUSTOMER_NUMBER", "TAX_ID")]
    assert {resolve(order) for order in permutations(equal)} == {(Entity("CUSTOMER_NUMBER", 0, 8, 0.85),)}


def test_partly_overlapping_findings_are_covered_whole():
    address, town = Entity("ADDRESS", 0, 20, 0.85), Entity("PERSON", 15, 25, 0.5)
    assert resolve([address, town]) == (Entity("ADDRESS", 0, 25, 0.85),)


def test_touching_findings_stay_apart():
    assert len(resolve([Entity("PERSON", 0, 4, 0.5), Entity("EMAIL", 4, 8, 0.5)])) == 2
