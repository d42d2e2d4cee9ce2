"""Every statement cites a passage of the decision."""

from collections.abc import Iterator

from assistant.verification.claim import Claim


def citations(claim: Claim) -> Iterator[str]:
    """At least one citation, and each of a passage that was retrieved."""
    if not claim.statement.chunk_ids:
        yield "cites no passage"
    for chunk_id in claim.statement.chunk_ids:
        if chunk_id not in claim.known_ids:
            yield f"cites {chunk_id}, which was not retrieved"
