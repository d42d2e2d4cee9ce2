"""A plain view of a text for the recognizers: composed letters, Western digits, plain spaces, nothing invisible."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

_PLAIN: Final = {
    "\t": " ",
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
    "\u2212": "-",
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
    **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},  # full-width forms
    **dict.fromkeys(("\u034f", *map(chr, range(0xFE00, 0xFE10))), ""),  # how letters are joined and signs are drawn
}
# Formatting characters such as soft hyphens and direction marks: a copied IBAN often carries them.
_BY_CATEGORY: Final = {"Cf": "", "Zs": " ", "Pd": "-", "Cs": "\ufffd"}  # a surrogate is half a character and no text
_NEEDS_WORK: Final = re.compile("[^\n -_a-~¡-¬®-³µ-ʻʽ-˿€„“”…•]")
_REMEMBERED: Final = 4096  # characters


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what recognizers read; `original_span` leads from its offsets back to the original's."""

    text: str
    _starts: tuple[int, ...] | None = None
    _ends: tuple[int, ...] | None = None

    @classmethod
    def of(cls, original: str) -> Self:
        """Look at a text plainly."""
        if not _NEEDS_WORK.search(original):
            return cls(original)
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for index, character in enumerate(original):
            plain = _plain(character)
            if not plain or (character == "\r" and original[index + 1 : index + 2] == "\n"):
                continue
            if letters and unicodedata.combining(character):
                composed = unicodedata.normalize("NFC", letters[-1] + character)
                if len(composed) == 1:
                    letters[-1] = composed
                    ends[-1] = index + 1
                    continue
            letters.append(plain)
            starts.append(index)
            ends.append(index + 1)
        return cls("".join(letters), tuple(starts), tuple(ends))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a non-empty span of this view to the original's offsets."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]


@lru_cache(_REMEMBERED)
def _plain(character: str) -> str:
    """The one character that recognizers see instead, or none where a reader sees none either."""
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Nd":
        return str(unicodedata.decimal(character))
    simple = unicodedata.normalize("NFKC", character)  # bold and other letters of mathematics
    return simple if category.startswith("L") and len(simple) == 1 else character
