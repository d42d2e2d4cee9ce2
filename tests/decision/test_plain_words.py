"""Words that decide alone stay readable, names do not."""

from importlib.resources import files

import pytest
from faker import Faker

from assistant.decision.plain_words import is_plain

LOCALES = (
    *("de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "it_IT", "en_GB", "tr_TR", "pl_PL", "hr_HR", "es_ES", "nl_NL"),
    *("cs_CZ", "hu_HU"),
)


def listed():
    lists = files("assistant.redaction.training").joinpath("lists")
    for name in ("first_names.txt", "last_names.txt"):
        lines = lists.joinpath(name).read_text(encoding="utf-8").splitlines()
        yield from (line.strip() for line in lines if not line.startswith("#"))


def names():
    kinds = ("first_names", "last_names", "first_names_male", "first_names_female")
    people = [each for locale in LOCALES for each in Faker(locale).providers if "person" in type(each).__module__]
    return {name for each in people for some in kinds for name in getattr(each, some, ())} | set(listed())


@pytest.mark.parametrize(
    "expression",
    [
        "uccidermi",
        "Idiot",
        "annuler",
        "d'annuler",
        "Kündigung",
        "STROHDUMM",
        "withdraw",
        "Rückbuchung",
        "Halt's Maul",
        "asdf",
        "asdfgh",
        "QWERTZ",
        "sdkfjhsdkf",
        "verklagen",
        "suicider",
    ],
)
def test_what_decides_alone_stays_readable(expression):
    assert is_plain(expression)


@pytest.mark.parametrize("expression", ["", "Erika Mustermann", "Idiot Meier", "Dijkman", "Krzysztof", "Weber"])
def test_whatever_else_may_be_a_name_does_not(expression):
    assert not is_plain(expression)


@pytest.mark.parametrize(
    "name",
    [
        *("Krieg", "Lösch", "Sinn", "Luft", "Brücke", "Lass", "Court", "Justice", "Papa", "Cambio", "Cancellieri"),
        *("Prendi", "Wertz", "Ertz", "Trew", "Strnd", "Anwalt", "Gericht", "Frist", "Klage"),
        *("Kill", "Fick", "Leck", "Dumm", "Dummer", "Giudice", "Tue"),
    ],
)
def test_a_surname_that_a_rule_happens_to_contain_is_none_of_them(name):
    assert not any(map(is_plain, (name, name.lower(), name.upper())))


@pytest.mark.parametrize("expression", ["K. Idiot", "K Kündigung", "Kündigung K.", "kündigung 7", "Idiot 7a", "Asdfgh"])
def test_a_digit_an_initial_and_a_capitalised_row_of_keys_may_be_personal(expression):
    assert not is_plain(expression)


def test_no_usual_name_is_taken_for_a_word():
    found = names()
    assert len(found) > 10_000
    assert not sorted(name for name in found if is_plain(name) or is_plain(name.lower()))
