"""From a redacted question to ordered passages, in the customer's language first and across languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain import ArticleLanguage, Passage, Retrieved
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.lexical import terms
from assistant.knowledge.store import Shelf, Snapshot
from assistant.retrieval.evidence import collect_evidence
from assistant.retrieval.fusion import CROSS_LANGUAGE, SAME_LANGUAGE, standardise
from assistant.retrieval.search_text import search_text

CANDIDATES = 60
CHUNKS_PER_ARTICLE = 2
OWN_LANGUAGE_BONUS = 0.012  # a difference of cosines


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row of a shelf with its scores; its chunk is read only when it is kept."""

    shelf: Shelf
    row: int
    dense: float
    lexical: float
    score: float

    @property
    def article_id(self) -> str:
        return self.shelf.article_ids[self.row]

    def passage(self) -> Passage:
        return Passage(self.shelf.chunks[self.row], self.dense, self.lexical, self.score)


class Retriever:
    """Searches the live snapshot."""

    def __init__(self, *, snapshot: Callable[[], Snapshot], embedder: Embedder, articles: int = 10) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
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
            candidate
            for name, shelf in snapshot.shelves.items()
            if name in wanted
            for candidate in _search(shelf, query, vector, is_own=name == language, article_id=article_id)
        ]
        kept = self._limit(sorted(found, key=lambda candidate: -candidate.score))
        passages = [candidate.passage() for candidate in kept]
        return Retrieved(
            passages=tuple(passages),
            query=query,
            language=language,
            snapshot_id=snapshot.manifest.snapshot_id,
            evidence=collect_evidence(query, passages, snapshot.shelves),
            chosen=article_id is not None,
        )

    def _limit(self, candidates: Iterable[_Candidate]) -> list[_Candidate]:
        """The best chunks of the best articles."""
        taken: dict[str, int] = {}
        kept: list[_Candidate] = []
        for candidate in candidates:
            article_id = candidate.article_id
            if article_id not in taken and len(taken) == self._articles:
                continue
            taken[article_id] = taken.get(article_id, 0) + 1
            if taken[article_id] <= CHUNKS_PER_ARTICLE:
                kept.append(candidate)
        return kept


def _search(
    shelf: Shelf, query: str, vector: NDArray[np.float32], *, is_own: bool, article_id: str | None
) -> list[_Candidate]:
    """The candidates of one language.

    A question is closer to everything in its own language, whatever it is about. Scores are therefore counted from the
    mean cosine of each language, and the customer's own language gets a small bonus.
    """
    asked = terms(query, shelf.language)
    weights = SAME_LANGUAGE if is_own else CROSS_LANGUAGE
    words, grams = shelf.lexical.scores(asked), shelf.grams.scores(asked)
    lexical = weights.words * standardise(words) + weights.grams * standardise(grams)
    if article_id is None:
        rows = np.union1d(shelf.nearest(vector, count=CANDIDATES), _best(lexical, found=grams > 0))
    else:
        rows = np.array(shelf.rows_of(article_id))
    rows = rows.astype(np.int64)
    dense = np.asarray(shelf.vectors[rows] @ vector) if len(rows) else np.zeros(0, dtype=np.float32)
    mean, deviation = shelf.expected(vector)
    scores = deviation * lexical[rows] + weights.meaning * (dense - mean) + (OWN_LANGUAGE_BONUS if is_own else 0.0)
    return [
        _Candidate(shelf, int(row), float(cosine), float(word_score), float(score))
        for row, cosine, word_score, score in zip(rows, dense, words[rows], scores, strict=True)
    ]


def _best(scores: NDArray[np.float32], *, found: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows of the best scores among those where anything was found."""
    best = np.argsort(-scores, kind="stable")[:CANDIDATES]
    return np.asarray(best[found[best]], dtype=np.int64)
