"""Dates of birth of the living."""

import re

from kb_ingest.screen.personal.place import Place

HINTS = (
    "geb.",
    "gebor",
    "geburt",
    "birth",
    "born",
    "dob",
    "naissance",
    "nee le",
    "ne le",
    "nascita",
    "nato il",
    "nata il",
)
CANDIDATE = re.compile(
    r"(?i:\bgeb\.|geboren|geburts|\bbirth|\bborn\b|\bdob\b|naissance|\bnée? le|nascita|\bnat[oa] il)"
)
YEAR = re.compile(r"(?:18|19|20)\d{2}(?!\d)")
OLDEST = "1915"
MADE_UP = re.compile(r"0?1[./-]0?1[./-](?:19|20)?\d\d|(?:19|20)\d\d-01-01|31[./-]12[./-]")
DIGITS = 5  # a year alone says little


def is_private(place: Place) -> bool:
    """Whether the date seems to be the birthday of somebody living."""
    year = YEAR.search(place.value)
    is_whole = sum(character.isdigit() for character in place.value) >= DIGITS
    is_old = year is not None and year.group() < OLDEST
    return is_whole and not is_old and not MADE_UP.search(place.value) and not place.is_example
