"""Fits the coefficients from which `decide` estimates whether the first passage answers a question.

Cases come from folders `NAME/` (retrieval*.jsonl) and `decisions_NAME/` (decisions.jsonl); a set or group weighs as the
square root of its size. Sets are left out in turn to tell what an unseen help centre will see.

Each answerable question is asked twice: as it is, and with the articles that answer it taken out of what was found. So
every help centre teaches what a question looks like to which it has almost an answer.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.domain import Retrieved
from assistant.retrieval.evidence import FEATURES, weigh
from evals.bench import OpenSubject
from evals.cases import DecisionsCase, RetrievalCase, read_cases
from evals.exceptions import EvalsError
from evals.gates import DATASETS, SAMPLE_KB
from evals.metrics import share

NEEDS_NO_SEARCH = frozenset({"chitchat", "dialog_act", "emotion", "abusive", "hand_off_request"})
UNWRITTEN = "unwritten"
ANSWERABLE, NEARLY = frozenset({"retrieval", "answerable"}), frozenset({"near_miss", UNWRITTEN})
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
TOTAL_WEIGHT = 30.0
SMALLEST_DEVIATION = 1e-3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its evidence, and whether the first passage was of a relevant article."""

    family: str
    group: str
    evidence: dict[str, float]
    right: bool


def collect(data: Path, open_subject: OpenSubject) -> list[Example]:
    """Ask every question of every set below `data`; where nothing is found nothing is learned. Raises EvalsError."""
    folders = sorted(corpus.parent for corpus in data.glob("*/corpus") if corpus.is_dir())
    examples = [
        example
        for folder in folders
        for example in _examples(folder / "corpus", folder, folder.name.removeprefix("decisions_"), open_subject)
    ]
    if not examples:
        raise EvalsError(f"{data} has no sets to learn from.")
    return examples


def collect_own(open_subject: OpenSubject) -> list[Example]:
    """Ask our own questions of the sample help centre: a shop whose articles share most of their words."""
    return list(_examples(SAMPLE_KB, DATASETS, "sample", open_subject))


def _examples(corpus: Path, cases: Path, family: str, open_subject: OpenSubject) -> Iterator[Example]:
    subject = open_subject(corpus)
    for file in sorted(cases.glob("retrieval*.jsonl")):
        for case in read_cases(file, RetrievalCase):
            languages = (case.article_lang,) if case.article_lang else None
            found = subject.retrieve(case.query, language=case.lang, article_languages=languages)
            yield from _learned(family, "retrieval", found, case.relevant_article_ids)
    for file in sorted(cases.glob("decisions.jsonl")):
        for asked in read_cases(file, DecisionsCase):
            if asked.group in NEEDS_NO_SEARCH:
                continue
            found = subject.retrieve(asked.query, language=asked.lang)
            if not _is_translation(found, asked.relevant_article_ids):
                yield from _learned(family, asked.group, found, asked.relevant_article_ids)


def _learned(family: str, group: str, found: Retrieved, relevant: Sequence[str]) -> Iterator[Example]:
    """The question as it was asked, and as if the relevant articles had been written in no language."""
    if not found.passages:
        return
    yield Example(family, group, weigh(found.query, found.passages), _right(found, relevant))
    language = found.passages[0].chunk.language
    same = [passage for passage in found.passages if passage.chunk.language == language]
    others = [passage for passage in same if passage.chunk.article_id not in relevant]
    if relevant and others:
        yield Example(family, UNWRITTEN, weigh(found.query, others), right=False)


def _right(found: Retrieved, relevant: Sequence[str]) -> bool:
    return bool(found.passages) and found.passages[0].chunk.article_id in relevant


def _is_translation(found: Retrieved, relevant: Sequence[str]) -> bool:
    """The expected article stands in another language than the first one: perhaps both are right."""
    if not found.passages or not relevant or _right(found, relevant):
        return False
    languages = {p.chunk.language for p in found.passages if p.chunk.article_id in relevant}
    return bool(languages) and found.passages[0].chunk.language not in languages


