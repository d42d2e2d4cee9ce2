"""Splits an article into chunks along its headings.

Promises, each a property test: nothing is lost (the words of all chunks in order are the words of the body), no chunk
exceeds the limit, and a table or list stays whole where it fits. A table or fenced code that is cut repeats its frame.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Chunk
from assistant.knowledge.blocks import Block, blocks
from kb_ingest.article import Article

CountTokens = Callable[[str], int]
TABLE_HEAD_LINES = 2
FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
MAX_CHARS_PER_TOKEN = 16
PLACES_TO_CUT = tuple(  # from coarse to fine; each matches between two characters
    re.compile(place)
    for place in (
        r"(?<=\n)(?=(?:[-*+]|\d{1,9}[.)]) )",
        r"(?<=\n\n)",
        r"(?<=\n)",
        r"(?<=[.?!] )",
        r"(?<=[;,] )",
        r"(?<=\s)",
    )
)


def split(article: Article, *, max_tokens: int, count_tokens: CountTokens) -> list[Chunk]:
    """Chunks of at most `max_tokens` tokens of text, in reading order."""
    parts = [part for block in blocks(article.body) for part in _bounded(block, max_tokens, count_tokens)]
    return [
        Chunk(
            chunk_id=f"{article.article_id}#{position}",
            article_id=article.article_id,
            title=article.title,
            language=article.language,
            url=article.url,
            headings=headings,
            text=text,
            position=position,
        )
        for position, (headings, text) in enumerate(_pack(parts, max_tokens, count_tokens))
    ]


def embedding_text(chunk: Chunk) -> str:
    """What stands for a chunk in the vector space: title, headings and text."""
    return "\n".join([chunk.title, *chunk.headings, chunk.text])


def _bounded(block: Block, max_tokens: int, count_tokens: CountTokens) -> Iterator[Block]:
    """The block, or pieces of it that each fit."""
    if count_tokens(block.text) <= max_tokens:
        yield block
        return
    limit = _Limit(max_tokens, count_tokens)
    for piece in _cut(block, limit):
        yield Block(block.headings, piece.lstrip() if block.kind == "list" else piece, block.kind)


@dataclass(frozen=True, slots=True)
class _Limit:
    max_tokens: int
    count_tokens: CountTokens

    def fits(self, text: str) -> bool:
        return self.count_tokens(text) <= self.max_tokens

    def cut(self, text: str, places: Sequence[re.Pattern[str]] = PLACES_TO_CUT) -> list[str]:
        """The text, or pieces of it that each fit and are as long as they may be."""
        if self.fits(text):
            return [text]
        if not places:
            return list(self._windows(text))
        pieces = [""]
        for part in places[0].split(text):
            if self.fits(pieces[-1] + part):
                pieces[-1] += part
            else:
                pieces += self.cut(part, places[1:])
        return [piece for piece in pieces if piece.strip()]

    def _windows(self, word: str) -> Iterator[str]:
        """Pieces of a single word that is too long."""
        while word:
            sizes = range(2, min(len(word), self.max_tokens * MAX_CHARS_PER_TOKEN) + 1)
            size = 1 + bisect_left(sizes, True, key=lambda size: not self.fits(word[:size]))
            yield word[:size]
            word = word[size:]


def _cut(block: Block, limit: _Limit) -> list[str]:
    lines = block.text.split("\n")
    if block.kind == "table":
        return _cut_framed(lines[:TABLE_HEAD_LINES], lines[TABLE_HEAD_LINES:], [], limit)
    if block.kind == "code" and FENCE.match(lines[0]):
        end = len(lines) - 1 if FENCE.match(lines[-1]) else len(lines)
        return _cut_framed(lines[:1], lines[1:end], lines[end:], limit)
    return limit.cut(block.text)


def _cut_framed(head: list[str], rows: list[str], tail: list[str], limit: _Limit) -> list[str]:
    """Pieces of whole rows between head and tail; a row too long for that is cut and stands alone."""
    pieces: list[str] = []
    current: list[str] = []
    for row in rows:
        if limit.fits("\n".join([*head, *current, row, *tail])):
            current.append(row)
            continue
        if current or not pieces:  # the head stands once even if no row fits below it
            pieces += limit.cut("\n".join([*head, *current, *tail]))
        current = [row] if limit.fits("\n".join([*head, row, *tail])) else []
        if not current:
            pieces += limit.cut(row)
    if current or not pieces:
        pieces += limit.cut("\n".join([*head, *current, *tail]))
    return pieces


def _pack(parts: list[Block], max_tokens: int, count_tokens: CountTokens) -> Iterator[tuple[tuple[str, ...], str]]:
    """Join neighbouring blocks of one section while they fit."""
    current: list[Block] = []
    for block in parts:
        same_section = bool(current) and current[-1].headings == block.headings
        if current and (not same_section or count_tokens(_join([*current, block])) > max_tokens):
            yield current[0].headings, _join(current)
            current = []
        current.append(block)
    if current:
        yield current[0].headings, _join(current)


def _join(parts: list[Block]) -> str:
    return "\n\n".join(block.text.strip("\n") for block in parts)
