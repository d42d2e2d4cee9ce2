"""International bank account numbers in any spacing and case."""

from collections.abc import Iterator
from typing import Final

from assistant.redaction.checksums import iban_length, is_iban
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Found, Pattern, Recognizer, announced

_SEPARATORS: Final = "./_·,:|-"
_LONGEST_GAP: Final = 3  # separators between two characters, as in " - " or a quoted line break
_START: Final = Pattern(
    r"(?<![\p{L}\p{N}])(?i:iban)?(?P<value>[A-Za-z][\s.-]?[A-Za-z][\s./_·:-]{0,3}[0-9][\s.-]?[0-9])(?=[\s./_·,:"
    r"|-]{0,3}[A-Za-z0-9])"
)
_PIECE: Final = r"[\s./_-]{0,3}(?:(?=[A-Za-z]{0,4}[0-9])[A-Za-z0-9]{1,7}|[*•]{2,6}|[Xx]{2,6}(?![\p{L}]))"
_WORDS: Final = (
    r"(?:[\p{L}]{1,12}-)?iban[\p{L}-]{0,10}|bankverbindung|konto(?:nummer|verbindung)?|coordonnées bancaires"
)
_ANNOUNCED: Final = Pattern(
    announced(_WORDS, rf"[A-Za-z]{{2}}[\s-]?[0-9*Xx]{{2}}(?:{_PIECE}){{2,12}}(?![\p{{L}}\p{{N}}])", gap=30)
)
_WITHOUT_COUNTRY: Final = Pattern(
    announced(r"iban[\p{L}-]{0,8}", r"[0-9](?:[ .-]?[0-9]){13,27}(?![\p{L}\p{N}])", gap=30)
)
_SAID_BEFORE: Final = Pattern(r"(?i)iban[^\n]{0,30}\Z")
_SAID_WITHIN: Final = 40  # characters
_OURS: Final = frozenset({"DE", "AT", "CH", "LI"})
_MISTYPED: Final = 0.75  # at least this share of a number without a right check digit must be digits


class IbanRecognizer(Recognizer):
    """The country says how long the number is; a mistyped one is found by its form."""

    ENTITY = "IBAN"

    def find(self, text: str) -> Iterator[Found]:
        """Find account numbers by country and length, then those that a word announces."""
        for start, head_end in _START.values(text):
            head = "".join(character for character in text[start:head_end] if character.isalpha())
            length = iban_length(head)
            end = _end_of(text, start, length) if length else None
            if end is None:
                continue
            if is_iban(text[start:end]):
                yield Found(start, end, CERTAIN)
            elif _SAID_BEFORE.is_in(text[max(0, start - _SAID_WITHIN) : start]):
                yield Found(start, end, ANNOUNCED)
            elif _looks_like_one(text, start, end):
                yield Found(start, end, TYPICAL)
        for pattern in (_ANNOUNCED, _WITHOUT_COUNTRY):
            for start, end in pattern.values(text):
                yield Found(start, end, ANNOUNCED)


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return the offset after `length` letters and digits with few separators between any of them."""
    seen = gap = 0
    for index in range(start, min(len(text), start + (_LONGEST_GAP + 1) * length)):
        character = text[index]
        if character.isascii() and character.isalnum():
            seen, gap = seen + 1, 0
            if seen == length:
                return None if text[index + 1 : index + 2].isdigit() else index + 1
        elif gap < _LONGEST_GAP and (character.isspace() or character in _SEPARATORS):
            gap += 1
        else:
            return None
    return None


def _looks_like_one(text: str, start: int, end: int) -> bool:
    """Tell whether it is written like one: country and check digits together, mostly digits after them."""
    country = text[start : start + 2]
    if not country.isalpha() or not (text[start + 2].isdigit() or country in _OURS):  # "order no 40..." is Norway's too
        return False
    if text[end : end + 1].isalpha() or "," in text[start:end]:
        return False
    rest = [character for character in text[start + 2 : end] if character.isalnum()]
    return sum(character.isdigit() for character in rest) >= _MISTYPED * len(rest)
