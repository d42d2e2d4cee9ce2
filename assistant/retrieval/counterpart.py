"""What of a former question a new part takes the place of: a place, a code, the opposite, the object."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.knowledge.lexical import WORD, fold
from assistant.retrieval.cues import ACCENTED, BEFORE_PLACES, PLACES, Cues

_CODE: Final = re.compile(r"(?=\w*\d)(?=\w*[^\W\d])\w{2,8}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in its text; `folded` is what is compared."""

    text: str
    folded: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    folded = str.lower if text.isascii() else _folded
    return [Word(match[0], folded(match[0]), *match.span()) for match in WORD.finditer(text)]


def _folded(word: str) -> str:
    lowered = word.lower()
    return lowered if lowered in ACCENTED else fold(word)


def counterpart(context: str, part: Sequence[Word], cues: Cues) -> tuple[int, int] | None:
    """What the part replaces: a place, a code, the opposite, what follows the same preposition, an object."""
    words = words_of(context)
    if any(word.folded in PLACES for word in part):
        span = span_of_places(words)
        is_bare = next((word.folded for word in part if word.folded not in cues.generic), "") in PLACES
        first = next((word.start for word in words if word.folded in PLACES), 0)
        return (first, span[1]) if span and is_bare else span
    return (
        _span_of_code(words, part)
        or _span_of_opposite(words, part)
        or _span_after_preposition(words, part, cues)
        or _span_of_object(words, part, cues)
    )


def span_of_places(words: Sequence[Word]) -> tuple[int, int] | None:
    """From the preposition before the first place to the last place."""
    rows = [row for row, word in enumerate(words) if word.folded in PLACES]
    if not rows:
        return None
    first = rows[0]
    while first > 0 and words[first - 1].folded in BEFORE_PLACES:
        first -= 1
    return words[first].start, words[rows[-1]].end


def _span_of_code(words: Sequence[Word], part: Sequence[Word]) -> tuple[int, int] | None:
    """E08 for E03: letters and digits in the same order."""
    shapes = {_shape(word.folded) for word in part if _CODE.fullmatch(word.folded)}
    found = [word for word in words if _CODE.fullmatch(word.folded) and _shape(word.folded) in shapes]
    return (found[-1].start, found[-1].end) if found else None


def _shape(code: str) -> str:
    return re.sub(r"\d", "0", code)


def _span_of_opposite(words: Sequence[Word], part: Sequence[Word]) -> tuple[int, int] | None:
    """Such as "geöffneten" for "ungeöffneten"."""
    said = {word.folded for word in part}
    for word in words:
        if f"un{word.folded}" in said or word.folded.removeprefix("un") in said - {word.folded}:
            return word.start, word.end
    return None


def _span_after_preposition(words: Sequence[Word], part: Sequence[Word], cues: Cues) -> tuple[int, int] | None:
    leads = [word for word in part if word.folded not in cues.generic]
    kinds = [kind for kind in cues.contrasts if leads and leads[0].folded in kind]
    for row in reversed(range(len(words) - 1)):
        if any(words[row].folded in kind for kind in kinds):
            last = _end_of_phrase(words, row + 1, cues)
            return (words[row].start, words[last].end) if last > row else None
    return None


def _span_of_object(words: Sequence[Word], part: Sequence[Word], cues: Cues) -> tuple[int, int] | None:
    """The last noun with its article, where the part is a noun as well; not one behind a preposition."""
    nouns = [word for word in part if word.folded not in cues.generic]
    if not nouns or nouns[0].folded in cues.leads | cues.conditions | cues.refers:
        return None
    for row in reversed(range(len(words) - 1)):
        before = words[row - 1].folded if row else ""
        if words[row].folded in cues.determiners and before not in cues.leads:
            last = _end_of_phrase(words, row + 1, cues)
            return (words[row].start, words[last].end) if last > row else None
    return None


def _end_of_phrase(words: Sequence[Word], row: int, cues: Cues) -> int:
    """The last word of a noun's phrase that begins here; before `row` where there is none."""
    while row < len(words) and words[row].folded in cues.determiners:
        row += 1
    start = row
    capitals = any(word.text[0].isupper() for word in words[start:])
    while row < len(words) and words[row].folded not in cues.function_words:
        is_noun = words[row].text[0].isupper() or words[row].text[0].isdigit()
        row += 1
        if not capitals or (is_noun and (row == len(words) or not words[row].text[0].isupper())):
            break
    return row - 1
