"""Countries by their names in our languages: never the same, whatever a passage says of them."""

import re
from functools import cache

from phonenumbers.geodata.locale import LOCALE_DATA

from assistant.domain import LANGUAGES
from assistant.knowledge.lexical import WORD, fold, words

ALIAS = "*"  # the data says "as in that language"
_ELSEWHERE = re.compile(
    r"\b(?:ausland\w*|weltweit|international\w*|(?:andere|uebrige|alle|weitere)\w* (?:eu-?)?(?:laender\w*|staaten)|"
    r"abroad|worldwide|(?:other|all) (?:eu )?countries|elsewhere|(?:a l )?etranger|monde entier|"
    r"(?:autres|tous les) pays|estero|mondo|(?:altri|tutti i) paesi)\b"
)
_OTHER_NAMES = {
    "de": {
        "US": "usa,vereinigte staaten,vereinigten staaten,vereinigten staaten von amerika,amerika",
        "GB": "uk,grossbritannien,vereinigten koenigreich,england,schottland",
        "NL": "holland,niederlanden",
        "CZ": "tschechien,tschechischen republik",
        "AE": "emirate,emiraten,vereinigten arabischen emiraten",
        "BA": "bosnien",
        "BY": "weissrussland",
        "MK": "nordmazedonien",
    },
    "en": {
        "US": "usa,united states of america,america",
        "GB": "uk,great britain,britain,england,scotland",
        "NL": "holland",
        "CZ": "czechia",
        "AE": "uae,emirates",
        "BA": "bosnia",
        "MK": "north macedonia",
    },
    "fr": {
        "US": "usa,etats-unis d'amerique,amerique",
        "GB": "uk,grande-bretagne,angleterre,ecosse",
        "NL": "hollande",
        "CZ": "tchequie",
        "BA": "bosnie",
        "MK": "macedoine du nord",
    },
    "it": {
        "US": "usa,stati uniti d'america,america",
        "GB": "uk,gran bretagna,inghilterra,scozia",
        "NL": "olanda",
        "CZ": "cechia",
        "BA": "bosnia",
        "MK": "macedonia del nord",
    },
}
"""What the data does not have; folded."""
_WHOSE = {  # not "German", which more often is the language
    "AT": "oesterreichische[nmrs]? austrian autrichien(?:ne)?s? austriac[oaih]+",
    "CH": "schweizer(?:ische[nmrs]?)? swiss svizzer[oie]",
}
_PLACES = {
    "DE": "berlin hamburg muenchen koeln frankfurt stuttgart duesseldorf leipzig dresden munich cologne bayern",
    "AT": "wien graz linz salzburg innsbruck klagenfurt vienna vienne tirol vorarlberg kaernten steiermark",
    "CH": "zuerich bern basel genf lausanne luzern lugano winterthur zurich geneva geneve berne ginevra berna zurigo "
    "basilea losanna tessin ticino",
    "LI": "vaduz",
}
"""Large cities of the countries that our operators serve."""
_ORDINARY = {
    "de": "jersey chili turkey cologne grenade reunion",
    "en": "jersey turkey cologne island chad chili china guinea grenade reunion jordan argentine",
    "fr": "jersey reunion vienne grenade chili island cologne argentine maurice dominique",
    "it": "jersey chili china reunion maurizio argentine",
}
"""Names that are ordinary words too: countries only behind `_TOWARDS`, or with a capital where nouns have none."""
_TOWARDS = {"de": "nach", "en": "to", "fr": "a en vers", "it": "a"}
_OWNERS = {code: re.compile("|".join(f"(?:{one})" for one in whose.split())) for code, whose in _WHOSE.items()}


def is_place(word: str, language: str) -> bool:
    """Whether the folded word is a country's name of one word."""
    return word in countries(language)


@cache
def countries(language: str) -> dict[str, str]:
    """Folded names of one word, and the country's code."""
    found = ((fold(_name(names, language)), code) for code, names in LOCALE_DATA.items())
    return {name: code for name, code in found if name.isalpha()}


def country_codes() -> frozenset[str]:
    """The codes of all countries."""
    return frozenset(LOCALE_DATA)


@cache
def country_names(code: str, language: str) -> frozenset[str]:
    """What a country is called in a language, folded, also in several words."""
    official = fold(_name(LOCALE_DATA[code], language)).partition(" (")[0]
    names = {official, *_others(code, language)} - {""}
    return frozenset(names | {name.replace("-", " ") for name in names})


def country_code(name: str) -> str | None:
    """The code that a name in one of our languages, or a code itself, stands for."""
    if name.upper() in LOCALE_DATA:
        return name.upper()
    wanted = fold(name)
    every = ((code, language) for language in LANGUAGES for code in LOCALE_DATA)
    return next((code for code, language in every if wanted in country_names(code, language)), None)


def _others(code: str, language: str) -> list[str]:
    return _OTHER_NAMES.get(language, {}).get(code, "").split(",")


def countries_in(text: str, language: str) -> dict[str, str]:
    """The codes of the countries that a text names, each with its name."""
    table = countries(language)
    return {table[word]: word for word in words(text) if word in table}


@cache
def _meant(language: str) -> dict[str, str]:
    """Names in all our languages, the question's before the others', and large cities."""
    last = sorted(LANGUAGES, key=lambda each: each == language)
    named = {name: code for each in last for name, code in _named(each).items()}
    places = {name: code for code, names in _PLACES.items() for name in names.split()}
    return {**named, **places}


def _named(language: str) -> dict[str, str]:
    others = _OTHER_NAMES[language].items()
    return {**countries(language), **{name: code for code, names in others for name in names.split(",")}}


def countries_meant(question: str, language: str) -> frozenset[str]:
    """Codes of the countries a customer means: named in any of our languages, by a large city, or as "Swiss"."""
    said, table = words(question), _meant(language)
    owners = {code for code, whose in _OWNERS.items() if any(whose.fullmatch(word) for word in said)}
    named = {table[word] for word in _without_ordinary(question, language) if word in table}
    return frozenset(named | owners)


def _without_ordinary(question: str, language: str) -> list[str]:
    said, ordinary, towards = words(question), _ORDINARY.get(language, "").split(), _TOWARDS.get(language, "").split()
    are_large = _begins_large(question) if language != "de" else [False] * len(said)
    placed = zip(["", *said], said, are_large, strict=False)
    return [
        word for before, word, is_large in placed if word not in ordinary or before in towards or (before and is_large)
    ]


def _begins_large(text: str) -> list[bool]:
    """Of each word, whether it begins with a capital."""
    return [word[0].isupper() for word in WORD.findall(text)]


def lacks(text: str, meant: frozenset[str], language: str) -> bool:
    """Whether a text speaks of countries, but neither of one of these nor of other countries in general."""
    named = countries_in(text, language).keys()
    if not meant or not named or named & meant:
        return False
    return not _ELSEWHERE.search(fold(text))


def _name(names: dict[str, str], language: str) -> str:
    name = names.get(language, "")
    return names.get(name.removeprefix(ALIAS), "") if name.startswith(ALIAS) else name
