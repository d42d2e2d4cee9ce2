"""From a redacted question to ordered passages, in the customer's language first and across languages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain import ArticleLanguage, Passage, Retrieved
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.lexical import terms
from assistant.knowledge.store import Shelf, Snapshot
from assistant.retrieval.evidence import collect_evidence
from assistant.retrieval.fusion import fuse
from assistant.retrieval.search_text import search_text

CANDIDATES = 60
CHUNKS_PER_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """How passages are ordered. Lexical weights are shares of 1; the bonus is a difference of cosines."""

    lexical: float = 0.3
    lexical_cross_language: float = 0.05
    own_language_bonus: float = 0.012


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Rows of a shelf with their scores; all arrays have the same length."""

    shelf: Shelf
    rows: NDArray[np.int64]
    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    fused: NDArray[np.float32]


class Retriever:
    """Searches the live snapshot."""

    def __init__(
        self, *, snapshot: Callable[[], Snapshot], embedder: Embedder, weights: Weights, articles: int = 10
    ) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._weights = weights
        self._articles = articles

    def retrieve(
        self,
        query: str,
        *,
        language: ArticleLanguage,
        article_id: str | None = None,
        article_languages: Iterable[ArticleLanguage] | None = None,
    ) -> Retrieved:
        """Passages of at most `articles` articles, best first; with `article_id` only that article's.

        Raises KnowledgeUnavailableError.
        """
        snapshot = self._snapshot()
        query = search_text(query)
        vector = self._embedder.embed_query(query)
        wanted = set(article_languages) if article_languages is not None else snapshot.shelves.keys()
        found = [
            self._search(shelf, query, vector, same_language=shelf.language == language, article_id=article_id)
            for shelf in snapshot.shelves.values()
            if shelf.language in wanted
        ]
        passages = self._order([candidates for candidates in found if len(candidates.rows)], vector, language=language)
        return Retrieved(
            passages=tuple(passages),
            query=query,
            language=language,
            snapshot_id=snapshot.manifest.snapshot_id,
            evidence=collect_evidence(query, passages, snapshot.shelves),
            chosen=article_id is not None,
        )

    def _search(
        self, shelf: Shelf, query: str, vector: NDArray[np.float32], *, same_language: bool, article_id: str | None
    ) -> _Candidates:
        lexical = shelf.lexical.scores(terms(query, shelf.language))
        if article_id is None:
            best_lexical = np.argsort(-lexical, kind="stable")[:CANDIDATES]
            rows = np.union1d(shelf.nearest(vector, count=CANDIDATES), best_lexical[lexical[best_lexical] > 0])
        else:
            rows = np.array([row for row, chunk in enumerate(shelf.chunks) if chunk.article_id == article_id])
        rows = rows.astype(np.int64)
        dense = np.asarray(shelf.vectors[rows] @ vector) if len(rows) else np.zeros(0, dtype=np.float32)
        weight = self._weights.lexical if same_language else self._weights.lexical_cross_language
        return _Candidates(shelf, rows, dense, lexical[rows], fuse(lexical[rows], dense, lexical_weight=weight))

    def _order(
        self, found: Sequence[_Candidates], vector: NDArray[np.float32], *, language: ArticleLanguage
    ) -> list[Passage]:
        """One list over all languages.

        A question is closer to everything in its own language, whatever it is about. Scores are therefore counted
        from the cosine to the middle of each language, and the customer's own language gets a small bonus.
        """
        passages: list[Passage] = []
        for candidates in found:
            own = candidates.shelf.language == language
            middle = float(candidates.shelf.centre @ vector) - (self._weights.own_language_bonus if own else 0.0)
            scores = candidates.dense.mean() + candidates.dense.std() * candidates.fused - middle
            passages += [
                Passage(candidates.shelf.chunks[row], float(dense), float(lexical), float(score))
                for row, dense, lexical, score in zip(
                    candidates.rows, candidates.dense, candidates.lexical, scores, strict=True
                )
            ]
        passages.sort(key=lambda passage: -passage.score)
        return self._limit(passages)

    def _limit(self, passages: Iterable[Passage]) -> list[Passage]:
        """The best chunks of the best articles."""
        taken: dict[str, int] = {}
        kept: list[Passage] = []
        for passage in passages:
            article_id = passage.chunk.article_id
            if article_id not in taken and len(taken) == self._articles:
                continue
            taken[article_id] = taken.get(article_id, 0) + 1
            if taken[article_id] <= CHUNKS_PER_ARTICLE:
                kept.append(passage)
        return kept
