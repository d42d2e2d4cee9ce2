"""Articles of one language that say nearly the same, found by MinHash.

Broder, "On the resemblance and containment of documents", 1997: the share of equal minima of random permutations
estimates the share of common shingles.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

HASHES = 64
BANDS = 16  # of four hashes: pairs from a similarity of about .5 meet
SHINGLE = 3  # words
SIMILAR = 0.65  # share of common shingles
FEWEST_SHINGLES = 12
WORD = re.compile(r"\w+")
_RANDOM = np.random.default_rng(20260101)
_FACTORS = _RANDOM.integers(1, 2**63, size=(HASHES, 1), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_MIXERS = tuple(np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))

Signature = NDArray[np.uint64]


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of all runs of three words; empty for very short texts."""
    hashes = np.array([_hash(word) for word in WORD.findall(text.casefold())], dtype=np.uint64)
    if len(hashes) < FEWEST_SHINGLES + SHINGLE - 1:
        return np.empty(0, dtype=np.uint64)
    length = len(hashes) - SHINGLE + 1
    mixed = sum((hashes[at : at + length] * _MIXERS[at] for at in range(SHINGLE)), start=np.zeros(length, np.uint64))
    return np.unique(mixed ^ (mixed >> np.uint64(29)))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode()) + 1


def signature(text: str) -> Signature | None:
    """The minima of 64 permutations of the text's shingles; None for very short texts."""
    found = shingles(text)
    if not len(found):
        return None
    minima: Signature = np.min((found * _FACTORS) >> np.uint64(11), axis=1)
    return minima


def similar_pairs(signatures: Sequence[Signature | None]) -> Iterator[tuple[int, int, float]]:
    """Positions of texts that are estimated to be similar, and how similar; each text with the first one it meets."""
    known = [at for at, one in enumerate(signatures) if one is not None]
    if not known:
        return
    table = np.stack([one for one in signatures if one is not None])
    rows = HASHES // BANDS
    met: set[tuple[int, int]] = set()
    for band in range(BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        part = np.ascontiguousarray(table[:, band * rows : (band + 1) * rows])
        for position in range(len(known)):
            buckets[part[position].tobytes()].append(position)
        for bucket in buckets.values():
            met |= {(bucket[0], other) for other in bucket[1:]}
    for first, second in sorted(met):
        share = float(np.mean(table[first] == table[second]))
        if share >= SIMILAR:
            yield known[first], known[second], share
