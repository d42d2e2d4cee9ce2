"""Writes the parts of a snapshot, everything but its manifest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.checksums import write_checksums
from assistant.knowledge.chroma import FOLDER, adopt_index, build_index, lasting_files
from assistant.knowledge.chunk_file import write_lines
from assistant.knowledge.exact import FOLDER as EXACT
from assistant.knowledge.exact import NO_ANSWERS, ExactShelf, write_exact
from assistant.knowledge.postings import Postings

INDEXED_PARTS = ("chunks/", "vectors/", "lexical/")
OWN_PARTS = (*INDEXED_PARTS, f"{EXACT}/")


@dataclass(frozen=True, slots=True)
class SharedIndex:
    """The index of an earlier snapshot, and the row that each of its vectors has now; -1 when it is gone."""

    folder: Path
    rows: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """What is written for one language; line i, row i of `vectors` and row i of `postings` belong to chunk i.

    Without a shared index one is built.
    """

    lines: Iterable[bytes]
    vectors: NDArray[np.float32]
    postings: Postings
    index: SharedIndex | None = None


def write_parts(
    folder: Path,
    parts: Mapping[str, LanguagePart],
    *,
    exact: ExactShelf = NO_ANSWERS,
    advance: Callable[[int], None] = lambda _: None,
) -> None:
    """Write everything of a snapshot but its manifest. `advance` is told of each chunk twice: indexed, looked for.

    Raises OSError, VectorIndexError.
    """
    for part_name in INDEXED_PARTS:
        (folder / part_name).mkdir()
    write_exact(folder, exact)
    for language, part in parts.items():
        write_lines(chunk_file(folder, language), part.lines)
        np.save(vector_file(folder, language), part.vectors)
        part.postings.save(lexical_folder(folder, language))
        if part.index:
            adopt_index(folder / FOLDER / language, part.index.folder, rows=part.index.rows)
            advance(2 * len(part.vectors))
        else:
            build_index(folder / FOLDER / language, part.vectors, advance=advance)
    seal(folder, tuple(parts))


def seal(folder: Path, languages: Iterable[str]) -> None:
    """Write the checksums of all files that are only read from now on. Raises OSError."""
    own = [file for part in OWN_PARTS for file in (folder / part).rglob("*") if file.is_file()]
    files = [*own, *(file for language in languages for file in lasting_files(folder / FOLDER / language))]
    write_checksums(folder, (file.relative_to(folder).as_posix() for file in files))


def chunk_file(folder: Path, language: str) -> Path:
    """The chunks of one language."""
    return folder / "chunks" / f"{language}.jsonl"


def vector_file(folder: Path, language: str) -> Path:
    """The vectors of one language."""
    return folder / "vectors" / f"{language}.npy"


def lexical_folder(folder: Path, language: str) -> Path:
    """The words of one language."""
    return folder / "lexical" / language
