"""The checks in their order; each yields one line per fault it finds."""

from collections.abc import Callable, Iterator

from assistant.verification.checks.addresses import addresses
from assistant.verification.checks.citations import citations
from assistant.verification.checks.codes import codes
from assistant.verification.checks.humanity import humanity
from assistant.verification.checks.instructed import instructed
from assistant.verification.checks.leakage import leakage
from assistant.verification.checks.markup import markup
from assistant.verification.checks.numbers import numbers
from assistant.verification.checks.placeholders import placeholders
from assistant.verification.checks.promises import promises
from assistant.verification.checks.qualifying import conditions, contrary, limits, negation, persons
from assistant.verification.checks.translated import (
    TranslationCheck,
    no_opposites,
    same_meaning,
    same_names,
    same_numbers,
    same_qualifiers,
)
from assistant.verification.checks.wording import names, wording
from assistant.verification.claim import Claim
from assistant.verification.evidence import Support
from assistant.verification.sentence import Sentence

Check = Callable[[Claim], Iterator[str]]
SentenceCheck = Callable[[Sentence, Support], Iterator[str]]

CHECKS_OF_QUOTES: tuple[Check, ...] = (citations, addresses, placeholders, instructed)
"""What even a quotation must pass."""

CHECKS_OF_CUT_QUOTES: tuple[Check, ...] = (*CHECKS_OF_QUOTES, promises)
"""A model may quote the half of a sentence that says what happens only if something else does."""

CHECKS: tuple[Check, ...] = (*CHECKS_OF_QUOTES, codes, promises, humanity, leakage, markup)

SENTENCE_CHECKS_OF_QUOTES: tuple[SentenceCheck, ...] = (negation, limits, conditions)
"""A quotation may be cut so that it says something else."""

SENTENCE_CHECKS: tuple[SentenceCheck, ...] = (numbers, names, wording, *SENTENCE_CHECKS_OF_QUOTES, contrary, persons)
"""These compare a sentence with those of the passage that it rests on, in the same language."""

_NAMES: dict[object, str] = {
    instructed: "leakage",
    codes: "names",
    same_meaning: "wording",
    same_numbers: "numbers",
    same_names: "names",
    same_qualifiers: "negation",
    no_opposites: "negation",
    limits: "negation",
    conditions: "negation",
    contrary: "negation",
    persons: "negation",
}


def name_of(check: Check | SentenceCheck | TranslationCheck) -> str:
    """Name a check in findings and metrics."""
    return _NAMES.get(check) or str(getattr(check, "__name__", "check"))
