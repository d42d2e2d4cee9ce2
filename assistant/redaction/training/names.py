"""Invented people: names of the origins that are common in DE, AT and CH, in every way of writing them."""

import random
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Final, Literal

from assistant.redaction.recognizers.person.words import MORE_FIRST_NAMES, MORE_LAST_NAMES
from assistant.redaction.training.wording import listed

Part = Literal["train", "held out"]
Names = dict[str, Sequence[str]]

_FIRST: Final = ("first_names", "first_names_male", "first_names_female")
_LAST: Final = ("last_names", "male_last_names", "unisex_last_names", "last_names_male", "last_names_female")
_OWN: Final = "own lists"
# How often each origin is drawn: Faker's locales and our own lists.
_ORIGINS: Final = {
    **dict(zip(("de_DE", "de_AT", "de_CH", _OWN, "tr_TR"), (28, 12, 10, 18, 8), strict=True)),
    **dict.fromkeys(("pl_PL", "hr_HR", "it_IT"), 5),
    **dict.fromkeys(("fr_FR", "fr_CH", "en_GB", "en_US"), 3),
    **dict.fromkeys(("ro_RO", "hu_HU", "cs_CZ", "es_ES", "pt_PT", "nl_NL", "en_IN"), 2),
    **dict.fromkeys(("sk_SK", "sl_SI", "sv_SE", "da_DK", "fi_FI", "no_NO", "lt_LT", "lv_LV", "et_EE"), 1),
    **dict.fromkeys(("en_NG", "id_ID", "az_AZ", "vi_VN"), 1),
}
_OTHER_ORIGIN: Final = 0.25  # chance that first name and surname come from two origins
_HELD_OUT: Final = 3  # the last digit of the sums of bytes that are kept apart


class People:
    """Draws names. The two parts of the names are disjoint; nine tenths are for training."""

    def __init__(self, random_: random.Random, part: Part = "train") -> None:
        self._random = random_
        self._firsts, self._lasts = _part_of(_first_names(), part), _part_of(_last_names(), part)
        self._origins = [origin for origin in _ORIGINS if self._firsts[origin] and self._lasts[origin]]
        self._weights = [_ORIGINS[origin] for origin in self._origins]

    def first(self) -> str:
        """A first name, sometimes two."""
        return self._first_of(self._origin())

    def last(self) -> str:
        """A surname, sometimes a double or noble one."""
        return self._last_of(self._origin())

    def full(self) -> str:
        """First name and surname, sometimes abbreviated or the other way round."""
        origin = self._origin()
        other = self._origin() if self._random.random() < _OTHER_ORIGIN else origin
        first, last = self._first_of(origin), self._last_of(other)
        draw = self._random.random()
        if draw < 0.04:
            return f"{first} {self._first_of(origin)[0]}. {last}"
        if draw < 0.09:
            return f"{first[0]}. {last}"
        if draw < 0.10:
            return f"{first[0]}.{self._first_of(origin)[0]}. {last}"
        if draw < 0.13:
            return f"{last}, {first}"
        if draw < 0.17:
            return f"{last} {first}"
        return f"{first} {last}"

    def initials(self) -> str:
        """Two letters, or a first name and a letter."""
        first, last = self.first(), self.last().lstrip("'").split()[-1]
        return self._random.choice((f"{first[0]}.{last[0]}.", f"{first[0]}. {last[0]}.", f"{first} {last[0]}."))

    def genitive(self) -> str:
        """A name with the ending of what belongs to somebody."""
        name = self.first() if self._random.random() < 0.6 else self.last()
        if name[-1] in "sxzß":
            return f"{name}'"
        return f"{name}'s" if self._random.random() < 0.15 else f"{name}s"

    def username(self) -> str:
        """What somebody made of a name to sign in with."""
        first, last = (_plain(name) for name in (self.first(), self.last()))
        number = self._random.choice(("", "", str(self._random.randint(1, 99)), str(self._random.randint(1950, 2012))))
        glue = self._random.choice(("", ".", "_", "-"))
        stem = self._random.choice((f"{first}{glue}{last}", f"{first[0]}{glue}{last}", f"{last}{glue}{first}", first))
        return stem + number

    def _origin(self) -> str:
        return self._random.choices(self._origins, self._weights)[0]

    def _first_of(self, origin: str) -> str:
        names = self._firsts[origin]
        name = self._random.choice(names)
        draw = self._random.random()
        if draw < 0.05:
            return f"{name}-{self._random.choice(names)}"
        if draw < 0.08:
            return f"{name} {self._random.choice(names)}"
        return name

    def _last_of(self, origin: str) -> str:
        names = self._lasts[origin]
        name = self._random.choice(names)
        draw = self._random.random()
        if draw < 0.07:
            return f"{name}-{self._random.choice(names)}"
        if draw < 0.10:
            particle = self._random.choice(listed("particles"))
            return f"{particle}{name}" if particle in ("O'", "Mc") else f"{particle} {name}"
        return name


@cache
def _first_names() -> Names:
    own = (*listed("first_names"), *listed("nicknames"), *MORE_FIRST_NAMES)
    return _by_origin(_FIRST, own)


@cache
def _last_names() -> Names:
    own = (*listed("last_names"), *MORE_LAST_NAMES)
    return _by_origin(_LAST, own)


def _by_origin(attributes: Sequence[str], own: Sequence[str]) -> Names:
    names: Names = {origin: _of_faker(origin, attributes) for origin in _ORIGINS if origin != _OWN}
    return {**names, _OWN: sorted(set(own))}


def _of_faker(locale: str, attributes: Sequence[str]) -> list[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    names = {str(name) for attribute in attributes for name in getattr(provider, attribute, ())}
    return sorted(name for name in names if name[:1].isupper() and _is_latin(name))


def _is_latin(name: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or not letter.isalpha() for letter in name)


def _part_of(names: Names, part: Part) -> Names:
    return {origin: [name for name in own if _part(name) == part] for origin, own in names.items()}


def _part(name: str) -> Part:
    """The same for a name whichever list it stands in."""
    return "held out" if sum(name.encode()) % 10 == _HELD_OUT else "train"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
