"""Counts what the verifier lets through and what it drops."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import JsonValue

from assistant.domain import Answer, Draft, Passage, Statement
from assistant.verification.verifier import Verifier
from evals.bench import Report, timed, with_progress
from evals.contradictions.false_variants import FALSE_VARIANTS
from evals.contradictions.language_words import NOTES
from evals.contradictions.samples import Sample
from evals.contradictions.true_variants import TRUE_VARIANTS, Variant
from evals.metrics import p50_p95

MODEL = "some/model"


@dataclass(frozen=True, slots=True)
class Judged:
    """A variant of a sample and whether the verifier objected."""

    language: str
    kind: str
    is_true: bool
    text: str
    original: str
    checks: tuple[str, ...]

    @property
    def is_dropped(self) -> bool:
        return bool(self.checks)


def judge(samples: Sequence[Sample], verifier: Verifier, *, seed: int = 1) -> list[Judged]:
    """All variants of all samples, as sentences of a model."""
    chance = random.Random(seed)  # noqa: S311  the same variants each time
    return [
        judged
        for sample in with_progress(samples, title="sentence")
        for is_true, variants in ((True, TRUE_VARIANTS), (False, FALSE_VARIANTS))
        for judged in _judge(sample, variants, verifier, chance, is_true=is_true)
    ]


def report(judged: Sequence[Judged]) -> Report:
    """Shares overall, by language and by kind."""
    return {
        "all": _shares(judged),
        "by_language": {language: _shares(some) for language, some in _by(judged, "language").items()},
        "true_dropped": {kind: _dropped(some) for kind, some in _by([j for j in judged if j.is_true], "kind").items()},
        "contradictions_caught": {
            kind: _dropped(some) for kind, some in _by([j for j in judged if not j.is_true], "kind").items()
        },
    }


def milliseconds(samples: Sequence[Sample], verifier: Verifier, *, drafts: int = 200) -> Report:
    """What verification adds to a reply of three sentences with five passages, each draft verified once."""
    taken = [sample for sample in samples if sample.following or sample.elsewhere][:drafts]
    times = [timed(partial(verifier.verify, _draft_of(sample), _decision(sample), query=""))[1] for sample in taken]
    return {**p50_p95(times)}


def _draft_of(sample: Sample) -> Draft:
    """Three reworded sentences: a quotation would be verified sooner."""
    if sample.spoken:
        texts = (sample.sentence, *sample.elsewhere[:2])
    else:
        texts = (sample.sentence, sample.following or "", f"{sample.chunk.title}: {sample.sentence}")
    notes = [NOTES[sample.language] + text for text in texts]
    return Draft(tuple(Statement(text, (sample.chunk.chunk_id,)) for text in notes), MODEL)


def _judge(
    sample: Sample, variants: Iterable[Variant], verifier: Verifier, chance: random.Random, *, is_true: bool
) -> Iterable[Judged]:
    for variant in variants:
        text = variant(sample, chance)
        if text is not None:
            draft = Draft((Statement(text, (sample.chunk.chunk_id,)),), MODEL)
            verdict = verifier.verify(draft, _decision(sample), query="")
            checks = tuple(finding.check for finding in verdict.findings)
            yield Judged(sample.pair, variant.__name__, is_true, text, sample.sentence, checks)


def _decision(sample: Sample) -> Answer:
    return Answer(tuple(Passage(chunk, 0.9, 5.0, 0.9) for chunk in sample.nearby), 0.9)


def _by(judged: Sequence[Judged], name: str) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[getattr(one, name)].append(one)
    return groups


def _shares(judged: Sequence[Judged]) -> dict[str, JsonValue]:
    true = [one for one in judged if one.is_true]
    false = [one for one in judged if not one.is_true]
    return {
        "true": len(true),
        "true_dropped": _share(true),
        "contradictions": len(false),
        "contradictions_caught": _share(false),
    }


def _dropped(judged: Sequence[Judged]) -> dict[str, JsonValue]:
    return {"n": len(judged), "share": _share(judged)}


def _share(judged: Sequence[Judged]) -> float | None:
    return sum(one.is_dropped for one in judged) / len(judged) if judged else None
