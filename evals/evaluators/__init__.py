"""The evaluators: one file each, and this list."""

from typing import Any

from evals.bench import Evaluator
from evals.evaluators.answers import ANSWERS
from evals.evaluators.contradictions import CONTRADICTIONS
from evals.evaluators.decisions import DECISIONS
from evals.evaluators.exact import EXACT
from evals.evaluators.follow_ups import FOLLOW_UPS
from evals.evaluators.injection import INJECTION
from evals.evaluators.redaction import REDACTION
from evals.evaluators.retrieval import RETRIEVAL

EVALUATORS: tuple[Evaluator[Any], ...] = (
    RETRIEVAL,
    DECISIONS,
    ANSWERS,
    REDACTION,
    INJECTION,
    FOLLOW_UPS,
    EXACT,
    CONTRADICTIONS,
)
BY_NAME: dict[str, Evaluator[Any]] = {evaluator.name: evaluator for evaluator in EVALUATORS}
