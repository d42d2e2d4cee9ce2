"""The blocks of a Markdown text: paragraphs, lists, tables, code, with the headings above each."""

from collections.abc import Iterator
from dataclasses import dataclass
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

_markdown = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block as it stands in the text."""

    headings: tuple[str, ...]
    text: str
    kind: BlockKind


def blocks(text: str) -> Iterator[Block]:
    """Top-level blocks in reading order. Lines that no block claims belong to the one before them.

    A heading with nothing below it becomes a paragraph, so that no word is lost.
    """
    lines = text.split("\n")
    tokens = [token for token in _markdown.parse(text) if token.level == 0 and token.map and token.nesting >= 0]
    if not tokens:
        if text.strip():
            yield Block((), text.strip("\n"), "paragraph")
        return
    starts = [0, *(token.map[0] for token in tokens[1:] if token.map)]
    path: list[tuple[int, str]] = []
    bare_heading = False  # the last heading has nothing below it yet
    for token, start, end in zip(tokens, starts, [*starts[1:], len(lines)], strict=True):
        names = tuple(name for _, name in path)
        if token.type != "heading_open":
            yield Block(names, "\n".join(lines[start:end]).strip("\n"), KINDS.get(token.type, "paragraph"))
            bare_heading = False
            continue
        level = int(token.tag[1])
        if bare_heading and level <= path[-1][0]:
            yield Block(names[:-1], names[-1], "paragraph")
        title, rest = _heading(token, lines, start=start, end=end)
        path = [*(entry for entry in path if entry[0] < level), (level, title)]
        bare_heading = not rest
        if rest:
            yield Block(tuple(name for _, name in path), rest, "paragraph")
    if bare_heading:
        yield Block(tuple(name for _, name in path[:-1]), path[-1][1], "paragraph")


def _heading(token: Token, lines: list[str], *, start: int, end: int) -> tuple[str, str]:
    """The heading's words, and the lines around it that belong to no block (link definitions and the like)."""
    assert token.map is not None
    first, last = token.map
    if token.markup in ("-", "="):  # setext: an underlined heading
        title = " ".join(line.strip() for line in lines[first : last - 1])
    else:
        title = lines[first].strip().lstrip("#").rstrip("#").strip()
    return title, "\n".join([*lines[start:first], *lines[last:end]]).strip()
