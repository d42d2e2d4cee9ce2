"""Numbers, prices, dates, times and quantities are those of the cited passages."""

from collections.abc import Iterator

from assistant.knowledge.quantities import Quantity, quantities
from assistant.verification.claim import Claim


def numbers(claim: Claim) -> Iterator[str]:
    """A quantity needs its equal in the evidence, in any notation."""
    known = {reading for quantity in quantities(claim.evidence) for reading in quantity.readings}
    for quantity in quantities(claim.text):
        if not _is_supported(quantity, known):
            yield f"{quantity.text} is in no cited passage"


def _is_supported(quantity: Quantity, known: set[tuple[str, str]]) -> bool:
    """A unit that only one side names is no contradiction; nor is a date without its year."""
    values = {value for _, value in known}
    return any(
        (unit, value) in known
        or ("", value) in known
        or (unit == "" and value in values)
        or (unit == "date" and any(other.endswith(f"-{value}") for other in values))
        for unit, value in quantity.readings
    )
