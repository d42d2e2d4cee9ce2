"""A plain view of a text for the recognizers: composed letters, plain spaces and dashes, nothing invisible."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Self

_PLAIN: Final = {
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
    **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},  # full-width forms
}
# Soft hyphens, zero-width characters and direction marks: a copied IBAN often carries them.
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_NEEDS_WORK: Final = re.compile(
    "[\u00a0\u00ad\u00b4\u0060\u02bc\u0300-\u036f\u1680\u2000-\u2015\u2018\u2019\u202a-\u202f\u205f-\u2069\u2212\ufeff\uff01-\uff5e]"
)


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
            if character in _INVISIBLE:
                continue
            if letters and unicodedata.combining(character):
                composed = unicodedata.normalize("NFC", letters[-1] + character)
                if len(composed) == 1:
                    letters[-1] = composed
                    ends[-1] = index + 1
                    continue
            letters.append(_PLAIN.get(character, character))
            starts.append(index)
            ends.append(index + 1)
        return cls("".join(letters), tuple(starts), tuple(ends))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a non-empty span of this view to the original's offsets."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]
