"""Features that tell whether the best passage answers the question; `decide` turns them into a probability.

Left out after measuring: how many of the question's words, or parts of words, the passage or the help centre has, and
whether words and meaning prefer the same article. On help centres not learned from each of them lowers the AUC.
"""

import math
from collections.abc import Sequence

import numpy as np

from assistant.domain import Passage
from assistant.knowledge.lexical import terms

FEATURES = ("dense", "dense_margin", "dense_lead", "score_margin", "query_terms")


def collect_evidence(query: str, passages: Sequence[Passage]) -> dict[str, float]:
    """A value for each of FEATURES; empty when nothing was found.

    Only passages in the language of the best one are compared: a translation of the right article is no rival. Margins
    are differences to the best passage of another article, the lead is the difference to the mean of all passages.
    """
    if not passages:
        return {}
    best = passages[0]
    passages = [passage for passage in passages if passage.chunk.language == best.chunk.language]
    others = [passage for passage in passages if passage.chunk.article_id != best.chunk.article_id]
    return {
        "dense": best.dense,
        "dense_margin": best.dense - max((passage.dense for passage in others), default=best.dense),
        "dense_lead": best.dense - float(np.mean([passage.dense for passage in passages])),
        "score_margin": best.score - max((passage.score for passage in others), default=best.score),
        "query_terms": math.log1p(len(set(terms(query, best.chunk.language)))),
    }
