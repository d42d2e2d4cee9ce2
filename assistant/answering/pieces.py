"""What a block is made of: sentences, list items, table rows; and putting some of them together again."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from assistant.answering.citations import sentence_ends
from assistant.knowledge.blocks import BlockKind

LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])\s", re.MULTILINE)
LINE = re.compile(r"^", re.MULTILINE)
ORDERED = re.compile(r"^ {0,3}\d+[.)]\s")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[(?:Bild|Image|Immagine|Imagen)(?:[ \xa0]?:[^\]]*)?\](?!\()")


def pieces(text: str, kind: BlockKind) -> list[str]:
    """Sentences of a paragraph, items of a list and rows of a table, as they stand; code is one piece."""
    match kind:
        case "paragraph":
            borders = list(sentence_ends(text))
        case "list":
            borders = [match.start() for match in LIST_ITEM.finditer(text) if match.start()]
        case "table":
            borders = [match.start() for match in LINE.finditer(text) if match.start()]
        case _:
            borders = []
    return [text[start:end] for start, end in pairwise([0, *borders, len(text)])]


def joined(parts: list[str], kept: Collection[int]) -> str:
    """The kept pieces; those that were apart stand on lines of their own, so that each line is a quotation."""
    return "\n".join(run.strip("\n ") for run in _runs(parts, kept)).strip()


def is_only_images(text: str) -> bool:
    return not re.search(r"\w", IMAGE.sub("", text))


def _runs(parts: list[str], kept: Collection[int]) -> Iterator[str]:
    run = ""
    for row, part in enumerate(parts):
        if row in kept:
            run += part
        elif run:
            yield run
            run = ""
    if run:
        yield run
