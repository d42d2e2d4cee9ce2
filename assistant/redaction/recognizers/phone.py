"""Phone numbers of our countries in the ways people write them, and any that a word announces."""

from collections.abc import Iterator
from typing import Final

import phonenumbers

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, WEAK, Found, Pattern, Recognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_REGIONS: Final = ("DE", "AT", "CH", "FR", "IT")
_EXTENSION = r"(?: ?(?i:x|ext\.?|dw|durchwahl|kl\.?) ?[0-9]{1,6})?"
_END = _EXTENSION + r"(?![\p{L}\p{N}]|[.,:/-][0-9])"
_CANDIDATE: Final = Pattern(
    rf"(?<![\p{{L}}\p{{N}}/.,-])(?P<value>(?:\(?\+|\(?0)[0-9(](?:[\s()/.-]{{0,4}}[0-9]){{5,15}}){_END}"
)
_ABROAD: Final = Pattern(
    rf"(?<![\p{{L}}\p{{N}}/.,+-])(?:\([2-9][0-9]{{2}}\)\s?|[2-9][0-9]{{2}}[-. ])[0-9]{{3}}[-. ][0-9]{{4}}{_END}"
)
_WORDS = (
    r"tel(?:efon)?\.?(?:-?(?:nummer|nr))?|handy(?:-?(?:nummer|nr))?"
    r"|mobil(?:funk)?(?:-?(?:telefon|nummer|nr))?|rückruf(?:nummer)?|ruf(?:nummer)?"
    r"|durchwahl|fon|fax"
    r"|festnetz|whats ?app|erreichbar|erreichen|zurückrufen|anrufen|natel|phone"
    r"|cell(?:phone)?|mobile|call(?: me)?|reach me|téléphone|tél|portable|appel\p{L}{0,4}"
    r"|joindre|telefono|cellulare|cell|chiama\p{L}{0,4}|numero di telefono"
)
_ANNOUNCED: Final = Pattern(
    announced(_WORDS, rf"[+(]{{0,2}}[0-9](?:[\s()/.-]{{0,4}}[0-9]){{5,15}}{_END}", between=r"[^\p{N}]")
)
_DATE: Final = Pattern(r"^(?:[0-3]?[0-9][./-][01]?[0-9][./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})\b")
_MIN_DIGITS, _MAX_DIGITS = 7, 15  # ITU-T E.164


class PhoneRecognizer(Recognizer):
    """Numbers that are valid somewhere here, have a country code, or are announced."""

    ENTITY = "PHONE"

    def find(self, text: str) -> Iterator[Found]:
        """Find numbers by their form, then by the words before them."""
        for start, end in _CANDIDATE.values(text):
            if not is_other_number(text, start) and not _is_date(text[start:end]):
                yield Found(start, end, _score(text[start:end]))
        for start, end in _ABROAD.values(text):
            if not is_other_number(text, start):
                yield Found(start, end, TYPICAL)
        for start, end in _ANNOUNCED.values(text):
            if not is_other_number(text, start) and not _is_date(text[start:end]):
                yield Found(start, end, ANNOUNCED)


def _is_date(candidate: str) -> bool:
    return _DATE.is_in(candidate)


def _score(candidate: str) -> float:
    digits = sum(character.isdigit() for character in candidate)
    if not _MIN_DIGITS <= digits <= _MAX_DIGITS:
        return WEAK
    if "+" in candidate or candidate.lstrip("(").startswith("00"):
        return ANNOUNCED if _is_known(candidate, ("DE",)) else TYPICAL
    return ANNOUNCED if _is_known(candidate, _REGIONS) else TYPICAL if " " in candidate or "/" in candidate else WEAK


def _is_known(candidate: str, regions: tuple[str, ...]) -> bool:
    plain = candidate.replace("(0)", "")
    for region in regions:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(plain, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
