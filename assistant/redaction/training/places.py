"""Invented addresses in the ways of writing of Germany, Austria, Switzerland and their neighbours."""

import random
from collections.abc import Callable
from typing import Final

from faker import Faker

from assistant.redaction.training.names import People
from assistant.redaction.training.wording import listed

_LOCALES: Final = {
    "de": ("de_DE", "de_DE", "de_DE", "de_AT", "de_CH"),
    "en": ("en_GB", "en_US"),
    "fr": ("fr_FR", "fr_CH"),
    "it": ("it_IT", "it_CH"),
}
_GERMAN_ENDINGS: Final = (
    *("straße", "straße", "strasse", "str.", "str", "weg", "gasse", "platz", "allee", "ring", "steig", "damm"),
    *("hof", "rain", "matte", "halde", "ufer", "berg", "feld", "promenade", "zeile", "siedlung", "wiese", "graben"),
)
_GERMAN_WORDS: Final = ("Straße", "Strasse", "Str.", "Weg", "Gasse", "Allee", "Platz", "Ring", "Chaussee", "Damm")
_PREPOSITIONS: Final = ("Am", "An der", "Im", "Auf der", "Unter den", "Zum", "Hinter der", "Bei der", "In der", "Zur")
_STAIRS: Final = (
    "Stiege {a} Top {b}",
    "Stg. {a}/{b}",
    "Stiege {a}, Tür {b}",
    "Top {b}",
    "Tür {b}",
    "{a}. Stock",
    "Whg. {b}",
)
_COUNTRIES: Final = {
    "de": ("Deutschland", "Österreich", "Schweiz", "Germany", "Liechtenstein"),
    "en": ("Germany", "Austria", "Switzerland", "UK", "USA"),
    "fr": ("Suisse", "France", "Belgique", "Luxembourg"),
    "it": ("Svizzera", "Italia", "San Marino"),
}
_FRENCH_STREETS: Final = (
    "rue",
    "rue",
    "avenue",
    "boulevard",
    "chemin",
    "place",
    "route",
    "impasse",
    "quai",
    "allée",
    "av.",
    "bd",
)
_ITALIAN_STREETS: Final = ("via", "via", "Via", "viale", "piazza", "corso", "vicolo", "strada", "largo", "contrada")
_ENGLISH_STREETS: Final = (
    "Road",
    "Street",
    "Lane",
    "Avenue",
    "Close",
    "Drive",
    "Court",
    "Rd",
    "St",
    "Ave",
    "Gardens",
    "Way",
)
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUWXYZ"


