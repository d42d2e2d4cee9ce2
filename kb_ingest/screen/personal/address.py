"""Street addresses beside a person: those of companies and authorities stand in many articles."""

import re

from kb_ingest.screen.personal.place import COMPANY, Place

POSTCODE = re.compile(r"\b\d{4,5}\s{1,2}[A-ZÄÖÜÉÈ][a-zäöüéè]")
HINTS = (
    "wohn",
    "residing",
    "lives at",
    "domicili",
    "demeurant",
    "resident",
    "strase",
    "strasse",
    "str. ",
    "gasse ",
    "rue ",
)
RESIDENT = re.compile(
    r"wohnhaft|wohnt in|residing|lives at|domicilié|demeurant|residente|(?:stra(?:ß|ss)e|str\.|gasse)\s\d|\brue\s",
    re.IGNORECASE,
)


def is_private(place: Place) -> bool:
    """Whether a person is named beside the address, and no company."""
    near = place.text[max(0, place.start - 60) : place.end]
    is_companys = COMPANY.search(near) is not None
    has_number = any(character.isdigit() for character in place.value)
    return has_number and place.is_somebodys and not is_companys and not place.is_example
