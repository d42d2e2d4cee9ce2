"""Answers by quoting: what of the best article answers the question, word for word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf

import numpy as np

from assistant.answering.asked import Asked, asked_for
from assistant.answering.cut import cut, cut_between_words, without_open_end
from assistant.answering.focus import CLEAR, focus, for_countries
from assistant.answering.leaning import is_bare_reply
from assistant.answering.pieces import ORDERED, is_only_images, pieces
from assistant.answering.relevance import VALUE_BONUS, Relevance
from assistant.answering.tables import trim_table
from assistant.domain import Answer, Chunk, Draft, Language, Passage, Statement
from assistant.knowledge.blocks import Block, blocks
from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.lexical import terms

MAX_TOKENS = 200
ENOUGH_TOKENS = 90  # a passage this short is quoted whole
NEARLY_BEST = 0.03  # a further block is quoted when its cosine is this close to the best one
MAX_LEAD_IN_CHARS = 400
WORD_BONUS = 0.05  # what the share of the question's words in a block adds to its cosine
RANK_WEIGHT = 4.0  # of a difference in the scores of search, beside shares of words
AS_GOOD = 0.9  # of the best score, for a further block with a value that was asked for
UNFIT_MALUS = 0.3  # for a passage without any value of the kind, or without steps, that were asked for
START_BONUS = 0.05  # an article's first passage says what matters most


class Extractive:
    """Drafts that cannot invent anything: every line stands in the article."""

    def __init__(self, embedder: Embedder, *, other_language_note: Callable[[str, Language], str]) -> None:
        self._embedder = embedder
        self._other_language_note = other_language_note
        self._block_vectors = lru_cache(maxsize=4096)(self._embed_blocks)

    def draft(self, decision: Answer, *, query: str, language: Language) -> Draft:
        """Quote the first article, at most 200 tokens, after a note when it is in another language."""
        chunk = _best_chunk(decision.passages, query)
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
        """The blocks that answer the question, in reading order; none where all is about other countries."""
        asked = asked_for(query, chunk.language)
        parts = _parts(chunk, asked)
        if not parts:
            return []
        relevance = _relevance((parts,), asked, chunk.language)
        heading = f"**{chunk.headings[-1]}**" if chunk.headings else ""
        budget = max_tokens - self._tokens(heading)
        chosen = self._choose(parts, query, asked, relevance, chunk=chunk, budget=budget)
        quoted = _closed(list(self._fitting(chosen, asked, relevance, chunk, budget=budget)))
        if heading and quoted and (chosen[0].kind != "paragraph" or is_bare_reply(quoted[0])):
            return [heading, *quoted]
        return quoted

    def _choose(
        self, parts: tuple[Block, ...], query: str, asked: Asked, relevance: Relevance, *, chunk: Chunk, budget: int
    ) -> tuple[Block, ...]:
        """The best block and those nearly as good, with the lead-in that belongs to each; all of a short passage."""
        wanted = _with_values(parts, asked, relevance)
        if not wanted:
            if len(parts) == 1 or sum(self._tokens(part.text) for part in parts) <= ENOUGH_TOKENS:
                return parts
            wanted = self._nearest(parts, query, relevance, chunk)
        kept = {wanted[0]} | _lead_ins(parts, wanted[0])
        for row in wanted[1:]:
            candidate = kept | {row} | _lead_ins(parts, row)
            if sum(self._tokens(parts[index].text) for index in candidate) <= budget:
                kept = candidate
        steps = {row + 1 for row in kept if not asked.kinds and _is_steps(parts, row + 1)}
        if sum(self._tokens(parts[row].text) for row in kept | steps) <= budget:
            kept |= steps
        return tuple(parts[row] for row in sorted(kept))

    def _nearest(self, parts: tuple[Block, ...], query: str, relevance: Relevance, chunk: Chunk) -> list[int]:
        """Rows of the best block and those nearly as near in meaning and words, best first."""
        vectors = self._block_vectors(tuple(_with_headings(part, chunk) for part in parts))
        shares = np.array([relevance.share(part.text) for part in parts])
        scores = vectors @ self._embedder.embed_query(query) + WORD_BONUS * shares
        order = np.argsort(-scores, kind="stable")
        return [int(row) for row in order if scores[row] >= scores.max() - NEARLY_BEST]

    def _fitting(
        self, chosen: Sequence[Block], asked: Asked, relevance: Relevance, chunk: Chunk, *, budget: int
    ) -> Iterator[str]:
        """What was asked for of the blocks, as much as fits; nothing follows after a cut."""
        for number, block in enumerate(chosen):
            text = self._focused(block, asked, relevance, chunk)

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

    def _focused(self, block: Block, asked: Asked, relevance: Relevance, chunk: Chunk) -> str:
        if _announces(block):
            return block.text
        if block.kind != "table":
            return focus(block.text, block.kind, asked, relevance, count=self._tokens)
        topic = frozenset(terms(" ".join([chunk.title, *chunk.headings]), chunk.language))
        return trim_table(block.text, asked.words, chunk.language, topic=topic, fits=asked.is_met_by)

    def _tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text) if text else 0

    def _embed_blocks(self, texts: tuple[str, ...]) -> Vectors:
        return self._embedder.embed_passages(texts)


def _draft(texts: Sequence[str], chunk: Chunk) -> Draft:
    return Draft(tuple(Statement(text, (chunk.chunk_id,)) for text in texts), origin="extractive")


def _best_chunk(passages: Sequence[Passage], query: str) -> Chunk:
    """The passage of the first one's article that says most about the question."""
    first = passages[0]
    found = [passage for passage in passages if passage.chunk.article_id == first.chunk.article_id]
    if len(found) == 1:
        return first.chunk
    asked = asked_for(query, first.chunk.language)
    parts = {passage.chunk: _parts(passage.chunk, asked) for passage in found}
    relevance = _relevance(parts.values(), asked, first.chunk.language)

    def score(passage: Passage) -> float:
        chunk = passage.chunk
        texts = [piece for part in parts[chunk] for piece in pieces(part.text, part.kind)]
        heading = chunk.headings[-1] if chunk.headings else chunk.title
        words = max((relevance.score(f"{heading}\n{text}") for text in texts), default=-inf)
        is_fit = any(map(asked.is_met_by, texts)) if asked.kinds else not asked.steps or _has_steps(parts[chunk])
        start = START_BONUS if chunk.position == 0 else 0.0
        return words + start + RANK_WEIGHT * (passage.score - first.score) - (0.0 if is_fit else UNFIT_MALUS)

    return max(found, key=score).chunk


