"""Language versions of one article that name different amounts, dates or times."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.knowledge.quantities import Quantity, Reading
from kb_ingest.compare_articles.statements import quantities_in, sentences

_COMPARED = "euro franc percent workday day week month year hour minute date time kilogram gram litre millilitre"
COMPARED = frozenset(_COMPARED.split())
CLOSE = 0.8  # share of amounts in common, from which a difference is one even if both values occur elsewhere
MOST_DIFFERENCES = 0.34  # share of amounts: beyond, the texts are no translations of each other


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its unit, and where it stands."""

    line: int
    sentence: str
    text: str
    readings: frozenset[Reading]

    @property
    def units(self) -> frozenset[str]:
        """The units it may be read in."""
        return frozenset(unit for unit, _ in self.readings)


def amounts(body: str) -> list[Amount]:
    """The quantities of an article that every translation must repeat."""
    return [
        Amount(line, sentence, quantity.text, compared)
        for line, sentence in sentences(body)
        for quantity in quantities_in(sentence)
        if (compared := _compared(quantity))
    ]


def _compared(quantity: Quantity) -> frozenset[Reading]:
    return frozenset(reading for reading in quantity.readings if reading[0] in COMPARED)


def differences(first: Sequence[Amount], second: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Amounts of one unit that stand in the same place of both texts and have no value in common."""
    ours, theirs = [_key(one) for one in first], [_key(one) for one in second]
    if Counter(ours) == Counter(theirs):
        return
    found = []
    known_here = {reading for one in first for reading in one.readings}
    known_there = {reading for one in second for reading in one.readings}
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    is_close = matcher.ratio() >= CLOSE
    for tag, from_a, to_a, from_b, to_b in matcher.get_opcodes():
        if tag != "replace" or to_a - from_a != to_b - from_b:
            continue
        for one, other in zip(first[from_a:to_a], second[from_b:to_b], strict=True):
            is_new = known_there.isdisjoint(one.readings) and known_here.isdisjoint(other.readings)
            if (is_new or is_close) and one.readings.isdisjoint(other.readings) and one.units & other.units:
                found.append((one, other))
    if len(found) <= max(1, MOST_DIFFERENCES * min(len(first), len(second))):
        yield from found


def _key(amount: Amount) -> Reading:
    return min(amount.readings)
