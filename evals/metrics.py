"""Measures as pure functions. Rankings are article ids without repetition, best first; relevance is yes or no."""

import math
from collections.abc import Collection, Iterable, Sequence
from statistics import fmean


def hit_at(ranking: Sequence[str], relevant: Collection[str], *, k: int) -> float:
    """1 if a relevant article is among the first k, else 0."""
    return float(any(article in relevant for article in ranking[:k]))


def reciprocal_rank_at(ranking: Sequence[str], relevant: Collection[str], *, k: int) -> float:
    """1 / rank of the first relevant article among the first k, 0 without one."""
    ranks = (rank for rank, article in enumerate(ranking[:k], start=1) if article in relevant)
    return next((1 / rank for rank in ranks), 0.0)


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], *, k: int) -> float:
    """Discounted gain, sum of 1 / log2(rank + 1) over relevant ranks, as a share of the best possible one.

    Järvelin and Kekäläinen 2002, with binary relevance.
    """
    wanted = frozenset(relevant)
    gained = [rank for rank, article in enumerate(ranking[:k], start=1) if article in wanted]
    return _share(_discounted(gained), _discounted(range(1, min(len(wanted), k) + 1)))


def share(part: int, whole: int) -> float | None:
    """Part / whole rounded to four places; None where there is nothing to share."""
    return round(part / whole, 4) if whole else None


def mean(values: Iterable[float]) -> float | None:
    """Arithmetic mean rounded to four places; None of nothing."""
    found = list(values)
    return round(fmean(found), 4) if found else None


def percentile(values: Sequence[float], *, p: float) -> float | None:
    """Take the p-th percentile (0 to 100) with linear interpolation, rounded to two places; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) * p / 100
    below, fraction = int(position), position % 1
    above = min(below + 1, len(ordered) - 1)
    return round(ordered[below] + (ordered[above] - ordered[below]) * fraction, 2)


def p50_p95(values: Sequence[float]) -> dict[str, float | None]:
    """Take the two percentiles that every report gives."""
    return {"p50": percentile(values, p=50), "p95": percentile(values, p=95)}


def _discounted(ranks: Iterable[int]) -> float:
    return math.fsum(1 / math.log2(rank + 1) for rank in ranks)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
