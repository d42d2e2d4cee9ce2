"""Places of Germany, Austria and Switzerland, from Faker's lists."""

from functools import cache
from importlib import import_module
from typing import Final

_LOCALES: Final = ("de_DE", "de_AT", "de_CH")


@cache
def known_towns() -> frozenset[str]:
    """Names in lower case."""
    return frozenset(
        town.lower()
        for locale in _LOCALES
        for town in import_module(f"faker.providers.address.{locale}").Provider.cities
    )


def ends_in_town(text: str) -> bool:
    """Tell whether postcode and place, such as "8010 Graz", name a known place."""
    place = text.lower().split(" ", 1)[-1].strip()
    return place in known_towns() or place.split(" ")[0] in known_towns()
