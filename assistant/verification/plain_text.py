"""Takes Markdown apart into sentences."""

import re
from collections.abc import Iterator

from assistant.knowledge.lexical import STOP_WORDS, fold, words

LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
LIST_MARKER = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+", flags=re.MULTILINE)
EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
CELL_BORDER = re.compile(r"(?<!\\)\|")
END = re.compile(r"[.!?…:][\"»“”’)]*\s+(?=[\"„«“(]?[A-ZÄÖÜÀÂÇÉÈÊÎÔÛ\d])|\n+")
_ABBREVIATIONS = (
    "z.b d.h u.a bzw inkl exkl evtl usw ggf max min nr tel st dr mr mrs e.g i.e approx no vs p.ex env art sig ca abs"
)
ORDINAL_DIGITS = 2  # as in "1. Mai"; a year ends a sentence
SMALL_WORDS = frozenset().union(*STOP_WORDS.values())
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())


def plain(markdown: str) -> str:
    """Markdown without link targets, list markers and emphasis."""
    return EMPHASIS.sub("", LIST_MARKER.sub("", LINK.sub(r"\1", markdown)))


def cells(row: str) -> list[str]:
    """The cells of a table row."""
    return [plain(cell).strip() for cell in CELL_BORDER.split(row.strip().removeprefix("|").removesuffix("|"))]


def sentences(text: str) -> list[str]:
    """Split at sentence ends, colons and line breaks; not after abbreviations, ordinals and initials."""
    return [piece.strip() for piece in _pieces(text) if words(piece)]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for match in END.finditer(text):
        if match.group().startswith("\n") or not _goes_on(
            text[start : match.start()], match.group(), text[match.end() :]
        ):
            yield text[start : match.end()]
            start = match.end()
    yield text[start:]


def _goes_on(before: str, end: str, after: str) -> bool:
    """After an abbreviation or an initial, and after an ordinal such as "1. Mai"."""
    if not end.startswith("."):
        return False
    word = fold(f" {before}".rsplit(maxsplit=1)[-1].strip('(„“"')) if before.strip() else ""
    if word.isdigit():
        return len(word) <= ORDINAL_DIGITS and not SMALL_WORDS & set(words(after[:20])[:1])
    return word in ABBREVIATIONS or len(word) == 1
