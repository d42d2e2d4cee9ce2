"""Features that tell whether the best passage answers the question; `decide` turns them into a probability.

Left out of that after measuring: how many of the question's words, or parts of words, the passage or the help centre
has, and whether words and meaning prefer the same article. On help centres not learned from each lowers the AUC. But
an unlikely passage that has most of the question's words is worth offering, so `decide` is told the coverage as well.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain import COVERAGE, Passage
from assistant.knowledge.lexical import terms
from assistant.knowledge.store import Shelf

FEATURES = ("dense", "dense_margin", "dense_lead", "dense_spread", "score_margin", "query_terms")
LARGEST_MARGIN = 0.08
"""Of nineteen in twenty questions; a single rare word can bring more, and says no more."""


def collect_evidence(query: str, passages: Sequence[Passage], shelves: Mapping[str, Shelf]) -> dict[str, float]:
    """The features of `weigh`, and COVERAGE: the share of the question's weight that occurs in the best passage.

    The weight of a word is its inverse document frequency. Empty when nothing was found.
    """
    if not passages:
        return {}
    chunk = passages[0].chunk
    asked = list(dict.fromkeys(terms(query, chunk.language)))
    present = terms(" ".join([chunk.title, *chunk.headings, chunk.text]), chunk.language)
    return {**weigh(query, passages), COVERAGE: shelves[chunk.language].grams.covered(asked, present)}


def weigh(query: str, passages: Sequence[Passage]) -> dict[str, float]:
    """A value for each of FEATURES, of at least one passage, best first.

    Only passages in the language of the best one are compared: a translation of the right article is no rival. Margins
    are differences to the best passage of another article, the lead is the difference to the mean of all passages, and
    the spread their standard deviation: what stands out among passages that are alike says more.
    """
    best = passages[0]
    passages = [passage for passage in passages if passage.chunk.language == best.chunk.language]
    others = [passage for passage in passages if passage.chunk.article_id != best.chunk.article_id]
    cosines = [passage.dense for passage in passages]
    return {
        "dense": best.dense,
        "dense_margin": best.dense - max((passage.dense for passage in others), default=best.dense),
        "dense_lead": best.dense - float(np.mean(cosines)),
        "dense_spread": float(np.std(cosines)),
        "score_margin": min(
            best.score - max((passage.score for passage in others), default=best.score), LARGEST_MARGIN
        ),
        "query_terms": math.log1p(len(set(terms(query, best.chunk.language)))),
    }
