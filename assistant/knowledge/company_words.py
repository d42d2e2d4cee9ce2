"""What the published articles themselves call things: products, brands, people and places that may be named."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.lexical import terms, words
from assistant.knowledge.store import Shelf, Snapshot

CHUNKS_READ: Final = 20
ARTICLES_NEEDED: Final = 2  # a single one may name a customer as an example


class CompanyWords:
    """Tells whether an expression is the company's own. Nothing is learnt ahead: the snapshot's word index answers."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot

    def include(self, expression: str) -> bool:
        """Whether a title has these words, or two articles of a language, in this order. Case and accents do not count.

        False as long as no articles are published.
        """
        wanted = words(expression)
        if not wanted:
            return False
        try:
            shelves = self._snapshot().shelves.values()
        except KnowledgeUnavailableError:
            return False
        return any(_includes(shelf, expression, wanted) for shelf in shelves)


def _includes(shelf: Shelf, expression: str, wanted: Sequence[str]) -> bool:
    """The versions of an article in other languages, which stand on other shelves, are no further articles."""
    articles = set()
    for chunk in _chunks(shelf, expression, wanted):
        articles.add(chunk.article_id)
        if len(articles) == ARTICLES_NEEDED or _stand_in(wanted, chunk.title):
            return True
    return False


def _chunks(shelf: Shelf, expression: str, wanted: Sequence[str]) -> Iterator[Chunk]:
    """Chunks with all the words in this order, among the first that have all their stems."""
    postings = shelf.lexical.postings
    rows = [postings.rows[postings.occurrences(term)] for term in set(terms(expression, shelf.language))]
    common = rows[0]
    for others in rows[1:]:
        common = np.intersect1d(common, others, assume_unique=True)
    for row in common[:CHUNKS_READ].tolist():
        chunk = shelf.chunks[row]
        if _stand_in(wanted, "\n".join((chunk.title, *chunk.headings, chunk.text))):
            yield chunk


def _stand_in(wanted: Sequence[str], text: str) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(words(text))} "
