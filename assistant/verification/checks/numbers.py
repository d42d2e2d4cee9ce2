"""Numbers, prices, dates, times and quantities are those of the cited passages."""

import re
from collections.abc import Iterable, Iterator

from assistant.knowledge.quantities import Quantity, Reading
from assistant.knowledge.quantities import quantities as quantities_in
from assistant.verification.evidence import Support
from assistant.verification.sentence import Sentence

SEGMENT = re.compile(r"[,;](?!\d)|\b(?:und|oder|and|or|et|ou|e|o)\b")


def numbers(sentence: Sentence, support: Support) -> Iterator[str]:
    """A quantity needs its equal in the sentences of the passage that this one rests on."""
    known = [quantity for said in (*support.said, *support.context) for quantity in said.quantities]
    for quantity in unsupported(sentence.quantities, known):
        if not _is_the_only_one(quantity, known, support):
            yield f"{quantity.text} is not what the passage says there"
    for quantity in sentence.quantities:
        if any(_belongs_to_another(quantity, sentence, said) for said in support.said):
            yield f"{quantity.text} belongs to something else in the passage"


def _is_the_only_one(quantity: Quantity, known: Iterable[Quantity], support: Support) -> bool:
    """It stands elsewhere in the passage, which gives no other value in that unit."""
    units = {unit for unit, _ in quantity.readings} - {""}
    if not units or support.is_cell or any(units & {unit for unit, _ in other.readings} for other in known):
        return False
    there = [other for said in support.nearby for other in said.quantities if units & {u for u, _ in other.readings}]
    return bool(there) and all(quantity.readings & other.readings for other in there)


def _belongs_to_another(quantity: Quantity, sentence: Sentence, said: Sentence) -> bool:
    """In a list of values the one for a name of the sentence is another, and this one is for a name it lacks."""
    parts = _segments(said, {unit for unit, _ in quantity.readings})
    own = [part for part in parts if any(quantity.readings & other.readings for other in part.quantities)]
    others = [part for part in parts if part not in own]
    if not own or not others:
        return False
    there = frozenset(stem for part in own for stem in part.stems)
    foreign = {word.stem for part in own for word in part.words if word.is_name} - sentence.stems
    named = {word.stem for word in sentence.words if word.is_name} - there
    return bool(foreign) and any(named & part.stems for part in others)


def _segments(said: Sentence, units: set[str]) -> list[Sentence]:
    """Pieces of a list, each with a value in one of the units; what has none belongs to the one beside it."""
    pieces = [piece for piece in SEGMENT.split(said.text) if piece.strip()]
    has_value = [
        any(units & {u for u, _ in quantity.readings} for quantity in quantities_in(piece)) for piece in pieces
    ]
    if sum(has_value) < 2:  # noqa: PLR2004  a single value has no rival
        return []
    joined: list[list[str]] = [[]]
    for at, piece in enumerate(pieces):
        is_complete = has_value[at - 1] if not has_value[0] else has_value[at]
        if at and is_complete:
            joined.append([])
        joined[-1].append(piece)
    return [Sentence(" ".join(part), said.language) for part in joined]


def unsupported(said: Iterable[Quantity], known: Iterable[Quantity]) -> Iterator[Quantity]:
    """Those quantities said that have no equal among the known ones."""
    readings = {reading for quantity in known for reading in quantity.readings}
    yield from (quantity for quantity in said if not _is_supported(quantity, readings))


def _is_supported(quantity: Quantity, known: set[Reading]) -> bool:
    """A unit that only one side names is no contradiction; nor is a date without its year."""
    values = {value for _, value in known}
    return any(
        (unit, value) in known
        or ("", value) in known
        or (unit == "" and value in values)
        or (unit == "date" and any(other.endswith(f"-{value}") for other in values))
        for unit, value in quantity.readings
    )
