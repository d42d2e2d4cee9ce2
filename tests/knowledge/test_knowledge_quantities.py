"""Quantities are compared by value, not by notation."""

import pytest

from assistant.knowledge.quantities import quantities


def readings(text):
    return [set(quantity.readings) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.234,50 €", "1,234.50 euros"),
        ("1'234.50 CHF", "CHF 1234,50"),
        ("1\u202f234,5 Euro", "EUR 1.234,50"),
        ("11:00", "11 Uhr"),
        ("11:00 Uhr", "11 a.m."),
        ("18:30", "6.30 p.m."),
        ("18:30", "18 h 30"),
        ("18:30", "alle 18:30"),
        ("1. Mai 2026", "01.05.2026"),
        ("May 1, 2026", "2026-05-01"),
        ("1er mai 2026", "1 maggio 2026"),
        ("14 Tage", "14 days"),
        ("14-tägig".replace("tägig", "Tage"), "quattordici giorni"),
        ("zwei Wochen", "2 semaines"),
        ("10 %", "10 Prozent"),
        ("250g", "250 Gramm"),
        ("5 Werktage", "5 working days"),
        ("24 Stunden", "24 h"),
        ("2 Jahre", "24 mois"),
        ("1,5 Jahre", "18 months"),
        ("zwei Wochen", "14 giorni"),
    ],
)
def test_two_notations_share_a_reading(one, other):
    assert readings(one)[0] & readings(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4,90 Euro", "4,90 Franken"),
        ("14 Tage", "14 Wochen"),
        ("5 Tage", "5 Werktage"),
        ("2 Jahre", "24"),
        ("14 Werktage", "2 Wochen"),
        ("11:00", "11:30"),
        ("1. Mai 2026", "1. Mai 2027"),
        ("8 a.m.", "8 p.m."),
        ("1,5 Liter", "15 Liter"),
    ],
)
def test_different_quantities_share_none(one, other):
    assert not readings(one)[0] & readings(other)[0]


def test_a_range_and_a_list_share_the_unit_at_their_end():
    assert readings("2 bis 3 Stunden") == [{("hour", "2")}, {("hour", "3")}]
    assert readings("2, 4, 6 oder 8 Wochen")[0] == {("week", "2"), ("days", "14 days")}
    assert readings("9.90/17.90/32.90 Euro")[0] == {("euro", "9.9")}


def test_a_dot_may_group_thousands_or_begin_decimals():
    assert readings("1.450 Watt") == [{("watt", "1450"), ("watt", "1.45")}]


def test_codes_and_placeholders_are_no_quantities():
    assert readings("E07 und B2 von <PERSON_1> mit WPA2") == []
