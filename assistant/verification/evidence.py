"""Splits passages into the sentences that statements are compared with, and finds those that a statement rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from assistant.domain import Chunk
from assistant.knowledge.countries import is_place
from assistant.knowledge.lexical import words
from assistant.verification.plain_text import cells, plain, sentences
from assistant.verification.sentence import Sentence
from assistant.verification.vocabulary import REFERRING, synonyms
from assistant.verification.wordmatch import coverage, is_known

TABLE_RULE = re.compile(r"[\s|:-]+")
ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+")
SHORT_ITEM_WORDS = 3
MOST_UNITS = 6
NEW_ITEMS = 2  # what a further sentence must add of which half is repeated
MANY_NEW_ITEMS = 3  # and any other
HALF = 0.5
ALIKE = 0.1
CANDIDATES = 3
REPEATED = 0.8
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, under title and headings, and its lead-in; or a cell with what its row is about."""

    chunk: Chunk
    said: Sentence
    heads: tuple[Sentence, ...]
    lead: tuple[Sentence, ...] = ()
    before: tuple[Sentence, ...] = ()  # the sentence that "it" or "this" refers to
    row: Sentence | None = None
    is_heading: bool = False

    @property
    def items(self) -> frozenset[str]:
        """Its words and values, with those of what announces it."""
        return self.said.items.union(*(sentence.items for sentence in self.lead))


@dataclass(frozen=True, slots=True)
class Support:
    """The sentences of the passages that a sentence of a draft may rest on."""

    units: tuple[Unit, ...]

    @property
    def said(self) -> tuple[Sentence, ...]:
        """The sentences themselves."""
        return tuple(unit.said for unit in self.units)

    @property
    def context(self) -> tuple[Sentence, ...]:
        """What they stand under."""
        return tuple(dict.fromkeys(head for unit in self.units for head in (*unit.heads, *unit.lead, *unit.before)))

    @property
    def is_cell(self) -> bool:
        """Whether it rests on a table, which has no verbs, and whose rows must not be mixed."""
        return any(unit.row for unit in self.units)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing may be taken from elsewhere: cells and headings say only what they say."""
        return self.is_cell or all(unit.is_heading for unit in self.units)

    @property
    def nearby(self) -> tuple[Sentence, ...]:
        """All sentences of the passages it is from."""
        return tuple(
            unit.said for chunk in dict.fromkeys(unit.chunk for unit in self.units) for unit in units_of(chunk)
        )

    @property
    def lead(self) -> tuple[Sentence, ...]:
        """What announces them."""
        return tuple(dict.fromkeys(head for unit in self.units for head in unit.lead))

    @property
    def stems(self) -> frozenset[str]:
        """The words of the sentences."""
        return frozenset(stem for sentence in self.said for stem in sentence.stems)

    @property
    def context_stems(self) -> frozenset[str]:
        """The words of what they stand under."""
        return frozenset(stem for sentence in self.context for stem in sentence.stems)


@lru_cache(maxsize=1024)
def units_of(chunk: Chunk) -> tuple[Unit, ...]:
    """The sentences of a passage in reading order; title and headings are sentences, too."""
    heads = tuple(Sentence(text, chunk.language) for text in dict.fromkeys((chunk.title, *chunk.headings)) if text)
    titles = (Unit(chunk, head, heads, is_heading=True) for head in heads)
    return (*titles, *_body(chunk, heads))


def supports(sentence: Sentence, units: Sequence[Unit]) -> list[Support]:
    """The best support and those nearly as good; none where no sentence has a word in common."""
    rated = sorted(
        ((_alike(sentence, unit), at) for at, unit in enumerate(units)), key=lambda pair: (-pair[0], pair[1])
    )
    best = rated[0][0] if rated else 0.0
    if best <= 0:
        return []
    starts = [at for score, at in rated[:CANDIDATES] if score >= best - ALIKE]
    chosen = [window for at in starts for window in (_extended(sentence, at, units), _with_next(sentence, at, units))]
    return [Support(tuple(units[at] for at in sorted(window))) for window in dict.fromkeys(chosen)]


def _extended(sentence: Sentence, start: int, units: Sequence[Unit]) -> frozenset[int]:
    """Add the sentences that say the rest, if they say more of it than one word."""
    chosen = {start}
    missing = _missing(sentence.items, units[start])
    while len(missing) >= NEW_ITEMS and len(chosen) < MOST_UNITS:
        gain, at = max((_gain(missing, unit, sentence), -at) for at, unit in enumerate(units))
        is_repeated = coverage(units[-at].said.items, sentence.items) >= HALF
        if gain < (NEW_ITEMS if is_repeated else MANY_NEW_ITEMS):
            break
        chosen.add(-at)
        missing = _missing(missing, units[-at])
    return frozenset(chosen)


def _with_next(sentence: Sentence, start: int, units: Sequence[Unit]) -> frozenset[int]:
    """Add the neighbours that the sentence repeats as a whole, however few words of their own they have."""
    beside = {at for at in (start - 1, start + 1) if 0 <= at < len(units)}
    return frozenset({start, *(at for at in beside if coverage(units[at].said.items, sentence.items) >= REPEATED)})


def _gain(missing: frozenset[str], unit: Unit, sentence: Sentence) -> int:
    """How much of what is missing the unit says; nothing if it is a row about something else."""
    if unit.row and not _is_about(unit.row, sentence):
        return 0
    return len(missing) - len(_missing(missing, unit))


def _is_about(row: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence speaks of a row's first cell, and of the places in it and above it."""
    label = Sentence(row.text.split(",")[0], row.language)
    places = {word.stem for word in row.words if is_place(word.folded, row.language)}
    return coverage(label.items | places, sentence.items) == 1


