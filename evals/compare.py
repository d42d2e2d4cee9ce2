"""Auskunft beside a baseline on the same questions, articles and run."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import JsonValue

from evals.articles import Article, read_articles
from evals.baselines import MiniLmBaseline
from evals.bench import OpenSubject, Report, with_progress
from evals.cases import RetrievalCase, read_cases
from evals.evaluators.retrieval import Ranked, by_pair, measures, rank_all
from evals.exceptions import EvalsError

FIGURES = ("hit@1", "hit@5")
MakeBaseline = Callable[[Sequence[Article]], MiniLmBaseline]


def retrieval_sets(data: Path, *, only: Sequence[str] = ()) -> list[Path]:
    """Folders that hold `corpus/` and `retrieval*.jsonl`, sorted. Raises EvalsError when a wanted one is missing."""
    found = [folder for folder in sorted(data.iterdir()) if (folder / "corpus").is_dir() and case_files(folder)]
    missing = set(only) - {folder.name for folder in found}
    if missing or not found:
        raise EvalsError(f"{data} has no retrieval set {', '.join(sorted(missing))}".rstrip() + ".")
    return [folder for folder in found if not only or folder.name in only]


def case_files(folder: Path) -> list[Path]:
    """List the case files of a set, sorted."""
    return sorted(folder.glob("retrieval*.jsonl"))


def compare(
    folders: Sequence[Path],
    open_subject: OpenSubject,
    *,
    limit: int | None = None,
    make_baseline: MakeBaseline = MiniLmBaseline,
) -> Iterator[tuple[str, Report]]:
    """Set by set: its name, and per language pair n and the figures of both. `limit` is per case file."""
    for folder in folders:
        cases = [case for file in case_files(folder) for case in read_cases(file, RetrievalCase, limit=limit)]
        corpus = folder / "corpus"
        baseline = by_pair(rank_baseline(cases, make_baseline(read_articles(corpus))))
        ours = by_pair(rank_all(cases, open_subject(corpus))[0])
        yield folder.name, {pair: beside(ours[pair], baseline[pair]) for pair in ours}


def rank_baseline(cases: Sequence[RetrievalCase], baseline: MiniLmBaseline) -> list[Ranked]:
    """Rank every case with the baseline."""
    return [
        Ranked(case, baseline.rank(case.query, article_language=case.article_lang))
        for case in with_progress(cases, title=MiniLmBaseline.name)
    ]


def beside(ours: Sequence[Ranked], baseline: Sequence[Ranked]) -> dict[str, JsonValue]:
    """One row: how many questions, and both sides' figures."""
    measured: dict[str, dict[str, JsonValue]] = {"auskunft": measures(ours), "baseline": measures(baseline)}
    figures = {f"{side} {figure}": values[figure] for figure in FIGURES for side, values in measured.items()}
    return {"n": len(ours), **figures}
