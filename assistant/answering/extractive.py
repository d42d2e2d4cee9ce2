"""Answers by quoting: the blocks of the best passage that fit the question, word for word."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from assistant.domain import Answer, Chunk, Draft, Language, Statement
from assistant.knowledge.blocks import Block, blocks
from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.lexical import terms

MAX_TOKENS = 200
ENOUGH_TOKENS = 90  # a passage this short is quoted whole
DENSE_NEARLY_BEST = 0.03  # a further block is quoted when its cosine is this close to the best one
WORD_BONUS = 0.05  # what the share of the question's words in a block adds to its cosine
TABLE_HEAD_LINES = 2
LIST_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s", re.MULTILINE)


class Extractive:
    """Drafts that cannot invent anything: every line stands in the article."""

    def __init__(self, embedder: Embedder, *, other_language_note: Callable[[str, Language], str]) -> None:
        self._embedder = embedder
        self._other_language_note = other_language_note
        self._block_vectors = lru_cache(maxsize=4096)(self._embed_blocks)

    def draft(self, decision: Answer, *, query: str, language: Language) -> Draft:
        """Quote the first passage, at most 200 tokens, with a note when it is in another language."""
        chunk = decision.passages[0].chunk
        statements = [Statement(text, (chunk.chunk_id,)) for text in self.quote(chunk, query=query)]
        if chunk.language != language:
            note = Statement(self._other_language_note(chunk.language, language), (chunk.chunk_id,))
            statements.insert(0, note)
        return Draft(tuple(statements), origin="extractive")

    def quote(self, chunk: Chunk, *, query: str) -> list[str]:
        """The blocks that answer the question, in reading order."""
        parts = tuple(blocks(chunk.text))
        budget = MAX_TOKENS
        asked = set(terms(query, chunk.language))
        chosen = self._choose(parts, query, asked, chunk) if self._tokens(chunk.text) > ENOUGH_TOKENS else parts
        quoted: list[str] = []
        if chosen and chosen[0].kind != "paragraph" and chunk.headings:
            quoted.append(f"**{chunk.headings[-1]}**")
            budget -= self._tokens(quoted[0])
        for block in chosen:
            text = self._trim(block, asked, chunk.language, budget)
            if not text:
                break
            quoted.append(text)
            budget -= self._tokens(text)
        return quoted

    def _choose(self, parts: tuple[Block, ...], query: str, asked: set[str], chunk: Chunk) -> list[Block]:
        """The best block and those nearly as good, with the lead-in that belongs to each."""
        if len(parts) == 1:
            return list(parts)
        vectors = self._block_vectors(tuple(_with_headings(part, chunk) for part in parts))
        cosines = vectors @ self._embedder.embed_query(query)
        shares = np.array([_share(asked, part.text, chunk.language) for part in parts])
        scores = cosines + WORD_BONUS * shares
        wanted = {int(row) for row in np.flatnonzero(scores >= scores.max() - DENSE_NEARLY_BEST)}
        best = int(scores.argmax())
        kept = {best}
        for row in sorted(wanted, key=lambda row: -scores[row]):
            candidate = kept | {row} | _lead_ins(parts, row)
            if sum(self._tokens(parts[index].text) for index in candidate) <= MAX_TOKENS:
                kept = candidate
        return [parts[row] for row in sorted(kept | _lead_ins(parts, best))]

    def _trim(self, block: Block, asked: set[str], language: str, budget: int) -> str:
        """The block, or what of it fits and was asked for."""
        text = trim_table(block.text, asked, language) if block.kind == "table" else block.text
        if self._tokens(text) <= budget:
            return text
        lines = _units(block, text)
        kept: list[str] = []
        for line in lines:
            if self._tokens("".join([*kept, line])) > budget:
                break
            kept.append(line)
        return "".join(kept).rstrip()

    def _tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text)

    def _embed_blocks(self, texts: tuple[str, ...]) -> Vectors:
        return self._embedder.embed_passages(texts)


def trim_table(table: str, asked: set[str], language: str) -> str:
    """Head and the rows, first column and the columns that the question names; the whole table if it names none."""
    lines = table.split("\n")
    head, rows = lines[:TABLE_HEAD_LINES], lines[TABLE_HEAD_LINES:]
    named = [row for row in rows if asked & _row_terms(row, language)]
    if 0 < len(named) <= len(rows) / 2:
        rows = named
    cells = _cells(head[0])
    columns = [index for index, cell in enumerate(cells) if index and asked & set(terms(cell, language))]
    if not columns or len(columns) == len(cells) - 1:
        return "\n".join([*head, *rows])
    keep = [0, *columns]
    return "\n".join(_row([_cells(line)[i] for i in keep if i < len(_cells(line))]) for line in [*head, *rows])


def _row_terms(row: str, language: str) -> set[str]:
    """Terms of a row's first cell, which names it."""
    cells = _cells(row)
    return set(terms(cells[0], language)) if cells and cells[0] else set()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _with_headings(block: Block, chunk: Chunk) -> str:
    return "\n".join([*chunk.headings[-1:], block.text])


def _share(asked: set[str], text: str, language: str) -> float:
    return len(asked & set(terms(text, language))) / len(asked) if asked else 0.0


def _lead_ins(parts: Sequence[Block], row: int) -> set[int]:
    """A paragraph ending in a colon and what it announces belong together."""
    before = {row - 1} if row > 0 and parts[row - 1].text.rstrip().endswith(":") else set()
    after = {row + 1} if row + 1 < len(parts) and parts[row].text.rstrip().endswith(":") else set()
    return before | after


def _units(block: Block, text: str) -> list[str]:
    """Pieces at which a block may be cut: items, rows or sentences, each with its ending."""
    if block.kind == "list":
        starts = [match.start() for match in LIST_ITEM.finditer(text)]
        return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if block.kind in ("table", "code"):
        return text.splitlines(keepends=True)
    return re.split(r"(?<=[.!?…])(?=\s)", text)
