"""Links, domains and e-mail addresses come from the cited passages only."""

import re
from collections.abc import Iterator

from assistant.verification.claim import Claim
from assistant.verification.plain_text import ABBREVIATIONS

TOP_LEVEL = (
    "com|de|at|ch|li|net|org|eu|info|io|fr|it|es|nl|uk|shop|store|app|dev|me|co|biz|online|site|xyz|ru|cn|example|"
    r"cc|ly|gg|tk|pl|cz|dk|tv|icu|vip|xn--[a-z0-9-]+"
)
_WORDS = "top|be|se|us|to|ai|cloud|support|help|live|click|link|page|pro|services"
WORDS_TOP_LEVEL = f"{_WORDS}|{_WORDS.upper()}"
"""Endings that begin a sentence, too: with one capital they follow a full stop without a space."""
LABELS = r"(?<![\w@.])(?:[\w-]{1,63}\.){1,40}"
ABBREVIATED = "|".join(map(re.escape, sorted(ABBREVIATIONS)))
ADDRESS = re.compile(
    r"(?P<target>(?<=\]\()[^)\s]*)|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|[a-z][a-z0-9+.-]{0,30}://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+|"
    rf"(?:javascript|data|vbscript|mailto|tel):[^\s<>\"')\]]+|"
    rf"{LABELS}(?:{TOP_LEVEL}|(?-i:{WORDS_TOP_LEVEL}))\b(?:/[^\s<>\"')\]]*)?|"
    rf"(?<![\w@.])(?!(?:{ABBREVIATED})\.){LABELS}(?-i:[a-z]{{2,24}}|[A-Z]{{2,24}})/[^\s<>\"')\]]*",
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
