"""The content words of every sentence are those of the cited passages."""

from collections.abc import Iterator

from assistant.knowledge.lexical import STOP_WORDS, terms
from assistant.verification.claim import Claim, sentences

MIN_SHARE = 0.6
"""Share of a sentence's content words that the cited passages must contain."""

MIN_COMMON_CHARS = 5
"""From this length a word may be found inside a compound, or contain one."""


def wording(claim: Claim) -> Iterator[str]:
    """Compare stems; nothing is said about a statement in another language than its passages."""
    if not claim.is_same_language or claim.language is None:
        return
    known = content(claim.evidence, claim.language)
    for sentence in sentences(claim.text):
        share = covered(content(sentence, claim.language), known)
        if share < MIN_SHARE:
            yield f"only {share:.0%} of the words in “{sentence[:80]}” are in the cited passages"


def content(text: str, language: str) -> set[str]:
    """Stems of the words that carry meaning, without numbers."""
    stop = STOP_WORDS.get(language, frozenset())
    return {term for term in terms(text, language) if term.isalpha() and term not in stop}


def covered(wanted: set[str], known: set[str]) -> float:
    """Share of the wanted stems among the known ones; parts of compounds count."""
    if not wanted:
        return 1.0
    return sum(_is_known(term, known) for term in wanted) / len(wanted)


def _is_known(term: str, known: set[str]) -> bool:
    if term in known:
        return True
    long_enough = len(term) >= MIN_COMMON_CHARS
    return long_enough and any(term in other or (len(other) >= MIN_COMMON_CHARS and other in term) for other in known)
