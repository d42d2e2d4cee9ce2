"""Whether personal data is found, and nothing else."""

from collections.abc import Sequence
from functools import partial

from evals.bench import WARM_UP, Bench, Evaluator, Report, timed, with_progress
from evals.cases import RedactionCase
from evals.metrics import p50_p95
from evals.redaction_measures import Covered, coverage, us_by_length


def evaluate(cases: Sequence[RedactionCase], bench: Bench) -> Report:
    """Recall by label, precision by type, characters leaked or redacted needlessly, and times.

    A span counts as found when each of its letters and digits is redacted, whatever type the redaction names.
    `ms` and `us_by_length` are per message, measured one at a time after a few to warm up.
    """
    subject = bench.subject()
    for case in cases[-WARM_UP:]:
        subject.redact(case.text, language=case.language)
    timings = [
        (case, *timed(partial(subject.redact, case.text, language=case.language)))
        for case in with_progress(cases, title="redact")
    ]
    return {
        **coverage([Covered.by(entities, case) for case, entities, _ in timings]),
        "ms": {**p50_p95([ms for *_, ms in timings])},
        "us_by_length": us_by_length((case, ms) for case, _, ms in timings),
    }


REDACTION = Evaluator(name="redaction", case=RedactionCase, evaluate=evaluate, needs_kb=False)
