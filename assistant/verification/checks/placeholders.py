"""Placeholders of personal data are whole and stem from the customer's message."""

import re
from collections.abc import Iterator

from assistant.kit.placeholders import OURS
from assistant.verification.claim import Claim

ANY_FORM = re.compile(r"<?\s?\b[A-Z]{2,}(?:_[A-Z]+)*_\d+\b\s?>?")


def placeholders(claim: Claim) -> Iterator[str]:
    """An invented placeholder would stay unreadable, or worse, be filled with somebody else's data."""
    known = {match[0] for match in OURS.finditer(claim.query)}
    for match in ANY_FORM.finditer(claim.statement.text):
        form = match.group().strip()
        if form not in known and form not in claim.raw_evidence:
            yield f"the placeholder {form} does not stem from the message"
