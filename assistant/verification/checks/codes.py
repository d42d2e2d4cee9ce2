"""Product names and codes occur in the cited passages, whatever their language."""

import re
from collections.abc import Iterator

from assistant.knowledge.quantities import quantities
from assistant.verification.checks.addresses import ADDRESS
from assistant.verification.checks.placeholders import ANY_FORM
from assistant.verification.claim import Claim, fold, words
from assistant.verification.concepts import concepts_of

# E07, WPA2, iOS, PayPal, TWINT, M1, BP-1234567; 250g, 24h or 18th are found as well and left to the check of numbers.
CODE = re.compile(
    r"\b(?=[\w-]{0,63}?[A-Za-z])(?:[A-Za-z][\w-]{0,63}?\d[\w-]*|\d+[A-Za-z][\w-]*|[a-zäöü]+[A-Z]\w*|"
    r"[A-ZÄÖÜ][a-zäöü]+[A-Z]\w*|[A-ZÄÖÜ]{2,}(?:-[A-Z\d]+)*)\b"
)
WORD = re.compile(r"[\w-]+")
ORDINAL = re.compile(r"\d+(?:re|er|e|es|eme|o|a)")  # the check of numbers reads it
CURRENCIES = {"eur", "chf"}  # read as units by the check of numbers


def codes(claim: Claim) -> Iterator[str]:
    """Compare letter for letter, apart from case and accents."""
    text = ANY_FORM.sub(" ", ADDRESS.sub(" ", claim.text))
    known = {fold(word) for word in WORD.findall(claim.evidence)}
    known |= {part for word in known for part in word.split("-")}
    found = set(CODE.findall(text))
    for name in sorted(found):
        if fold(name) not in known | CURRENCIES and not quantities(name) and not _is_translated(name, claim):
            yield f"the name {name} is in no cited passage"


def _is_translated(name: str, claim: Claim) -> bool:
    """As TVA and IVA are."""
    if claim.is_same_language:
        return False
    if ORDINAL.fullmatch(fold(name)):
        return True
    meant = concepts_of(fold(name), claim.language or "")
    there = (concepts_of(word, chunk.language) for chunk in claim.cited for word in words(claim.evidence))
    return any(meant & concepts for concepts in there)
