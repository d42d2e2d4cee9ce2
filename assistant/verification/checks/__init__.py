"""The checks in their order; each yields one line per fault it finds in a claim."""

from collections.abc import Callable, Iterator

from assistant.verification.checks.addresses import addresses
from assistant.verification.checks.citations import citations
from assistant.verification.checks.humanity import humanity
from assistant.verification.checks.leakage import leakage
from assistant.verification.checks.markup import markup
from assistant.verification.checks.names import names
from assistant.verification.checks.negation import negation
from assistant.verification.checks.numbers import numbers
from assistant.verification.checks.placeholders import placeholders
from assistant.verification.checks.promises import promises
from assistant.verification.checks.wording import wording
from assistant.verification.claim import Claim

Check = Callable[[Claim], Iterator[str]]

CHECKS_OF_QUOTES: tuple[Check, ...] = (citations, addresses, placeholders)
"""What even a quotation must pass."""

CHECKS: tuple[Check, ...] = (
    *CHECKS_OF_QUOTES,
    numbers,
    names,
    wording,
    negation,
    promises,
    humanity,
    leakage,
    markup,
)


def name_of(check: Check) -> str:
    """Name a check in findings and metrics."""
    return getattr(check, "__name__", "check")
