"""Characters that nobody sees: text in tag characters, direction overrides, hidden bits, words with holes."""

import re
from collections.abc import Iterator

from kb_ingest.screen.finding import Span
from kb_ingest.screen.page import Page

KIND = "invisible characters"
FLAG = re.compile(r"\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f")  # England, Scotland, Wales: tags are part of it
SMUGGLED = re.compile(
    r"[\u202d\u202e\U000e0000-\U000e007f]+"  # overrides turn letters round, tags spell text
    r"|[\U000e0100-\U000e01ef]{2,}|[\ufe00-\ufe0f]{4,}"  # variation selectors, one byte each
    r"|[\u2061-\u2064]{3,}"  # invisible operators; formulas have single ones
    r"|[\u2065-\u206f\u180e\ufff9-\ufffb]+"  # isolates and what is deprecated
    r"|[\u200b-\u200f\u2060\ufeff]{8,}"  # zero and one in zero width
    r"|[\u3164\uffa0\u115f\u1160]{2,}"  # fillers
)
SEEN = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u180e\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u3164\uffa0\u115f\u1160\U000e0000-\U000e0fff]"
)
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ISOLATES = re.compile(r"[\u2066-\u2069]+")
HOLE = re.compile(r"(?<=[a-zA-ZÀ-ɏ])[\u200b-\u200d\u2060\ufeff]+(?=[a-zA-ZÀ-ɏ])")
FEW_HOLES = 5  # copied web pages have some


def find(page: Page) -> Iterator[Span]:
    """Characters that carry something past the reader's eye, and words with many holes."""
    if page.text.isascii() or not SEEN.search(page.text):
        return
    flags = [match.span() for match in FLAG.finditer(page.text)]
    turns = RIGHT_TO_LEFT.search(page.text)
    for match in SMUGGLED.finditer(page.text):
        is_flag = any(start <= match.start() < end for start, end in flags)
        if not is_flag and not (turns and ISOLATES.fullmatch(match.group())):
            yield Span(KIND, *match.span())
    holes = [match.span() for match in HOLE.finditer(page.text)]
    if len(holes) >= FEW_HOLES:
        start, end = holes[0][0], holes[-1][1]
        yield Span(KIND, start, min(end, start + 200))
