"""Makes the lines of PDF pages into Markdown: paragraphs, lists and headings without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

ON_MOST_PAGES = 0.6
HEADING_SCALE = 1.15
MAX_HEADING_CHARS = 120
MAX_HEADING_LEVEL = 4
PARAGRAPH_GAP = 0.55
"""White space above a new paragraph, as a share of the line's height."""
SHORT_LINE = 0.8
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:seite|page|pagina|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|von|of|sur|di)\s*\d{1,4})?\W*", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")
BULLET = re.compile(r"[•‣◦▪●○■–—\-*·\uf0b7]\s+")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\D)")
SENTENCE_END = re.compile(r"[.!?:;…][\"»“”’)\]]*$")
BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
AND = re.compile(r"(?:und|oder|bzw\.|beziehungsweise|sowie|bis)\b")
SOFT_HYPHEN = "\u00ad"
MARKDOWN_START = re.compile(r"^(?=[#>|]|```)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; places and sizes in points, from the lower left corner.

    `at_edge` says that it stands where running heads, feet and page numbers do.
    """

    text: str
    size: float
    bold: bool
    left: float
    right: float
    top: float
    bottom: float
    at_edge: bool


def to_markdown(pages: Sequence[Sequence[Line]], *, outline: dict[str, int]) -> str:
    """The text of the pages; `outline` holds titles that are headings, with their depth."""
    kept = _without_running_lines(pages)
    levels = _Levels([line for page in kept for line in page], outline)
    blocks: list[str] = []
    paragraph: list[Line] = []
    for page in kept:
        for line in page:
            level = levels.of(line)
            if paragraph and (level or _begins(line, paragraph, levels.widest)):
                blocks.append(_joined(paragraph))
                paragraph = []
            if level:
                blocks.append("#" * level + " " + line.text)
            else:
                paragraph.append(line)
    if paragraph:
        blocks.append(_joined(paragraph))
    return "\n\n".join(_with_close_items(blocks)) + "\n"


def headline(pages: Sequence[Sequence[Line]]) -> str | None:
    """The text in the largest type on the first page, if it is larger than the rest."""
    lines = [line for page in pages for line in page]
    first = next((page for page in pages if page), [])
    largest = max((line.size for line in first), default=0.0)
    if largest < HEADING_SCALE * _body_size(lines):
        return None
    words = " ".join(line.text for line in first if line.size == largest)
    return words if len(words) <= 2 * MAX_HEADING_CHARS else None


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Levels:
    """Tells headings by the outline, their size or, in bold, a line of their own."""

    def __init__(self, lines: Sequence[Line], outline: dict[str, int]) -> None:
        self._body = _body_size(lines)
        self._outline = {_bare(title): depth for title, depth in outline.items()}
        large = sorted({line.size for line in lines if self._is_large(line)}, reverse=True)
        self._by_size = {size: min(rank, MAX_HEADING_LEVEL) for rank, size in enumerate(large, 1)}
        self._bold_is_rare = sum(line.bold for line in lines) < len(lines) / 3
        self.widest = max((line.right for line in lines if line.size == self._body), default=0.0)

    def _is_large(self, line: Line) -> bool:
        return line.size >= HEADING_SCALE * self._body and len(line.text) <= MAX_HEADING_CHARS

    def of(self, line: Line) -> int:
        """The level of the heading, from 1; 0 for text."""
        if not any(char.isalpha() for char in line.text):
            return 0
        if (depth := self._outline.get(_bare(line.text))) is not None:
            return min(depth + 1, MAX_HEADING_LEVEL)
        if self._is_large(line):
            return self._by_size[line.size]
        alone = line.bold and self._bold_is_rare and not SENTENCE_END.search(line.text)
        return min(len(self._by_size) + 1, MAX_HEADING_LEVEL) if alone and self._is_short(line) else 0

    def _is_short(self, line: Line) -> bool:
        return len(line.text) <= MAX_HEADING_CHARS and line.right < SHORT_LINE * self.widest


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _begins(line: Line, paragraph: Sequence[Line], widest: float) -> bool:
    """Whether a new paragraph begins with the line."""
    above = paragraph[-1]
    if BULLET.match(line.text) or NUMBERED.match(line.text):
        return True
    if max(line.size, above.size) >= HEADING_SCALE * min(line.size, above.size):
        return True
    if line.top >= above.top:  # the next column or page
        return bool(SENTENCE_END.search(above.text)) or not (line.text[0].islower() or BROKEN_WORD.search(above.text))
    if above.bottom - line.top > PARAGRAPH_GAP * line.size:
        return True
    return bool(SENTENCE_END.search(above.text)) and above.right < SHORT_LINE * widest


def _joined(paragraph: Sequence[Line]) -> str:
    """The lines as one paragraph; a word broken at the end of a line is whole again."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        text = _continued(text, line.text) if BROKEN_WORD.search(text) else f"{text} {line.text}"
    if BROKEN_WORD.search(text):
        text = text[:-1] + "-"
    text = text.replace(SOFT_HYPHEN, "")
    if BULLET.match(text):
        return "- " + BULLET.sub("", text, count=1)
    return NUMBERED.sub(r"\1. ", MARKDOWN_START.sub(r"\\", text), count=1)


def _continued(text: str, following: str) -> str:
    """The text and the next line; the hyphen between them stays or goes: Reinigung, Vor- und Nachteile, KM-2000."""
    if AND.match(following):
        return f"{text[:-1]}- {following}"
    return text[:-1] + following if following[0].islower() else f"{text[:-1]}-{following}"


def _with_close_items(blocks: Sequence[str]) -> Iterator[str]:
    """List items stand close together."""
    items: list[str] = []
    for block in blocks:
        if items and not _is_item(block):
            yield "\n".join(items)
            items = []
        if _is_item(block):
            items.append(block)
        else:
            yield block
    if items:
        yield "\n".join(items)


def _is_item(block: str) -> bool:
    return block.startswith("- ") or bool(re.match(r"\d{1,3}\. ", block))


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without lines that most of them repeat at their edges, and without page numbers."""
    filled = [page for page in pages if page]
    body = _body_size([line for page in filled for line in page])
    counts: Counter[str] = Counter()
    for page in filled:
        counts.update({_running(line) for line in page if line.at_edge and line.size < HEADING_SCALE * body})
    often = {text for text, count in counts.items() if count > 1 and count >= ON_MOST_PAGES * len(filled)}
    return [_without_edges(page, often) for page in filled]


def _without_edges(page: Sequence[Line], often: set[str]) -> list[Line]:
    """The page from its first to its last line that is its own."""

    def is_running(line: Line) -> bool:
        return line.at_edge and (_running(line) in often or bool(PAGE_NUMBER.fullmatch(line.text)))

    by_height = sorted(page, key=lambda line: -line.top)
    outside = [*takewhile(is_running, by_height), *takewhile(is_running, reversed(by_height))]
    return [line for line in page if line not in outside]


def _running(line: Line) -> str:
    return DIGITS.sub("0", line.text).casefold()
