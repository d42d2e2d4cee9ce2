"""Links, domains and e-mail addresses come from the cited passages only."""

import re
from collections.abc import Iterator

from assistant.verification.claim import Claim

TOP_LEVEL = (
    "com|de|at|ch|li|net|org|eu|info|io|fr|it|es|nl|uk|shop|store|app|dev|me|co|biz|online|site|xyz|ru|cn|example"
)
ADDRESS = re.compile(
    r"(?P<target>(?<=\]\()[^)\s]*)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[a-z][a-z0-9+.-]*://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+|"
    rf"(?:javascript|data|vbscript|mailto|tel):[^\s<>\"')\]]+|(?<![\w@.])(?:[\w-]+\.)+(?:{TOP_LEVEL})\b(?:/[^\s<>\"')\]]*)?",
    flags=re.IGNORECASE,
)


def addresses(claim: Claim) -> Iterator[str]:
    """Every address is, letter for letter, one of the evidence."""
    allowed = found_addresses(claim.raw_evidence) | found_addresses(claim.evidence)
    for address in sorted(found_addresses(claim.statement.text) - allowed):
        yield f"the address {address} is in no cited passage"


def found_addresses(text: str) -> set[str]:
    """Addresses in lower case without the punctuation of the sentence around them."""
    return {match.group().casefold().rstrip(".,;:!?…*_`") for match in ADDRESS.finditer(text)} - {""}
