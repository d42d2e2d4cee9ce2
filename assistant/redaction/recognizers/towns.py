"""Places of Germany, Austria and Switzerland from Faker's lists.

`towns.txt` adds large ones that these lack, some abroad, and how they are typed without umlauts.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

_LOCALES: Final = ("de_DE", "de_AT", "de_CH")
_MORE: Final = Path(__file__).with_name("towns.txt")
_ENDINGS: Final = re.compile(
    r"(?:stadt|stedt|burg|berg|dorf|heim|hausen|hofen|kirchen?|feld|furt|ingen|brunn|bronn|brück|bach|weiler|wil|wiler"
    r"|ikon|rode|roda|walde?|münde|münster|haven|hagen|stein|au|ach|see|tal|thal|markt|hof|itz|ow|leben|beuren|büttel)$"
)
_ALSO_WORDS: Final = frozenset(
    {"essen", "hof", "lage", "singen", "weiden", "halle", "hagen", "lauf", "baden", "wesel", "bar", "melde", "wangen"}
    | {"linden", "arnstein", "selb", "horn", "aue", "brand", "stein", "worms", "hamm", "gera", "plan", "tann", "nice"}
)
_CODE_AND_PLACE: Final = re.compile(r"[0-9]{4,5}\s{1,3}(\S[^\n0-9]*)")


@cache
def known_towns() -> frozenset[str]:
    """Names in lower case."""
    listed = {
        town.lower()
        for locale in _LOCALES
        for town in import_module(f"faker.providers.address.{locale}").Provider.cities
    }
    return frozenset(listed) | frozenset(_MORE.read_text(encoding="utf-8").split())


def ends_in_town(text: str) -> bool:
    """Tell whether postcode and place, such as "8010 Graz", name a known place.

    In small letters a place that is also a word does not count.
    """
    places = _CODE_AND_PLACE.findall(text)
    if not places:
        return False
    place = places[-1].strip(" ,.")
    first = re.split(r"[ ,/]", place)[0]
    if place.islower() and first in _ALSO_WORDS:
        return False
    return place.lower() in known_towns() or first.lower() in known_towns()


def looks_like_town(text: str) -> bool:
    """Tell whether the place after a postcode is known or formed like a German place's name."""
    places = _CODE_AND_PLACE.findall(text)
    first = re.split(r"[ ,/-]", places[-1].strip())[0].lower() if places else ""
    return ends_in_town(text) or first in {"bad", "sankt", "st.", "markt"} or bool(_ENDINGS.search(first))
