"""Which term occurs how often in which chunk of one language.

Only counts are kept, so what belongs to an unchanged chunk does not depend on the other chunks.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

TERMS = "terms.json"
ARRAYS = ("bounds", "rows", "counts", "lengths")


@dataclass(frozen=True, slots=True)
class Postings:
    """The term of column t occurs `counts[i]` times in chunk `rows[i]`, for i from `bounds[t]` to `bounds[t + 1]`.

    Rows ascend within a column. `lengths` is the number of terms in each chunk.
    """

    columns: Mapping[str, int]
    bounds: Numbers
    rows: Numbers
    counts: Numbers
    lengths: Numbers

    def occurrences(self, term: str) -> slice:
        """Where a term stands in `rows` and `counts`; nowhere when no chunk has it."""
        column = self.columns.get(term)
        return slice(0, 0) if column is None else slice(int(self.bounds[column]), int(self.bounds[column + 1]))

    def rearranged(self, origin: NDArray[np.int64], added: "Postings") -> "Postings":
        """A new order of chunks: row i was row `origin[i]` here or, where that is -1, is the next one of `added`.

        What is kept stays in its order.
        """
        own_rows, new_rows = np.flatnonzero(origin >= 0), np.flatnonzero(origin < 0)
        moved = np.full(len(self.lengths), -1, dtype=np.int32)
        moved[origin[own_rows]] = own_rows
        columns = dict(self.columns)
        new_columns = np.array([columns.setdefault(term, len(columns)) for term in added.columns], dtype=np.int32)
        own, new = _table(self), _table(added)
        own[:, 1] = moved[own[:, 1]]
        new[:, 0], new[:, 1] = new_columns[new[:, 0]], new_rows[new[:, 1]]
        lengths = np.empty(len(origin), dtype=np.int32)
        lengths[own_rows], lengths[new_rows] = self.lengths[origin[own_rows]], added.lengths
        return _postings(columns, np.concatenate([own[own[:, 1] >= 0], new]), lengths)

    def save(self, folder: Path) -> None:
        """Write into a fresh folder. Raises OSError."""
        folder.mkdir()
        (folder / TERMS).write_text(json.dumps([*self.columns], ensure_ascii=False), encoding="utf-8")
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))


def count_terms(chunk_terms: Iterable[Sequence[str]]) -> Postings:
    """Count the terms of each chunk, in the given order."""
    columns: dict[str, int] = {}
    counted = [Counter(terms) for terms in chunk_terms]
    table = [
        (columns.setdefault(term, len(columns)), row, count)
        for row, counter in enumerate(counted)
        for term, count in counter.items()
    ]
    lengths = np.array([counter.total() for counter in counted], dtype=np.int32)
    return _postings(columns, np.array(table, dtype=np.int32).reshape(-1, 3), lengths)


def read_postings(folder: Path) -> Postings:
    """Read what `save` wrote. Raises OSError, ValueError."""
    terms = json.loads((folder / TERMS).read_text(encoding="utf-8"))
    arrays = {name: np.load(folder / f"{name}.npy") for name in ARRAYS}
    return Postings(columns={term: column for column, term in enumerate(terms)}, **arrays)


def _table(postings: Postings) -> Numbers:
    """One line for each term of each chunk: column, row, count."""
    columns = np.repeat(np.arange(len(postings.columns), dtype=np.int32), np.diff(postings.bounds))
    return np.stack([columns, postings.rows, postings.counts], axis=1)


def _postings(columns: Mapping[str, int], table: Numbers, lengths: Numbers) -> Postings:
    """Sort a table; terms that no chunk has any more are left out."""
    table = table[np.argsort(table[:, 0].astype(np.int64) * len(lengths) + table[:, 1], kind="stable")]
    occurrences = np.bincount(table[:, 0], minlength=len(columns))
    used = (term for term, column in columns.items() if occurrences[column])
    return Postings(
        columns={term: column for column, term in enumerate(used)},
        bounds=np.concatenate([[0], np.cumsum(occurrences[occurrences > 0])]).astype(np.int32),
        rows=table[:, 1].copy(),
        counts=table[:, 2].copy(),
        lengths=lengths,
    )
