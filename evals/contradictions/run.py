"""Measures over folders of articles."""

import random
from collections.abc import Sequence
from pathlib import Path

from assistant.verification.verifier import Verifier
from evals.articles import read_articles
from evals.bench import Report
from evals.contradictions.aligned import aligned_samples
from evals.contradictions.measure import judge, milliseconds, report
from evals.contradictions.samples import Sample, chunks_of, samples
from evals.exceptions import EvalsError
from evals.opening import open_embedder


def folders(kb: Path | None, data: Path | None, *, only: Sequence[str] = ()) -> dict[str, Path]:
    """The folder, or those named `corpus` below the sets. Raises EvalsError when there is none."""
    found = {kb.name: kb} if kb else {}
    if data:
        found |= {folder.name: folder / "corpus" for folder in sorted(data.iterdir()) if (folder / "corpus").is_dir()}
    chosen = {name: folder for name, folder in found.items() if not only or name in only}
    if not chosen:
        raise EvalsError("There is no folder of articles: give --kb or --data.")
    return chosen


def measure_folder(kb: Path, *, data_dir: Path, limit: int, seed: int, cross: bool = False) -> Report:
    """One report for the articles of a folder in all our languages; or for replies in another one than the passage."""
    taken, verifier = prepare(kb, data_dir=data_dir, limit=limit, seed=seed, cross=cross)
    judged = judge(taken, verifier, seed=seed)
    return {**report(judged), "ms": milliseconds(taken, verifier)}


def prepare(kb: Path, *, data_dir: Path, limit: int, seed: int, cross: bool = False) -> tuple[list[Sample], Verifier]:
    """The sentences and what judges them."""
    embedder, max_tokens = open_embedder(data_dir=data_dir)
    articles = read_articles(kb)
    chunks = chunks_of(articles, max_tokens=max_tokens, count_tokens=embedder.count_tokens)
    chance = random.Random(seed)  # noqa: S311  the same sentences each time
    drawn = (
        aligned_samples(articles, chunks, limit=limit, chance=chance)
        if cross
        else samples(chunks, limit=limit, chance=chance)
    )
    return drawn, Verifier(embedder=embedder)
