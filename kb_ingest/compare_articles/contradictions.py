"""Sentences of two articles in one language that say the same with another number, date or answer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.knowledge.quantities import Quantity, Reading
from kb_ingest.compare_articles.statements import Claim, Statement, is_closed

SAME = 0.8  # share of common content words, of a long sentence
SAME_NUMBER = 0.9  # where the number has no unit
SAME_SHORT = 0.99
SHORT = 5  # content words
FORM = 4  # values
RAREST = 3  # words of a statement by which it meets others
BLOCK = 30  # statements that share a rare word and are compared with each other
TITLE_SAME = 0.99
TITLE_SIBLING = 0.4


Values = tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its article (by position) and the content words of that article's title."""

    article: int
    title: frozenset[str]
    statement: Statement


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with its article and the content words of that article's title."""

    article: int
    title: frozenset[str]
    claim: Claim


def contradictions(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs of statements from two articles with different values, one for each two values of a sentence.

    Articles with nearly the same title, such as those of two products, may differ in a number; and a sentence with
    many values is a form that is filled in anew in each article.
    """
    found = [pair for pair in _pairs(said) if _contradict(*pair)]
    values: dict[frozenset[str], set[Values]] = defaultdict(set)
    for one, other in found:
        values[one.statement.words] |= {_values(one.statement), _values(other.statement)}
    told: set[tuple[frozenset[str], frozenset[Values]]] = set()
    for one, other in found:
        key = (one.statement.words, frozenset([_values(one.statement), _values(other.statement)]))
        if len(values[one.statement.words]) < FORM and key not in told:
            told.add(key)
            yield one, other


def _values(statement: Statement) -> Values:
    return tuple(min(quantity.readings) for quantity in statement.quantities)


def denials(claims: Sequence[Claimed]) -> Iterator[tuple[Claimed, Claimed]]:
    """Pairs from two articles of which one denies what the other says in the same words."""
    by_digest: dict[str, list[Claimed]] = defaultdict(list)
    for one in claims:
        by_digest[one.claim.digest].append(one)
    for same in by_digest.values():
        first = same[0]
        opposite = next((one for one in same if one.claim.is_negative != first.claim.is_negative), None)
        if opposite and opposite.article != first.article and not _are_siblings(first.title, opposite.title):
            yield first, opposite


def _pairs(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs from two articles that share two of their rarest words, each once."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(said):
        for one, other in combinations(block, 2):
            key = (id(one), id(other))
            if one.article != other.article and key not in seen:
                seen.add(key)
                yield one, other


def _blocks(said: Sequence[Said]) -> Iterator[list[Said]]:
    places: dict[str, set[int]] = defaultdict(set)
    for one in said:
        for word in one.statement.words:
            places[word].add(one.article)
    rank = {word: (len(at), word) for word, at in places.items() if len(at) > 1 and not word.startswith("<")}
    blocks: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        rarest = sorted(rank.keys() & one.statement.words, key=rank.__getitem__)[:RAREST]
        for pair in combinations(sorted(rarest), 2):
            blocks[pair].append(one)
    return (block for block in blocks.values() if 1 < len(block) <= BLOCK)


def _contradict(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    common = _share(first.words, second.words)
    is_short = min(len(first.words), len(second.words)) <= SHORT
    if common < (SAME_SHORT if is_short else SAME) or first.is_negative != second.is_negative:
        return False
    if _are_siblings(one.title, other.title):
        return False
    return _differ(first, second, has_units_only=common < SAME_NUMBER)


def _differ(first: Statement, second: Statement, *, has_units_only: bool) -> bool:
    """Whether the quantities are of the same units in the same order, and a value has no counterpart."""
    if len(first.quantities) != len(second.quantities) or not first.quantities:
        return False
    pairs = list(zip(first.quantities, second.quantities, strict=True))
    if any({unit for unit, _ in one.readings}.isdisjoint(unit for unit, _ in other.readings) for one, other in pairs):
        return False
    different = [one for one, other in pairs if one.readings.isdisjoint(other.readings)]
    return any(_has_unit(one) or not (has_units_only or not is_closed(first.text)) for one in different)


def _has_unit(quantity: Quantity) -> bool:
    return any(unit for unit, _ in quantity.readings)


def _are_siblings(one: frozenset[str], other: frozenset[str]) -> bool:
    are_on_two_models = any(map(_is_a_model, one - other)) and any(map(_is_a_model, other - one))
    return are_on_two_models or TITLE_SIBLING <= _share(one, other) < TITLE_SAME


def _is_a_model(word: str) -> bool:
    """Names of products mix letters and digits, as in B2."""
    return not word.isalpha() and not word.isdigit()


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
