"""Cuts a block where it may be cut: after an item, a row, a line or a sentence."""

import re
from collections.abc import Callable, Iterator

from assistant.answering.citations import sentence_ends
from assistant.answering.pieces import LINE, LIST_ITEM
from assistant.answering.tables import HEAD_LINES
from assistant.knowledge.blocks import BlockKind

WORD = re.compile(r"(?<=\s)(?=\S)")

Fits = Callable[[str], bool]


def cut(text: str, kind: BlockKind, *, fits: Fits) -> str:
    """The whole text, or as much of its beginning as fits; empty when not even the first piece does."""
    return text if fits(text) else _longest(text, _borders(text, kind), fits)


def cut_between_words(text: str, *, fits: Fits) -> str:
    """As many words of the beginning as fit, with a mark that there are more."""
    kept = _longest(text, (match.start() for match in WORD.finditer(text)), lambda words: fits(f"{words} …"))
    return f"{kept} …" if kept else ""


def without_open_end(text: str) -> str:
    """The text without a last sentence that announces what does not follow."""
    if not text.endswith(":"):
        return text
    return text[: max(sentence_ends(text), default=0)].rstrip()


def _longest(text: str, borders: Iterator[int], fits: Fits) -> str:
    kept = ""
    for border in borders:
        piece = text[:border].rstrip()
        if not fits(piece):
            break
        kept = piece
    return kept


def _borders(text: str, kind: BlockKind) -> Iterator[int]:
    match kind:
        case "list":
            found = LIST_ITEM.finditer(text)
            yield from (match.start() for match in found if match.start())
        case "code":
            yield from (match.start() for match in LINE.finditer(text) if match.start())
        case "table":  # a head alone says nothing
            yield from [match.start() for match in LINE.finditer(text)][HEAD_LINES + 1 :]
        case "paragraph":
            yield from sentence_ends(text)
