"""What can be compared where no passage is in the language of the statement: values and countries."""

from collections.abc import Iterator

from assistant.knowledge.countries import countries_in
from assistant.knowledge.quantities import quantities
from assistant.verification.checks.numbers import unsupported
from assistant.verification.claim import Claim


def translated(claim: Claim) -> Iterator[str]:
    """Every quantity has its equal somewhere in the passages, in any notation, and every country is named there."""
    if claim.is_same_language:
        return
    for quantity in unsupported(quantities(claim.text), quantities(claim.evidence)):
        yield f"{quantity.text} is in no cited passage"
    known = {code for chunk in claim.cited for code in countries_in(claim.evidence, chunk.language)}
    for code, name in countries_in(claim.text, claim.language or "").items():
        if code not in known:
            yield f"the country {name} is in no cited passage"
