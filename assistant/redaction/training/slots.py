"""What stands in the slots of the phrases."""

import random
import re
from collections.abc import Callable
from typing import Final

from assistant.redaction.training.examples import Segment
from assistant.redaction.training.names import Part, People
from assistant.redaction.training.places import Places
from assistant.redaction.training.wording import listed

_SLOT: Final = re.compile(r"\{(\w+)\}")
_MAIL_HOSTS: Final = (
    "gmx.de",
    "web.de",
    "bluewin.ch",
    "gmail.com",
    "example.com",
    "t-online.de",
    "aon.at",
    "firma.example",
)
_COMPANY_FORMS: Final = (
    *(" GmbH", " AG", " KG", " & Söhne", " & Co. KG", " e.K.", " SA", " Srl", "-Gruppe", " Immobilien"),
    *(" Versicherungen", " Bau", " Ltd", " Elektrotechnik", " Treuhand", " OG", " Logistik", " Reisen"),
)
_MODELS: Final = (" {}", " {}", "-{}", " X{}", " Pro {}", " GT{}", " {}S", " Plus {}", " Mini {}", " {} Set")
_BEGINNINGS: Final = (
    *("b", "br", "c", "d", "dr", "f", "fl", "g", "k", "kl", "l", "m", "n", "p"),
    *("qu", "r", "s", "st", "t", "v", "z", ""),
)
_MIDDLES: Final = ("a", "e", "i", "o", "u", "ia", "ea", "y", "ö")
_ENDINGS: Final = ("", "n", "r", "l", "x", "s", "nt", "ll", "ss", "m", "ta", "zo")


class Slots:
    """Fills the slots of one random sequence."""

    def __init__(self, seed: int, part: Part) -> None:
        self._random = random.Random(seed)
        self._people = People(self._random, part)
        self._places = Places(self._random, self._people, seed)
        people, places = self._people, self._places
        self._labelled: dict[str, tuple[str, Callable[[str], str]]] = {
            "full": ("PERSON", lambda _: people.full()),
            "first": ("PERSON", lambda _: people.first()),
            "last": ("PERSON", lambda _: people.last()),
            "initials": ("PERSON", lambda _: people.initials()),
            "genitive": ("PERSON", lambda _: people.genitive()),
            "username": ("PERSON", lambda _: people.username()),
            "address": ("ADDRESS", places.address),
            "street": ("ADDRESS", places.street),
            "zipcity": ("ADDRESS", places.postcode_and_city),
            "postbox": ("ADDRESS", places.post_box),
            "city": ("LOCATION", places.city),
            "road": ("LOCATION", places.street_name),
            "org": ("ORGANISATION", self._organisation),
        }
        self._plain: dict[str, Callable[[str], str]] = {
            "title": lambda _: self._random.choice(listed("titles")),
            "product": lambda _: self._product(),
            "noun": lambda _: self._random.choice(listed("nouns_like_names")),
            "job": lambda language: self._random.choice(listed(f"jobs_{language}")),
            "phone": self._phone,
            "email": lambda _: f"{people.username()}@{self._random.choice(_MAIL_HOSTS)}",
            "iban": self._iban,
            "identifier": lambda _: self._identifier(),
            "date": self._date,
            "month": lambda language: self._random.choice(listed(f"months_{language}")),
            "weekday": lambda language: self._random.choice(listed(f"weekdays_{language}")),
            "order": lambda _: self._order(),
            "error": lambda _: self._error(),
            "price": lambda _: self._price(),
            "n": lambda _: str(self._random.randint(1, 400)),
            "time": lambda _: f"{self._random.randint(6, 22)}:{self._random.choice(('00', '15', '30', '45'))}",
        }

    def fill(self, template: str, language: str) -> list[Segment]:
        """The template's text with a new value in each slot."""
        segments, position = [], 0
        for match in _SLOT.finditer(template):
            segments.append(Segment(template[position : match.start()]))
            segments.append(self._value(match[1], language))
            position = match.end()
        segments.append(Segment(template[position:]))
        return [segment for segment in segments if segment.text]

    def _value(self, slot: str, language: str) -> Segment:
        if slot in self._labelled:
            label, draw = self._labelled[slot]
            return Segment(draw(language), label)
        return Segment(self._plain[slot](language))

    def _organisation(self, language: str) -> str:
        draw = self._random.random()
        if draw < 0.45:
            return self._random.choice(listed("organisations"))
        if draw < 0.62:
            return str(self._places.faker(language).company())
        return self._people.last() + self._random.choice(_COMPANY_FORMS)

    def _product(self) -> str:
        """One of the list, an invented word, or a maker called like a person, with a model's number."""
        draw = self._random.random()
        if draw < 0.65:
            return self._random.choice(listed("products"))
        model = self._random.choice(_MODELS).format(self._random.randint(1, 900))
        if draw < 0.78:
            return self._people.last() + model
        return self._word() + (model if draw < 0.85 else "")

    def _word(self) -> str:
        """A word that no language has, like those that products are called."""
        parts = (_BEGINNINGS, _MIDDLES, _BEGINNINGS, _MIDDLES, _ENDINGS)
        return "".join(self._random.choice(part) for part in parts).capitalize()

    def _identifier(self) -> str:
        """A form of `lists/identifiers.txt`, in which # stands for a digit and ? for a capital."""
        form = self._random.choice(listed("identifiers"))
        drawn = {"#": "0123456789", "?": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
        return "".join(self._random.choice(drawn.get(character, character)) for character in form)

    def _phone(self, language: str) -> str:
        if self._random.random() < 0.5:
            return str(self._places.faker(language).phone_number())
        digits = "".join(self._random.choices("0123456789", k=7))
        codes = ("0170 ", "+49 151 ", "0664/", "+43 660 ", "079 ", "+41 78 ", "030 ", "(089) ", "+33 6 ", "+39 347 ")
        return self._random.choice(codes) + digits

    def _iban(self, language: str) -> str:
        iban = str(self._places.faker(language).iban())
        if self._random.random() < 0.5:
            return iban
        return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))

    def _date(self, language: str) -> str:
        day, month, year = self._random.randint(1, 28), self._random.randint(1, 12), self._random.randint(1940, 2026)
        name = listed(f"months_{language}")[month - 1]
        forms = (f"{day}.{month}.{year}", f"{day:02}.{month:02}.{year}", f"{day}. {name} {year}", f"{day}.{month}.")
        return self._random.choice((*forms, f"{day}. {name}", f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}"))

    def _order(self) -> str:
        number = self._random.randint(10000, 99999999)
        return f"{self._random.choice(('', '', 'A-', 'RE-', '#', '2025-', 'KD', 'B', 'VN '))}{number}"

    def _error(self) -> str:
        number = self._random.randint(1, 9999)
        forms = (f"E{number}", f"0x{number:08X}", f"ERR_{number}", f"HTTP {number % 600}", f"F-{number}", f"{number}")
        return self._random.choice(forms)

    def _price(self) -> str:
        amount = self._random.randint(1, 2000)
        forms = (
            f"{amount} Euro",
            f"{amount},90 €",
            f"{amount}.50 CHF",
            f"EUR {amount}",
            f"{amount}€",
            f"Fr. {amount}.-",
        )
        return self._random.choice(forms)
