"""A sentence as the checks compare it: words, clauses, qualifiers, quantities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.kit.placeholders import OURS
from assistant.knowledge.lexical import fold
from assistant.knowledge.quantities import MONTH_NUMBERS, UNIT, WORD_NUMBERS, Quantity, quantities
from assistant.verification.vocabulary import (
    BEING,
    EXCEPT,
    EXCLUDED,
    NOT,
    ONLY,
    light_words,
    qualifiers,
    stem_of,
    synonyms,
)

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
WORD = re.compile(r"\w+(?:[.,:]\d+)*")
CLAUSE_END = re.compile(r"[,;:()\[\]–—|\n]|(?<!\w)-(?!\w)")
UNIT_WORD = re.compile(rf"(?:{UNIT})")
LONGEST_PHRASE = 4
DOUBLE_NEGATION = {"fr", "it"}
SECOND_PARTS = frozenset(
    [
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "ni",
        "nulle",
        "mai",
        "nessun",
        "nessuno",
        "nessuna",
        "niente",
        "nulla",
    ]
)
REACH = 5  # words between the two parts of a negation
NEAR = 3  # content words on each side that a qualifier may belong to


@dataclass(frozen=True, slots=True)
class Word:
    """`stem` is empty for words that say nothing of their own, `value` for all but numbers."""

    folded: str
    stem: str
    value: str
    clause: int
    is_name: bool
    is_measure: bool  # a unit or a month beside a number

    @property
    def key(self) -> str:
        """What makes two words the same in a comparison of sequences."""
        return self.value or self.stem or self.folded


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A negation, limit or condition, the clause it stands in, and the content words and numbers around it."""

    kind: str
    clause: int
    near: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence, list item or table row in one language."""

    text: str
    language: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(_words(OURS.sub(" ", self.text), self.language))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words that carry meaning."""
        return frozenset(word.stem for word in self.words if word.stem)

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantities(self.text))

    @cached_property
    def items(self) -> frozenset[str]:
        """What a passage must have to say the same: stems and values."""
        return self.stems | {f"#{value}" for quantity in self.quantities for _, value in quantity.readings}

    @cached_property
    def meanings(self) -> frozenset[int]:
        """The groups of like meaning that its words are in."""
        table = synonyms(self.language)
        return frozenset(group for stem in self.stems for group in table.get(stem, ()))

    @cached_property
    def qualifiers(self) -> tuple[Qualifier, ...]:
        return tuple(_qualifiers(self.words, self.language))

    def stems_of_clause(self, clause: int) -> frozenset[str]:
        """The words of one clause that carry meaning."""
        return frozenset(word.stem for word in self.words if word.stem and word.clause == clause)


def _words(text: str, language: str) -> Iterator[Word]:
    light = light_words(language)
    clause = end = 0
    matches = list(WORD.finditer(text))
    for at, match in enumerate(matches):
        clause += bool(CLAUSE_END.search(text, end, match.start()))
        end = match.end()
        folded = fold(match.group())
        value = _value(folded)
        is_measure = not value and _belongs_to_a_number(folded, matches, at)
        is_content = not value and not is_measure and len(folded) > 1 and folded not in light
        stem = stem_of(folded, language) if is_content else ""
        yield Word(folded, stem, value, clause, is_content and _is_name(match, text), is_measure)


def _value(folded: str) -> str:
    """A number in one notation; a full hour without its minutes."""
    if folded in WORD_NUMBERS:
        return f"#{WORD_NUMBERS[folded]}"
    if not NUMBER.fullmatch(folded):
        return ""
    whole, *rest = re.split(r"[.,:]", folded)
    if len(rest) == 1:
        rest = [digits for digits in [rest[0].rstrip("0")] if digits]
    return "#" + ".".join([whole.lstrip("0") or "0", *rest])


def _belongs_to_a_number(folded: str, matches: list[re.Match[str]], at: int) -> bool:
    """Units and months beside a number: the check of numbers reads them."""
    beside = [matches[other].group() for other in (at - 2, at - 1, at + 1) if 0 <= other < len(matches)]
    has_number = any(word[:1].isdigit() or fold(word) in WORD_NUMBERS for word in beside)
    return has_number and (folded in MONTH_NUMBERS or UNIT_WORD.fullmatch(folded) is not None)


def _is_name(match: re.Match[str], text: str) -> bool:
    """Written with a capital though no sentence begins here."""
    word, before = match.group(), text[: match.start()].rstrip(" \"'„“«»‚‘(*_")
    if any(character.isdigit() for character in word):
        return True
    if not any(character.isupper() for character in word):
        return False
    return (bool(before) and before[-1] not in ".!?…:\n•|") or any(character.isupper() for character in word[1:])


def _qualifiers(words: tuple[Word, ...], language: str) -> Iterator[Qualifier]:
    table = qualifiers(language)
    at = 0
    while at < len(words):
        length, kind = _phrase_at(words, at, table)
        if kind == NOT and language in DOUBLE_NEGATION:
            kind = _first_of_two(words, at, table)
        if kind == EXCLUDED and not _is_said_of_something(words, words[at].clause, language):
            kind = EXCEPT
        if kind:
            yield Qualifier(kind, words[at].clause, _near(words, at, at + length))
        at += max(length, 1)


def _is_said_of_something(words: tuple[Word, ...], clause: int, language: str) -> bool:
    """As in "these are excluded", unlike "excluded: these"."""
    return any(word.clause == clause and word.folded in BEING.get(language, ()) for word in words)


def _first_of_two(words: tuple[Word, ...], at: int, table: dict[tuple[str, ...], str]) -> str:
    """Of "ne … pas" and "non … mai" the first word counts; "ne … que" means only."""
    before, after = words[max(0, at - REACH) : at], [word.folded for word in words[at + 1 : at + 1 + REACH]]
    if words[at].folded in {"ne", "n"} and {"que", "qu"} & set(after) and "pas" not in after:
        return ONLY
    if words[at].folded not in SECOND_PARTS:
        return NOT
    return "" if any(table.get((word.folded,)) == NOT and word.clause == words[at].clause for word in before) else NOT


def _phrase_at(words: tuple[Word, ...], at: int, table: dict[tuple[str, ...], str]) -> tuple[int, str]:
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        kind = table.get(tuple(word.folded for word in words[at : at + length]))
        if kind is not None:
            return length, kind
    return 0, ""


def _near(words: tuple[Word, ...], start: int, end: int) -> tuple[str, ...]:
    """The nearest content words of the same clause."""
    clause = words[start].clause
    before = [word.stem or word.value for word in words[:start] if word.clause == clause and (word.stem or word.value)]
    after = [word.stem or word.value for word in words[end:] if word.clause == clause and (word.stem or word.value)]
    return (*before[-NEAR:], *after[:NEAR])