def _missing(items: frozenset[str], unit: Unit) -> frozenset[str]:
    return frozenset(item for item in items if not _says(unit, item))


def _says(unit: Unit, item: str) -> bool:
    meanings = synonyms(unit.said.language).get(item)
    return is_known(item, unit.items) or bool(meanings and meanings & unit.said.meanings)


def _alike(sentence: Sentence, unit: Unit) -> float:
    """The share of the sentence that the unit covers, and a little of the reverse: the closest of many wins."""
    wanted, there = sentence.items, unit.items
    if not wanted or not there:
        return 0.0
    return 1 - len(_missing(wanted, unit)) / len(wanted) + 0.2 * coverage(unit.said.items, wanted)


def _body(chunk: Chunk, heads: tuple[Sentence, ...]) -> Iterator[Unit]:
    lead_in: tuple[Sentence, ...] = ()
    before: tuple[Sentence, ...] = ()
    for is_list, text in _lines(chunk.text):
        label: tuple[Sentence, ...] = ()  # of a list item, as in "Geräte: …"
        for piece in sentences(text):
            said = Sentence(piece, chunk.language)
            refers = REFERRING.get(chunk.language, NOTHING) & said.folded
            yield Unit(chunk, said, heads, (*lead_in, *label), before if refers else ())
            before = (said,)
            announces = (said,) if piece.rstrip().endswith(":") else ()
            label = announces or label
            if not is_list:
                lead_in = announces
    for row, text in _cells(chunk.text):
        yield Unit(chunk, Sentence(text, chunk.language), heads, row=Sentence(row, chunk.language))


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Lines without tables, and whether each is a list item; neighbouring items of a few words are one line."""
    short: list[str] = []
    for line in text.splitlines():
        words_only, is_item = plain(line), ITEM.match(line) is not None
        if is_item and len(words(words_only)) <= SHORT_ITEM_WORDS:
            short.append(words_only.strip())
            continue
        if short and words_only.strip():
            yield True, ", ".join(short)
            short = []
        if not line.lstrip().startswith("|"):
            yield is_item, words_only
    if short:
        yield True, ", ".join(short)


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Each cell of a table with the name of its row and the head of its column."""
    head: list[str] = []
    for line in text.splitlines():
        if not line.lstrip().startswith("|"):
            head = []
        elif not head:
            head = cells(line)
            yield "", ", ".join(head)
        elif not TABLE_RULE.fullmatch(line):
            label, *values = cells(line)
            yield from (
                (f"{label}, {name}", f"{label}, {name}, {value}")
                for name, value in zip_longest(head[1:], values, fillvalue="")
                if value
            )