def _parts(chunk: Chunk, asked: Asked) -> tuple[Block, ...]:
    """The blocks without pictures and without what is said of other countries; all there is of odd ones."""
    written = tuple(blocks(chunk.text))
    telling = [block for block in written if not is_only_images(block.text)] or written
    kept = ((block, for_countries(block, asked, chunk.language).strip("\n")) for block in telling)
    return tuple(replace(block, text=text) for block, text in kept if text)


def _relevance(passages: Iterable[tuple[Block, ...]], asked: Asked, language: str) -> Relevance:
    texts = [piece for parts in passages for part in parts for piece in pieces(part.text, part.kind)]
    return Relevance(asked, texts, language=language)


def _with_values(parts: Sequence[Block], asked: Asked, relevance: Relevance) -> list[int]:
    """Rows of the blocks that speak of the question and have a value of the kind it asks for, best first."""
    scores = {row: relevance.score(part.text) for row, part in enumerate(parts) if asked.is_met_by(part.text)}
    best = max(scores.values(), default=0.0)
    if best < CLEAR + VALUE_BONUS:
        return []
    return sorted((row for row in scores if scores[row] >= AS_GOOD * best), key=lambda row: -scores[row])


def _with_headings(block: Block, chunk: Chunk) -> str:
    return "\n".join([*chunk.headings[-1:], block.text])


def _lead_ins(parts: Sequence[Block], row: int) -> set[int]:
    """A paragraph ending in a colon and what it announces belong together; a long one says more than that."""
    before = {row - 1} if row > 0 and _announces(parts[row - 1], MAX_LEAD_IN_CHARS) else set()
    after = {row + 1} if row + 1 < len(parts) and _announces(parts[row]) else set()
    return before | after


def _is_steps(parts: Sequence[Block], row: int) -> bool:
    return row < len(parts) and parts[row].kind == "list" and bool(ORDERED.match(parts[row].text))


def _has_steps(parts: Sequence[Block]) -> bool:
    return any(_is_steps(parts, row) for row in range(len(parts)))


def _announces(block: Block, max_chars: float = inf) -> bool:
    return block.text.rstrip().endswith(":") and len(block.text) <= max_chars


def _closed(quoted: Sequence[str]) -> list[str]:
    """Without a lead-in at the end, unless it is all there is."""
    if not quoted:
        return []
    last = without_open_end(quoted[-1].rstrip())
    return [*quoted[:-1], last] if last else list(quoted[:-1] or quoted)
