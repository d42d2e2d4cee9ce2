"""Reads a model's text: sentences and list items with citations such as [1] become statements."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.domain import Statement
from assistant.knowledge.lexical import STOP_WORDS, words

CITATION = re.compile(r"\s*\[((?:\d{1,2})(?:\s*[,;]\s*\d{1,2})*)\]")
LIST_LINE = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+")
BOUNDARY = re.compile(r"[.!?…][\"»“”’)]*(?P<cited>(?:\s*\[[\d,; ]+\])*)\s+(?=[^\s\[])")
END = re.compile(r"(?:[.!?…][\"»“”’)]*(?P<cited>(?:\s*\[[\d,; ]+\])*)|(?P<only_cited>(?:\s*\[[\d,; ]+\])+)\.?)$")
_ABBREVIATIONS = (
    "z.b d.h u.a ca bzw inkl exkl evtl usw ggf max min nr tel mo st dr hr fr mr mrs ms e.g i.e approx no vs p.ex env "
    "art ecc es sig dott abs"
)
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_SMALL_WORDS = frozenset().union(*STOP_WORDS.values())
UNKNOWN = "unknown-passage-"


def parse_statements(text: str, chunk_ids: tuple[str, ...]) -> tuple[Statement, ...]:
    """One statement per sentence, one per list; `[n]` becomes the id of the n-th chunk, or an id that no chunk has."""
    return tuple(
        Statement(said, cited)
        for piece in _pieces(text)
        for said, cited in [(CITATION.sub("", piece).strip(), _cited(piece, chunk_ids))]
        if said
    )


def _cited(piece: str, chunk_ids: tuple[str, ...]) -> tuple[str, ...]:
    numbers = [int(number) for match in CITATION.finditer(piece) for number in re.findall(r"\d+", match.group(1))]
    known = dict(enumerate(chunk_ids, start=1))
    return tuple(dict.fromkeys(known.get(number, f"{UNKNOWN}{number}") for number in numbers))


def _pieces(text: str) -> Iterator[str]:
    """Sentences of the paragraphs, and each run of list items as a whole."""
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        if LIST_LINE.match(line):
            items.append(line.strip())
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield from sentences(line)


def sentences(line: str) -> Iterator[str]:
    """Split a paragraph after its sentences and their citations."""
    ends = [0, *sentence_ends(line), len(line)]
    yield from (said for start, end in pairwise(ends) if (said := line[start:end].strip()))


def sentence_ends(text: str) -> Iterator[int]:
    """Where a next sentence begins; not after abbreviations, ordinals and initials."""
    start = 0
    for match in BOUNDARY.finditer(text):
        if match["cited"] or not _goes_on(text[start : match.start()], text[match.end() : match.end() + 20]):
            start = match.end()
            yield start


def without_open_sentence(text: str) -> str:
    """The text up to the end of its last whole sentence; for a text that was cut off somewhere."""
    *lines, last = text.rstrip().splitlines() or [""]
    end = END.search(last)
    if end and (end["cited"] or end["only_cited"] or not _is_abbreviation(last[: end.start()])):
        return text
    return "\n".join([*lines, last[: max(sentence_ends(last), default=0)]]).rstrip()


def _goes_on(before: str, after: str) -> bool:
    """Not after a number before a small word, as in "ab 39. In"; "3. Mai" and the "2." of a list go on."""
    *others, last = before.split() or [""]
    is_end = bool(others) and last.isdigit() and not _SMALL_WORDS.isdisjoint(words(after)[:1])
    return _is_abbreviation(before) and not is_end


def _is_abbreviation(before: str) -> bool:
    word = f" {before}".rsplit(maxsplit=1)[-1].strip('(„“"').casefold() if before.strip() else ""
    return word in ABBREVIATIONS or len(word) == 1 or word.isdigit()
