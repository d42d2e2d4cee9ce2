"""Words that decide stay readable, names do not."""

import pytest
from faker import Faker

from assistant.decision.plain_words import is_plain

LOCALES = ("de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "it_IT", "en_GB", "tr_TR", "pl_PL", "hr_HR", "es_ES", "nl_NL")


def names():
    lists = ("first_names", "last_names", "first_names_male", "first_names_female")
    people = [each for locale in LOCALES for each in Faker(locale).providers if "person" in type(each).__module__]
    return {name for each in people for some in lists for name in getattr(each, some, ())}


@pytest.mark.parametrize(
    "expression",
    [
        "uccidermi",
        "Idiot",
        "annuler",
        "Kündigung",
        "STROHDUMM",
        "withdraw",
        "Rückbuchung",
        "asdfgh",
        "verklagen",
        "suicider",
    ],
)
def test_what_a_rule_looks_for_stays_readable(expression):
    assert is_plain(expression)


@pytest.mark.parametrize("expression", ["", "Erika Mustermann", "Idiot Meier", "Dijkman", "Krzysztof", "Weber"])
def test_whatever_else_may_be_a_name_does_not(expression):
    assert not is_plain(expression)


def test_no_usual_name_is_taken_for_a_word():
    assert len(names()) > 10_000
    assert not sorted(filter(is_plain, names()))
