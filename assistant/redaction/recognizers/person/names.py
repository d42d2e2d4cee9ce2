"""First names and surnames that are common in our countries, read from Faker's lists once."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from assistant.redaction.recognizers.person.words import MORE_FIRST_NAMES, MORE_LAST_NAMES, ORDINARY_WORDS

_LOCALES: Final = (
    "de_DE",
    "de_AT",
    "de_CH",
    "fr_FR",
    "fr_CH",
    "it_IT",
    "en_GB",
    "en_US",
    "tr_TR",
    "pl_PL",
    "hr_HR",
    "ro_RO",
    "hu_HU",
    "cs_CZ",
    "sk_SK",
    "sl_SI",
    "es_ES",
    "pt_PT",
    "nl_NL",
    "nl_BE",
    "da_DK",
    "sv_SE",
    "no_NO",
    "fi_FI",
    "lt_LT",
    "lv_LV",
    "et_EE",
    "el_GR",
    "uk_UA",
    "ru_RU",
    "bg_BG",
    "en_IN",
)
_FIRST: Final = ("first_names", "first_names_male", "first_names_female")
_LAST: Final = (
    "last_names",
    "male_last_names",
    "unisex_last_names",
    "last_names_male",
    "last_names_female",
)
_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_TRANSCRIBED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_MIN_LENGTH: Final = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names; `ordinary` are the words that are also names."""

    first: frozenset[str]
    last: frozenset[str]
    ordinary: frozenset[str]


def fold(word: str) -> str:
    """Lower case without accents: "Müller" becomes "muller", "Yılmaz" becomes "yilmaz"."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def load_names() -> Names:
    """Read all lists; some tens of milliseconds, once."""
    first = set(_folded([*MORE_FIRST_NAMES, *_from_faker(_FIRST)]))
    last = set(_folded([*MORE_LAST_NAMES, *_from_faker(_LAST)]))
    return Names(frozenset(first), frozenset(last), frozenset(map(fold, ORDINARY_WORDS)))


def _from_faker(attributes: tuple[str, ...]) -> Iterator[str]:
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in attributes:
            yield from getattr(provider, attribute, ())


def _folded(names: Iterable[str]) -> Iterator[str]:
    """Every part of every name in both spellings: "Käthe" is also "Kaethe"."""
    for name in set(names):
        for part in name.replace("-", " ").replace("'", " ").split():
            if len(part) >= _MIN_LENGTH and part[0].isupper():
                yield fold(part)
                yield fold(part.casefold().translate(_TRANSCRIBED))
