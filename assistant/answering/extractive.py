"""Answers by quoting: the blocks of the best passage that fit the question, word for word."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import inf

import numpy as np

from assistant.answering.cut import cut, cut_between_words, without_open_end
from assistant.answering.tables import trim_table
from assistant.domain import Answer, Chunk, Draft, Language, Statement
from assistant.knowledge.blocks import Block, blocks
from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.lexical import terms

MAX_TOKENS = 200
ENOUGH_TOKENS = 90  # a passage this short is quoted whole
NEARLY_BEST = 0.03  # a further block is quoted when its cosine is this close to the best one
MAX_LEAD_IN_CHARS = 400
WORD_BONUS = 0.05  # what the share of the question's words in a block adds to its cosine


class Extractive:
    """Drafts that cannot invent anything: every line stands in the article."""

    def __init__(self, embedder: Embedder, *, other_language_note: Callable[[str, Language], str]) -> None:
        self._embedder = embedder
        self._other_language_note = other_language_note
        self._block_vectors = lru_cache(maxsize=4096)(self._embed_blocks)

    def draft(self, decision: Answer, *, query: str, language: Language) -> Draft:
        """Quote the first passage, at most 200 tokens, after a note when it is in another language."""
        chunk = decision.passages[0].chunk
        note = self._note(chunk, language)
        quoted = self.quote(chunk, query=query, max_tokens=MAX_TOKENS - self._tokens(note))
        return _draft([note, *quoted] if note and quoted else quoted, chunk)

    def whole(self, decision: Answer, *, language: Language) -> Draft:
        """The first passage word for word, however long, after a note when it is in another language."""
        chunk = decision.passages[0].chunk
        return _draft([*filter(None, [self._note(chunk, language)]), chunk.text], chunk)

    def _note(self, chunk: Chunk, language: Language) -> str:
        return "" if chunk.language == language else self._other_language_note(chunk.language, language)

    def quote(self, chunk: Chunk, *, query: str, max_tokens: int = MAX_TOKENS) -> list[str]:
        """The blocks that answer the question, in reading order."""
        parts = tuple(blocks(chunk.text))
        asked = set(terms(query, chunk.language))
        heading = f"**{chunk.headings[-1]}**" if chunk.headings else ""
        budget = max_tokens - self._tokens(heading)
        is_short = len(parts) <= 1 or self._tokens(chunk.text) <= ENOUGH_TOKENS
        chosen = parts if is_short else self._choose(parts, query, asked, chunk, budget)
        quoted = _closed(list(self._fitting(chosen, asked, chunk, budget)))
        if heading and quoted and chosen[0].kind != "paragraph":
            return [heading, *quoted]
        return quoted

    def _choose(
        self, parts: tuple[Block, ...], query: str, asked: set[str], chunk: Chunk, budget: int
    ) -> tuple[Block, ...]:
        """The best block and those nearly as good, with the lead-in that belongs to each."""
        vectors = self._block_vectors(tuple(_with_headings(part, chunk) for part in parts))
        cosines = vectors @ self._embedder.embed_query(query)
        shares = np.array([_share(asked, part.text, chunk.language) for part in parts])
        scores = cosines + WORD_BONUS * shares
        best = int(scores.argmax())
        wanted = [int(row) for row in np.argsort(-scores, kind="stable") if scores[row] >= scores[best] - NEARLY_BEST]
        kept = {best} | _lead_ins(parts, best)
        for row in wanted:
            candidate = kept | {row} | _lead_ins(parts, row)
            if sum(self._tokens(parts[index].text) for index in candidate) <= budget:
                kept = candidate
        return tuple(parts[row] for row in sorted(kept))

    def _fitting(self, chosen: Sequence[Block], asked: set[str], chunk: Chunk, budget: int) -> Iterator[str]:
        """What fits of the blocks, or of what was asked for of a table; nothing follows after a cut."""
        topic = frozenset(terms(" ".join([chunk.title, *chunk.headings]), chunk.language))
        for number, block in enumerate(chosen):
            is_table = block.kind == "table"
            text = trim_table(block.text, asked, chunk.language, topic=topic) if is_table else block.text

            def fits(piece: str, left: int = budget) -> bool:
                return self._tokens(piece) <= left

            part = cut(text, block.kind, fits=fits)
            if not part and number == 0:
                part = cut_between_words(text, fits=fits)
            if part:
                yield part
            if part != text:
                return
            budget -= self._tokens(part)

    def _tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text) if text else 0

    def _embed_blocks(self, texts: tuple[str, ...]) -> Vectors:
        return self._embedder.embed_passages(texts)


def _draft(texts: Sequence[str], chunk: Chunk) -> Draft:
    return Draft(tuple(Statement(text, (chunk.chunk_id,)) for text in texts), origin="extractive")


def _with_headings(block: Block, chunk: Chunk) -> str:
    return "\n".join([*chunk.headings[-1:], block.text])


def _share(asked: set[str], text: str, language: str) -> float:
    return len(asked & set(terms(text, language))) / len(asked) if asked else 0.0


def _lead_ins(parts: Sequence[Block], row: int) -> set[int]:
    """A paragraph ending in a colon and what it announces belong together; a long one says more than that."""
    before = {row - 1} if row > 0 and _announces(parts[row - 1], MAX_LEAD_IN_CHARS) else set()
    after = {row + 1} if row + 1 < len(parts) and _announces(parts[row]) else set()
    return before | after


def _announces(block: Block, max_chars: float = inf) -> bool:
    return block.text.rstrip().endswith(":") and len(block.text) <= max_chars


def _closed(quoted: Sequence[str]) -> list[str]:
    """Without a lead-in at the end, unless it is all there is."""
    if not quoted:
        return []
    last = without_open_end(quoted[-1].rstrip())
    return [*quoted[:-1], last] if last else list(quoted[:-1] or quoted)
