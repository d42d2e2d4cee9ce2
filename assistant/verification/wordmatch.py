"""When two stems count as the same word."""

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.verification.vocabulary import OPPOSITE_PARTICLES, OPPOSITE_PREFIXES

SHORTEST_PART = 5
"""From this length a word may be found inside a compound, or contain one."""
SHORTEST_BEGINNING = 4
LONGEST_ENDING = 3
PARTICIPLE = re.compile(
    r"^(ab|an|auf|aus|bei|durch|ein|frei|her|herunter|hin|hoch|los|mit|nach|um|vor|weg|weiter|zu|zurueck|zusammen)?"
    r"(?:ge|zu)(?=\w{4})"
)
LINKS = ("", "s", "es", "n", "en", "er", "e")


@lru_cache(maxsize=65536)
def is_known(stem: str, known: frozenset[str]) -> bool:
    """Whether the stem, another form of it, or all parts of it as a compound are among the known ones."""
    if stem in known:
        return True
    return (not stem.startswith("#") and any(is_form(stem, other) for other in known)) or _is_compound(stem, known)


def coverage(wanted: Collection[str], known: frozenset[str]) -> float:
    """Share of the wanted stems that are known."""
    return sum(is_known(stem, known) for stem in wanted) / len(wanted) if wanted else 1.0


@lru_cache(maxsize=65536)
def is_form(one: str, other: str) -> bool:
    """Another ending, a participle, or a part of a longer compound."""
    if one == other:
        return True
    if one.startswith("#") or other.startswith("#"):
        return False
    if len(one) >= SHORTEST_PART and one in other and not _negates(other.removesuffix(one), one, other):
        return True
    first, second = _base(one), _base(other)
    short, long = sorted((first, second), key=len)
    return len(short) >= SHORTEST_BEGINNING and long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def is_opposite_by_prefix(one: str, other: str) -> bool:
    """As gueltig and ungueltig, or einschalten and ausschalten."""
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_BEGINNING and long.endswith(short):
        return long.removesuffix(short) in OPPOSITE_PREFIXES
    return any(
        (one.startswith(first) and other.startswith(second) and one[len(first) :] == other[len(second) :] != "")
        for pair in OPPOSITE_PARTICLES
        for first, second in (pair, pair[::-1])
    )


def _negates(prefix: str, one: str, other: str) -> bool:
    return other.endswith(one) and prefix in OPPOSITE_PREFIXES


def _base(stem: str) -> str:
    """A participle or an infinitive with zu without that syllable."""
    return PARTICIPLE.sub(lambda match: match[1] or "", stem)


def _is_compound(stem: str, known: frozenset[str]) -> bool:
    """Whether a known word ends or begins it and the rest is known, too."""
    for other in known:
        if len(other) < SHORTEST_PART or other not in stem or other.startswith("#"):
            continue
        rest = stem.removeprefix(other) if stem.startswith(other) else stem.removesuffix(other)
        if rest == stem or rest in OPPOSITE_PREFIXES:
            continue
        if len(rest) < SHORTEST_BEGINNING or any(_is_part(rest, part) for part in known):
            return True
    return False


def _is_part(rest: str, part: str) -> bool:
    """Whether the rest of a compound is the other word, apart from a letter that links them."""
    return len(part) >= SHORTEST_BEGINNING and any(
        rest.removeprefix(link).startswith(part) or rest.removesuffix(link) == part for link in LINKS
    )
