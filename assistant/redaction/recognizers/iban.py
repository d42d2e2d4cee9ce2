"""International bank account numbers in any spacing and case."""

from collections.abc import Iterator
from typing import Final

from assistant.redaction.checksums import iban_length, is_iban
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Found, Pattern, Recognizer, announced

_START: Final = Pattern(r"(?<![\p{L}\p{N}])(?P<value>[A-Za-z]{2}[\s.-]?[0-9]{2})(?=[\s.-]{0,2}[A-Za-z0-9]{2})")
_ANNOUNCED: Final = Pattern(
    announced(r"iban[\p{L}-]{0,8}", r"[A-Za-z]{2}\s?[0-9]{2}(?:[\s.-]?[0-9]{1,6}){2,9}", gap=30)
)
_MISTYPED: Final = 0.75  # at least this share of a number without a right check digit must be digits


class IbanRecognizer(Recognizer):
    """The country says how long the number is; a mistyped one is found by its form."""

    ENTITY = "IBAN"

    def find(self, text: str) -> Iterator[Found]:
        """Find account numbers by country and length, then those that a word announces."""
        for start, _ in _START.values(text):
            length = iban_length(text[start : start + 2])
            end = _end_of(text, start, length) if length else None
            if end is None:
                continue
            if is_iban(text[start:end]):
                yield Found(start, end, CERTAIN)
            elif _looks_like_one(text, start, end):
                yield Found(start, end, TYPICAL)
        for start, end in _ANNOUNCED.values(text):
            yield Found(start, end, ANNOUNCED)


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return the offset after `length` letters and digits with at most two separators between any of them."""
    seen = gap = 0
    for index in range(start, min(len(text), start + 3 * length)):
        character = text[index]
        if character.isascii() and character.isalnum():
            seen, gap = seen + 1, 0
            if seen == length:
                following = text[index + 1 : index + 2]
                return None if following.isalnum() else index + 1
        elif character.isspace() or character in ".-":
            gap += 1
        else:
            return None
        if gap > 2:  # noqa: PLR2004
            return None
    return None


def _looks_like_one(text: str, start: int, end: int) -> bool:
    rest = [character for character in text[start + 2 : end] if character.isalnum()]
    return sum(character.isdigit() for character in rest) >= _MISTYPED * len(rest)
