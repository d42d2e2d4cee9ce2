"""Phone numbers of persons: mobile ones, and others beside a name. Service numbers are nobody's."""

import re

from kb_ingest.screen.personal.place import Place

CANDIDATE = re.compile(r"(?<![\w.])\(?(?:\+|0)[\d(][\d ()/.\xa0-]{5,}\d")
MOBILE = re.compile(
    r"(?:\+|00)49\D{0,2}(?:0\D)?\D?1[567]\d|01[567]\d|(?:\+|00)43\D{0,2}(?:0\D)?\D?6[5-9]\d|"
    r"06(?:50|60|64|76|77|78|80|88|99)(?=\D)|(?:\+|00)41\D{0,2}(?:0\D)?\D?7[5-9]|07[5-9](?=\D)|"
    r"(?:\+|00)33\D?(?:0\D)?\D?[67]|0[67](?=[ .]\d\d[ .]\d\d[ .])|(?:\+|00)39\D?3\d\d"
)
SERVICE = re.compile(
    r"(?:(?:\+|00)(?:49|43|41|33|39)\D{0,2}(?:0\D)?\D?|0)(?:800|80\d|81\d|82\d|84\d|18\d|137|138|700|90\d|93\d|32\b)|"
    r"00800"
)
MADE_UP = re.compile(r"(\d)\1{5}|1234567|2345678|0000")


def is_private(place: Place) -> bool:
    """Whether the number seems to be a person's."""
    number = place.value.lstrip("(")
    if SERVICE.match(number) or MADE_UP.search(re.sub(r"\D", "", number)) or place.is_example:
        return False
    return place.is_somebodys or (MOBILE.match(number) is not None and not place.is_a_companys)
