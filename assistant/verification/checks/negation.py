"""A sentence says yes where its passage says yes, and no where it says no."""

import re
from collections.abc import Iterator

from assistant.verification.checks.wording import content, covered
from assistant.verification.claim import Claim, fold, sentences

NEGATIONS: dict[str, re.Pattern[str]] = {
    "de": re.compile(r"\b(?:nicht(?! nur)|kein\w*|nie|niemals|weder|keinesfalls|unmoeglich|ausgeschlossen)\b"),
    "en": re.compile(r"\b(?:not(?! only)|no|never|cannot|none|neither|nor|impossible|unable)\b|n['’]t\b"),
    "fr": re.compile(r"\b(?:pas|jamais|aucune?|rien|ni|impossible)\b"),
    "it": re.compile(r"\b(?:non|mai|nessun\w*|impossibile)\b"),
}
MIN_SHARE = 0.5
"""A passage sentence speaks of the same when it has this share of the content words."""

NEARLY_BEST = 0.15


def negation(claim: Claim) -> Iterator[str]:
    """Compare with the passage sentences that have most words in common."""
    if not claim.is_same_language or claim.language is None:
        return
    candidates = [(content(text, claim.language), _negates(text, claim.language)) for text in sentences(claim.evidence)]
    for sentence in sentences(claim.text):
        wanted = content(sentence, claim.language)
        shares = [(covered(wanted, known), negative) for known, negative in candidates]
        best = max((share for share, _ in shares), default=0.0)
        alike = [negative for share, negative in shares if share >= max(MIN_SHARE, best - NEARLY_BEST)]
        if wanted and alike and _negates(sentence, claim.language) not in alike:
            yield f"“{sentence[:80]}” and its passage differ in a negation"


def _negates(text: str, language: str) -> bool:
    pattern = NEGATIONS.get(language)
    return pattern is not None and pattern.search(fold(text)) is not None
