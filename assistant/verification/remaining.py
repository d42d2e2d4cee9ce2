"""What is left of a draft when the sentences that were objected to are dropped."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from assistant.domain import Draft, Statement, Verdict
from assistant.verification.claim import guess_language, words
from assistant.verification.vocabulary import REFERRING

MIN_SHARE = 0.5
"""Share of a draft's characters that must be left; with less the quotation says more."""

DROPPABLE = frozenset({"citations", "numbers", "names", "wording", "negation", "promises"})
"""A sentence with such a fault is a mistake; any other shows that the model follows somebody else."""


def remaining(draft: Draft, verdict: Verdict) -> Draft | None:
    """The draft without faulty sentences and those that refer to them; None where too little is left, or no trust."""
    if not {finding.check for finding in verdict.findings} <= DROPPABLE:
        return None
    faulty = {finding.statement for finding in verdict.findings}
    kept = tuple(_without(draft.statements, faulty))
    if kept == draft.statements or _chars(kept) < MIN_SHARE * _chars(draft.statements):
        return None
    return replace(draft, statements=kept)


def _chars(statements: tuple[Statement, ...]) -> int:
    return sum(len(statement.text) for statement in statements)


def _without(statements: tuple[Statement, ...], faulty: set[str]) -> Iterator[Statement]:
    """A sentence that begins with "this" or "it" goes with the one before it, a lead-in with what it announces."""
    gone = False
    for statement, following in pairwise([*statements, Statement("", ())]):
        announces = statement.text.rstrip().endswith(":") and following.text in {"", *faulty}
        gone = statement.text in faulty or announces or (gone and _refers_back(statement.text))
        if not gone:
            yield statement


def _refers_back(text: str) -> bool:
    return words(text)[:1] != [] and words(text)[0] in REFERRING.get(guess_language(text) or "", frozenset())