def fit(examples: Sequence[Example]) -> dict[str, JsonValue]:
    """The coefficients for `assistant/decision/answerable.v1.json`. Raises EvalsError."""
    features, right, weights = _arrays(examples)
    means, deviations, model = _regression(features, right, weights)

    def named(values: Floats) -> dict[str, JsonValue]:
        return {name: round(float(value), 4) for name, value in zip(FEATURES, values, strict=True)}

    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": named(model.coef_[0]),
        "means": named(means),
        "deviations": named(deviations),
    }


def judge(examples: Sequence[Example], *, never_learned: Collection[str] = ()) -> dict[str, JsonValue]:
    """AUC, expected calibration error (ten bins) and the curve of each family, left out of the fit in turn.

    Families `never_learned` are judged and learned from in no turn. Raises EvalsError.
    """
    features, right, weights = _arrays(examples)
    families = np.array([example.family for example in examples])
    if len(set(families)) == 1:
        raise EvalsError(f"{families[0]} is the only set; judging takes another one that was not learned from.")
    learned = ~np.isin(families, list(never_learned))
    guessed = np.zeros(len(examples))
    for family in sorted(set(families)):
        unseen = families == family
        use = ~unseen & learned
        means, deviations, model = _regression(features[use], right[use], weights[use])
        guessed[unseen] = model.predict_proba((features[unseen] - means) / deviations)[:, 1]
    return {
        "examples": len(examples),
        "auc": round(float(roc_auc_score(right, guessed)), 3),
        "calibration_error": round(_calibration_error(guessed, right), 3),
        "curves": {str(family): _curve(examples, guessed, str(family)) for family in sorted(set(families))},
    }


def _curve(examples: Sequence[Example], guessed: Floats, family: str) -> dict[str, JsonValue]:
    """What a family would see if answers began at a probability."""
    asked = [(one, p) for one, p in zip(examples, guessed.tolist(), strict=True) if one.family == family]
    return {f"{threshold:.2f}": _at(threshold, asked) for threshold in THRESHOLDS}


def _at(threshold: float, asked: Sequence[tuple[Example, float]]) -> dict[str, JsonValue]:
    def answered(groups: Collection[str]) -> float | None:
        of_groups = [p for one, p in asked if one.group in groups]
        return share(sum(p >= threshold for p in of_groups), len(of_groups))

    answerable = [one for one, _ in asked if one.group in ANSWERABLE]
    given = [one for one, p in asked if one.group in ANSWERABLE and p >= threshold]
    right = sum(one.right for one in given)
    return {
        "answered_right": share(right, len(answerable)),
        "right_of_answered": share(right, len(given)),
        "nearly_answerable_answered": answered(NEARLY),
        "off_topic_answered": answered({"off_topic"}),
    }


def _arrays(examples: Sequence[Example]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    sizes = Counter((example.family, example.group) for example in examples)
    features = np.array([[example.evidence[name] for name in FEATURES] for example in examples])
    weights = np.array([1 / np.sqrt(sizes[example.family, example.group]) for example in examples])
    return features, np.array([example.right for example in examples]), weights * TOTAL_WEIGHT


def _regression(
    features: Floats, right: NDArray[np.bool_], weights: Floats
) -> tuple[Floats, Floats, LogisticRegression]:
    if right.all() or not right.any():
        raise EvalsError("Learning takes questions whose first passage is right and others where it is not.")
    means, deviations = features.mean(axis=0), features.std(axis=0)
    deviations[deviations < SMALLEST_DEVIATION] = 1  # a feature that never differs says nothing
    model = LogisticRegression(max_iter=2000)
    model.fit((features - means) / deviations, right, sample_weight=weights)
    return means, deviations, model


def _calibration_error(guessed: Floats, right: NDArray[np.bool_]) -> float:
    """Mean distance between what was guessed and what came true, over ten bins (Naeini et al. 2015)."""
    bins = np.minimum((guessed * 10).astype(int), 9)
    gaps = [abs(guessed[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))
