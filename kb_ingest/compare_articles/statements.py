"""Sentences of an article that say how much, when or whether: what can contradict another article."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.knowledge.lexical import STOP_WORDS, fold, words
from assistant.knowledge.quantities import Quantity, quantities

SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\d\.)\s+(?=[\"„«“(*]*[A-ZÄÖÜÀÂÇÉÈÊÎÔÛ\d])")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
NO_PROSE = re.compile(
    r"https?:|www\.|[=\\{}|_<>]|\$ |--|//|[:;]\W*$|\b(?:in diesem|in dieser|in this|dans cet\w*|"
    r"in quest\w)\b",
    re.IGNORECASE,
)
# What it is about stands in another sentence. "Sie" before a verb in -t is "she"; before others it is "you".
PRONOUN_FIRST = re.compile(
    r"\W*(?:es|er|das|dies\w*|sie (?:\w+t|wird|kann|muss|soll|darf)|it|they|th(?:is|at|ese|ose)|he|she|il|elles?|ils|"
    r"ce\w*|ça|questo|questa|quest[ei])\b",
    re.IGNORECASE,
)
FENCE = re.compile(r"^\s*(?:`{3}|~{3})")
LIST_MARKER = re.compile(r"^\s*(?:[-*+•>]|\d{1,2}[.)])\s+")
CODE_OR_TAG = re.compile(r"`[^`]*`|<[^>]*>|[*_#]+")
NUMBER_WORD = re.compile(
    r"\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|fourteen|deux|trois|quatre|cinq|sept|huit|neuf|dix|due|tre|quattro|cinque|sette|otto|nove|dieci)\b",
    re.IGNORECASE,
)
# Of "don't", the t. French "ne" may also mean "only".
_NEGATION = (
    "nicht kein keine keinen keinem keiner keines nie niemals not no never cannot t pas aucun aucune jamais non nessun "
    "nessuna nessuno"
)
NEGATION = frozenset(_NEGATION.split())
_WEAK = (
    "jede jeder jedes jeden jedem alle allen aller unser unsere unserem unseren unserer auch immer bereits etwa ca "
    "rund noch jeweils dann daher deshalb dort hier also just only always every each any all please bitte ihren ihrem "
    "ihres toujours chaque aussi tous toutes sempre ogni anche tutti tutte"
)
WEAK = frozenset(_WEAK.split())
FEWEST_WORDS = 3
MOST_WORDS = 30
LONGEST_LINE = 2000  # characters


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says how much or when: its content words, the quantities in it, and whether it denies."""

    line: int
    text: str
    words: frozenset[str]
    quantities: tuple[Quantity, ...]
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """Any sentence; `digest` is the same for the same content words and values, whether it denies or not."""

    line: int
    digest: str
    is_negative: bool


@lru_cache(maxsize=2048)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, which is asked for them more than once."""
    return tuple(quantities(text)) if NUMBER_WORD.search(text) else ()


def sentences(body: str) -> Iterator[tuple[int, str]]:
    """Line (from 1) and text of each sentence outside of code and headings; a table row is one."""
    is_code = False
    for number, line in enumerate(body.split("\n"), start=1):
        if FENCE.match(line):
            is_code = not is_code
        elif not is_code and line.strip() and not line.lstrip().startswith("#") and len(line) <= LONGEST_LINE:
            plain = LIST_MARKER.sub("", CODE_OR_TAG.sub("", LINK.sub(lambda match: match.group(1), line)))
            if plain.lstrip().startswith("|"):
                yield number, plain.strip()
                continue
            yield from ((number, sentence.strip()) for sentence in SENTENCE_END.split(plain) if sentence.strip())


def read_statements(body: str, *, language: str) -> tuple[list[Statement], list[Claim]]:
    """The sentences with quantities, and all that end like one, by what they say."""
    found, claims = [], []
    for line, text in sentences(body):
        if NO_PROSE.search(text) or PRONOUN_FIRST.match(text):
            continue
        quantities_there = quantities_in(text)
        all_words = words(text)
        said = _content(all_words, quantities_there, nothing_said=_nothing_said(language))
        if not FEWEST_WORDS <= len(said) <= MOST_WORDS:
            continue
        statement = Statement(line, text, said, quantities_there, not NEGATION.isdisjoint(all_words))
        if quantities_there:
            found.append(statement)
        if is_closed(text) and not _names_zero(quantities_there):
            claims.append(Claim(line, _digest(statement), statement.is_negative))
    return found, claims


def is_closed(text: str) -> bool:
    """Whether it ends like a sentence; error messages and commands seldom do."""
    return text.rstrip('*_)"“” ').endswith((".", "!", "?"))


def _names_zero(found: tuple[Quantity, ...]) -> bool:
    """As in "no interest (0 %)": a denial and a number say the same."""
    return any(value == "0" for quantity in found for _, value in quantity.readings)


def _digest(statement: Statement) -> str:
    values = sorted(f"{unit}:{value}" for quantity in statement.quantities for unit, value in quantity.readings)
    return hashlib.blake2s(" ".join([*sorted(statement.words), *values]).encode(), digest_size=8).hexdigest()


@cache
def _nothing_said(language: str) -> frozenset[str]:
    return STOP_WORDS.get(language, frozenset()) | NEGATION | WEAK


def _content(all_words: list[str], found: tuple[Quantity, ...], *, nothing_said: frozenset[str]) -> frozenset[str]:
    """The words that say what it is about, with units in place of quantities."""
    said = {word for word in all_words if word not in nothing_said and not word[0].isdigit()}
    for quantity in found:
        said -= set(fold(quantity.text).split())
        said |= {f"<{unit}>" for unit, _ in quantity.readings if unit}
    return frozenset(said)
