"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

MAX_WORDS: Final = 6_000  # comparing takes the square of it
ALIKE: Final = 0.3  # where less is shared, marking single common words would only confuse
_WORDS: Final = re.compile(r"(?:\d+(?:[.,:]\d+)*|\w+|[^\w\s]|\A)\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stands in one text only, or in both."""

    text: str
    is_own: bool


def word_differences(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both texts; joined, they are the texts. Of texts that share little, none is marked."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MAX_WORDS:
        return _unmarked(before), _unmarked(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    if matcher.ratio() < ALIKE:
        return _unmarked(before), _unmarked(after)
    matches = matcher.get_matching_blocks()
    return (
        tuple(_pieces(old, [(block.a, block.a + block.size) for block in matches])),
        tuple(_pieces(new, [(block.b, block.b + block.size) for block in matches])),
    )


def _unmarked(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_own=False),) if text else ()


def _pieces(words: Sequence[str], common: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """`common` ends with an empty run at the end of the words."""
    position = 0
    for start, end in common:
        if start > position:
            yield Piece("".join(words[position:start]), is_own=True)
        if end > start:
            yield Piece("".join(words[start:end]), is_own=False)
        position = end


def shortened(pieces: Sequence[Piece], *, kept_chars: int = 120) -> Iterator[Piece]:
    """The pieces with little more of what both texts share than the words around a difference."""
    for number, piece in enumerate(pieces):
        text = piece.text
        head = "" if number == 0 else text[:kept_chars]
        tail = "" if number == len(pieces) - 1 else text[-kept_chars:]
        if piece.is_own or len(text) <= len(head) + len(tail) + kept_chars:
            yield piece
        else:
            yield Piece(f"{head} […] {tail}".strip(" ") if head or tail else "[…]", is_own=False)
