"""The blocks of a Markdown text: paragraphs, lists, tables, code, with the headings above each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

BlockKind = Literal["paragraph", "list", "table", "code"]
KINDS: dict[str, BlockKind] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
}

MAX_HEADING_CHARS = 200  # a paragraph right above a line of dashes counts as a heading in Markdown, but is none

_markdown = MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block as it stands in the text."""

    headings: tuple[str, ...]
    text: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class _Part:
    """A block with the lines up to the next one; `heading` is None, or the words of a heading and its level."""

    lines: list[str]
    kind: BlockKind
    heading: tuple[int, str] | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")


def blocks(text: str) -> Iterator[Block]:
    """Top-level blocks in reading order. Lines that no block claims belong to the one before them.

    A heading with nothing below it becomes a paragraph, so that no word is lost.
    """
    path: list[tuple[int, str]] = []
    bare: str | None = None  # the last heading as long as nothing is below it
    for part in _parts(text):
        if part.heading:
            level, words = part.heading
            if bare and level <= path[-1][0]:
                yield Block(_names(path[:-1]), bare, "paragraph")
                bare = None
            path = [entry for entry in path if entry[0] < level]
            if words:
                path.append(part.heading)
                bare = words
        if part.text.strip():
            yield Block(_names(path), part.text, part.kind)
            bare = None
    if bare:
        yield Block(_names(path[:-1]), bare, "paragraph")


def _names(path: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in path)


def _parts(text: str) -> Iterator[_Part]:
    lines = text.split("\n")
    tokens = _markdown.parse(text)
    tops = [row for row, token in enumerate(tokens) if token.level == 0 and token.map and token.nesting >= 0]
    bounds = [*(token.map[0] for token in (tokens[row] for row in tops) if token.map), len(lines)]
    yield _Part(lines[: bounds[0]], "paragraph")
    for row, (start, end) in zip(tops, pairwise(bounds), strict=True):
        yield _part(tokens, row, lines[start:end])


def _part(tokens: list[Token], row: int, lines: list[str]) -> _Part:
    token = tokens[row]
    if token.type != "heading_open" or not token.map:
        return _Part(lines, KINDS.get(token.type, "paragraph"))
    words = " ".join(tokens[row + 1].content.split())
    rest = lines[token.map[1] - token.map[0] :]
    if len(words) > MAX_HEADING_CHARS:
        return _Part([words, *rest], "paragraph")
    return _Part(rest, "paragraph", (int(token.tag[1]), words))