class Places:
    """Draws addresses and parts of them."""

    def __init__(self, random_: random.Random, people: People, seed: int) -> None:
        self._random = random_
        self._people = people
        self._fakers = {name: Faker(name) for names in _LOCALES.values() for name in names}
        for index, faker in enumerate(self._fakers.values()):
            faker.seed_instance(seed + index)
        self._street_of: dict[str, Callable[[], str]] = {
            "de": self._german_street,
            "en": self._english_street,
            "fr": self._french_street,
            "it": self._italian_street,
        }

    def faker(self, language: str) -> Faker:
        """One of the language's countries."""
        return self._fakers[self._random.choice(_LOCALES[language])]

    def city(self, language: str) -> str:
        """A town."""
        if self._random.random() < 0.5:
            return self._random.choice(listed(f"cities_{language}"))
        return str(self.faker(language).city())

    def street(self, language: str) -> str:
        """A street and a number."""
        if self._random.random() < 0.4:
            return str(self.faker(language).street_address()).split("\n", maxsplit=1)[0]
        return self._street_of[language]()

    def street_name(self, language: str) -> str:
        """A German street or a foreign one, without a number."""
        return self._german_street_name() if language == "de" else str(self.faker(language).street_name())

    def postcode_and_city(self, language: str) -> str:
        """A postcode and a town."""
        if language == "en" and self._random.random() < 0.5:
            return f"{self.city(language)} {self._british_postcode()}"
        digits = self._random.choice((4, 5, 5)) if language == "de" else self._random.choice((4, 5))
        code = str(self._random.randint(10 ** (digits - 1), 10**digits - 1))
        if language == "de" and digits == 5 and self._random.random() < 0.1:
            code = f"0{code[1:]}"
        prefix = self._random.choice(("D-", "A-", "CH-", "D ", "CH ")) if self._random.random() < 0.12 else ""
        district = f" {self._random.randint(1, 22)}" if self._random.random() < 0.04 else ""
        return f"{prefix}{code} {self.city(language)}{district}"

    def address(self, language: str) -> str:
        """Street, postcode and town in any order, or the street and the town only."""
        if language == "en" and self._random.random() < 0.4:
            whole = str(self.faker(language).address())
            return whole if self._random.random() < 0.5 else whole.replace("\n", ", ")
        street, town = self.street(language), self.postcode_and_city(language)
        draw = self._random.random()
        if draw < 0.13:
            street, town = town, street
        elif draw < 0.23:
            town = self.city(language)
        glue = self._random.choice((", ", ", ", "\n", " ", " ", " in ", " - ", "; ", " / ", ","))
        if glue == " in " and (language != "de" or draw < 0.13):
            glue = ", "
        country = f", {self._random.choice(_COUNTRIES[language])}" if self._random.random() < 0.05 else ""
        return f"{street}{glue}{town}{country}"

    def post_box(self, language: str) -> str:
        """A box or a parcel station with its town."""
        number = self._random.randint(1, 9999)
        town = self.postcode_and_city(language)
        if language != "de":
            word = {"en": "PO Box", "fr": self._random.choice(("case postale", "BP")), "it": "casella postale"}[
                language
            ]
            return f"{word} {number}, {town}"
        if self._random.random() < 0.5:
            word, glue = self._random.choice(("Postfach", "postfach", "PF")), self._random.choice((", ", " "))
            return f"{word} {number}{glue}{town}"
        customer = self._random.randint(1000000, 99999999)
        glue = self._random.choice((", ", "\n", " "))
        return f"{customer}{glue}Packstation {self._random.randint(100, 999)}{glue}{town}"

    def _german_street(self) -> str:
        street, house = self._german_street_name(), self._house()
        draw = self._random.random()
        if draw < 0.06:
            stairs = self._random.choice(_STAIRS).format(a=self._random.randint(1, 9), b=self._random.randint(1, 60))
            return f"{street} {house}{self._random.choice((', ', ' ', '/'))}{stairs}"
        if draw < 0.10:
            return f"{street}{self._random.choice((' Nr. ', ' Nr ', ' Hausnummer ', ' Hausnr. ', ' nummer '))}{house}"
        if draw < 0.13:
            return f"{street}{house}"
        return f"{street} {house}"

    def _german_street_name(self) -> str:
        pick = self._random.choice
        base = self._people.last() if self._random.random() < 0.4 else pick(listed("street_words"))
        draw = self._random.random()
        if draw < 0.6:
            return base + pick(_GERMAN_ENDINGS)
        if draw < 0.8:
            return f"{base} {pick(_GERMAN_WORDS)}"
        if draw < 0.9:
            first = pick(listed("first_names"))
            return f"{first}-{base}-{pick(_GERMAN_WORDS)}"
        return f"{pick(_PREPOSITIONS)} {pick(listed('street_words'))}" + pick(("", "", "weg", "platz", "berg"))

    def _french_street(self) -> str:
        kind, name = self._random.choice(_FRENCH_STREETS), self._random.choice(listed("street_words_fr"))
        house = self._house()
        if self._random.random() < 0.5:
            return f"{house}{self._random.choice((' ', ', ', ' bis '))}{kind} {name}"
        return f"{kind.capitalize()} {name} {house}"

    def _italian_street(self) -> str:
        kind, name = self._random.choice(_ITALIAN_STREETS), self._random.choice(listed("street_words_it"))
        return f"{kind} {name}{self._random.choice((' ', ', ', ' n. '))}{self._house()}"

    def _english_street(self) -> str:
        name = self._random.choice(listed("street_words_en")) if self._random.random() < 0.6 else self._people.last()
        flat = f"Flat {self._random.randint(1, 40)}, " if self._random.random() < 0.12 else ""
        return f"{flat}{self._house()} {name} {self._random.choice(_ENGLISH_STREETS)}"

    def _british_postcode(self) -> str:
        area = "".join(self._random.choices(_LETTERS, k=self._random.randint(1, 2)))
        end = "".join(self._random.choices(_LETTERS, k=2))
        return f"{area}{self._random.randint(1, 20)} {self._random.randint(1, 9)}{end}"

    def _house(self) -> str:
        number = self._random.randint(1, 220)
        draw = self._random.random()
        if draw < 0.14:
            return f"{number}{self._random.choice('abcdefg')}"
        if draw < 0.19:
            return f"{number} {self._random.choice('abc')}"
        if draw < 0.27:
            return f"{number}/{self._random.randint(1, 30)}"
        if draw < 0.31:
            return f"{number}-{number + 2}"
        if draw < 0.34:
            return f"{number}/{self._random.randint(1, 9)}/{self._random.randint(1, 30)}"
        return str(number)
