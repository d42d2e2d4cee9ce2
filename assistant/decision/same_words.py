"""Whether two questions have the same words in the same roles, but for a few slips of the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.decision.normalise import normalise
from assistant.decision.question_words import Word, asking_words, is_dropped
from assistant.decision.spelling import is_one_slip
from assistant.domain import Language

MIN_TYPO_LETTERS: Final = 5
SAFE_TYPO_LETTERS: Final = 9
"""Shorter verbs, and shorter words beside one other, have too many real neighbours: "melden", "meiden"."""
WORDS_PER_TYPO: Final = 4
FEW_WORDS: Final = 2
PRONOUNS: Final = frozenset({"sie", "ich", "wir", "ihr", "du", "man", "es"})
SAME_LETTERS: Final = 2
"""A prefix makes another word of it: "anmelden", "abmelden"."""


@dataclass(frozen=True, slots=True)
class Known:
    """An editor's question: its words, and which of them may stand anywhere."""

    words: tuple[Word, ...]
    text: str
    language: Language

    @property
    def verbs(self) -> frozenset[str]:
        """German words in lower case that stand before no noun, and one that begins the question: verbs mostly."""
        return _verbs(self.text) if self.language == "de" else frozenset()

    def has_role(self, word: Word) -> bool:
        """Whether the place of the word tells what it means: "A is better than B"."""
        return not word.before and word.text not in self.verbs and word.text not in asking_words(self.language)


def is_same(said: Sequence[Word], known: Known, is_known: Callable[[str], bool]) -> bool:
    """The same words with the same prepositions, nouns in the same order, but for a few typos."""
    pairs = _pairs(said, known, is_known)
    return pairs is not None and _roles(pairs, known) == _roles(known.words, known)


def keeps_order(said: Sequence[Word], known: Known) -> bool:
    """Whether the editor's words stand in the editor's order, whatever stands between them."""
    wanted = [word.stem for word in known.words if known.has_role(word)]
    return [word.stem for word in said if word.stem in wanted] == wanted


def _roles(said: Sequence[Word], known: Known) -> list[Word]:
    return [word for word in said if known.has_role(word)]


def _pairs(said: Sequence[Word], known: Known, is_known: Callable[[str], bool]) -> list[Word] | None:
    """The editor's word for each that was said."""
    if len(said) != len(known.words):
        return None
    left = list(known.words)
    pairs = [_taken(left, word, _is_equal) for word in said]
    unpaired = [at for at, pair in enumerate(pairs) if pair is None]
    if len(unpaired) > -(-len(said) // WORDS_PER_TYPO):
        return None
    for at in unpaired:
        if not is_known(said[at].stem):
            pairs[at] = _taken(left, said[at], lambda word, other: _is_typo(word, other, known))
    return None if None in pairs else [word for word in pairs if word]


def _taken(left: list[Word], word: Word, fits: Callable[[Word, Word], bool]) -> Word | None:
    found = next((other for other in left if fits(word, other)), None)
    if found:
        left.remove(found)
    return found


def _is_equal(word: Word, other: Word) -> bool:
    return (word.stem, word.before) == (other.stem, other.before)


def _is_typo(word: Word, other: Word, known: Known) -> bool:
    if word.before != other.before or word.is_number or other.is_number:
        return False
    if sorted(word.text[:SAME_LETTERS]) != sorted(other.text[:SAME_LETTERS]):
        return False
    shorter = min(len(word.text), len(other.text))
    return shorter >= _least_letters(other, known) and is_one_slip(word.text, other.text)


def _least_letters(word: Word, known: Known) -> int:
    content = [each for each in known.words if each.text not in asking_words(known.language)]
    is_risky = len(content) <= FEW_WORDS or word.text in known.verbs
    return SAFE_TYPO_LETTERS if is_risky else MIN_TYPO_LETTERS


@lru_cache(maxsize=20_000)
def _verbs(text: str) -> frozenset[str]:
    tokens = text.split()
    if not any(token[0].isupper() and not _is_empty(token) for token in tokens[1:]):
        return frozenset()
    pairs = list(zip(tokens, [*tokens[1:], ""], strict=True))
    first = frozenset(normalise(token) for token, after in pairs[:1] if normalise(after) in PRONOUNS)
    return first | frozenset(normalise(token) for token, after in pairs if token.islower() and not _is_noun(after))


def _is_noun(token: str) -> bool:
    return not token.islower() and not _is_empty(token)


def _is_empty(token: str) -> bool:
    return is_dropped(normalise(token), "de") or not normalise(token)
