"""What turns a sentence into another one: negations, limits, conditions, opposites."""

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.knowledge.lexical import fold
from assistant.knowledge.quantities import WORDS
from assistant.verification.checks.wording import is_said
from assistant.verification.evidence import Support
from assistant.verification.sentence import Qualifier, Sentence, Word
from assistant.verification.vocabulary import (
    ALWAYS,
    AT_LEAST,
    AT_MOST,
    AT_ONCE,
    EXCEPT,
    EXCLUDED,
    IF,
    NOT,
    ONLY,
    WE,
    YOU,
    opposites,
    small_opposites,
)
from assistant.verification.wordmatch import coverage, is_known, is_opposite_by_prefix

Kinds = tuple[str, ...]

MIN_NEAR = 0.5
"""Share of the words around a qualifier of the passage from which on the sentence speaks of the same."""

GIVEN = 0.6
"""Share of a condition's words from which on the title or the sentence itself says it."""

MAIN_SHARE = 0.6
"""Share of a passage sentence without its condition from which on a sentence repeats it."""

TAKEN = 0.9
"""Share of a sentence's own words from which on it is taken from a longer one."""


THRESHOLD = re.compile(
    r"\b(?:ab|ueber|unter|from|over|above|below|des|a partir d\w*|a partire d\w*|oltre)[\s']+"
    r"(?:(?:einem|einer|dem|der|an?|the|une?|i|gli) )?(?:\w+ (?:von|of|de|di) )?"
    rf"\W?(?:\d|(?:{WORDS})\b)(?![^,;]{{0,20}}\b(?:bis|to|until)\b)"
)
"""From 39 euros, but not from 8 to 18."""

NO = (NOT, EXCEPT, EXCLUDED)
"""What is excluded is not, and is an exception."""


def negation(sentence: Sentence, support: Support) -> Iterator[str]:
    """It says no or except where its passage does, and nowhere else."""
    yield from _differences(sentence, support, NO, may_be_added=False)


def limits(sentence: Sentence, support: Support) -> Iterator[str]:
    """Only, at least and at most stay; always and at once come from the passage."""
    for kind in (ONLY, AT_LEAST, AT_MOST):
        yield from _differences(sentence, support, (kind,), may_be_added=kind == ONLY)
    for kind in (ALWAYS, AT_ONCE):
        if not any(_of_kind(said, (kind,)) for said in (*support.said, *support.context)):
            yield from (f"“{sentence.text[:80]}” says {kind}" for _ in _of_kind(sentence, (kind,)))


def persons(sentence: Sentence, support: Support) -> Iterator[str]:
    """In the passage's words it does not speak of the company where the passage speaks of the customer, or reverse."""
    we, you = WE.get(sentence.language, frozenset()), YOU.get(sentence.language, frozenset())
    there = frozenset(word for said in (*support.said, *support.lead) for word in said.folded)
    for one, other in ((we, you), (you, we)):
        is_exchanged = one & sentence.folded and not other & sentence.folded and other & there and not one & there
        if is_exchanged and all(is_said(word, support) for word in sentence.words if _tells(word, we | you)):
            yield f"“{sentence.text[:80]}” speaks of somebody else than the passage"


def _tells(word: Word, persons: Collection[str]) -> bool:
    return bool(word.stem) and word.folded not in persons


def conditions(sentence: Sentence, support: Support) -> Iterator[str]:
    """A condition of the passage sentence is not left out, nor the value from which on it is true."""
    for said in support.said:
        is_taken = bool(sentence.stems) and coverage(sentence.stems, said.stems) >= TAKEN
        if THRESHOLD.search(fold(said.text)) and not sentence.quantities and is_taken:
            yield f"“{sentence.text[:80]}” leaves out from which value on"
    if _of_kind(sentence, (IF,)):
        return
    elsewhere = sentence.stems | support.context_stems
    for said in support.said:
        for condition in _of_kind(said, (IF,)):
            asked = said.stems_of_clause(condition.clause)
            main = said.stems - asked
            is_given = bool(asked) and coverage(asked, elsewhere) >= GIVEN
            is_repeated = coverage(main, sentence.stems) >= MAIN_SHARE or coverage(sentence.stems, main) >= TAKEN
            if main and not is_given and is_repeated:
                yield f"“{sentence.text[:80]}” leaves out a condition"


def contrary(sentence: Sentence, support: Support) -> Iterator[str]:
    """No word is the opposite of the passage's word."""
    there = frozenset(word for said in support.said for word in said.folded)
    for word in sentence.words:
        if word.folded in there:
            continue
        against = opposites(sentence.language).get(word.folded, frozenset()) & there
        prefixed = [stem for stem in support.stems if word.stem and is_opposite_by_prefix(word.stem, stem)]
        if against or (prefixed and word.stem not in support.stems):
            yield f"“{word.folded}” is the opposite of what the passage says"
    yield from _small_words(sentence, support)


def _small_words(sentence: Sentence, support: Support) -> Iterator[str]:
    table = small_opposites(sentence.language)
    there = {pair for said in support.said for pair in _with_neighbour(said)}
    for word, neighbour in _with_neighbour(sentence):
        against = table.get(word, frozenset())
        if against and (word, neighbour) not in there and any((other, neighbour) in there for other in against):
            yield f"“{word}” before or after “{neighbour}” is the opposite of what the passage says"


def _with_neighbour(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each word with the content word or number that follows it, or the one before it at the end of a clause."""
    words = sentence.words
    for at, word in enumerate(words):
        after = [w for w in words[at + 1 : at + 4] if w.clause == word.clause and (w.stem or w.value)]
        if after:
            yield word.folded, after[0].key
            continue
        before = [other.stem for other in words[max(0, at - 3) : at] if other.clause == word.clause and other.stem]
        if before:
            yield word.folded, f"<{before[-1]}"


def _differences(sentence: Sentence, support: Support, kinds: Kinds, *, may_be_added: bool) -> Iterator[str]:
    """Pair the qualifiers of both sides; those left over on either side are differences."""
    here, there = _of_kind(sentence, kinds), [one for said in support.said for one in _of_kind(said, kinds)]
    announced = [one for head in support.lead for one in _of_kind(head, kinds)]
    added, dropped = _unpaired(here, there)
    if len(added) > len(announced) and not may_be_added:
        yield f"“{sentence.text[:80]}” says {added[0].kind}, its passage does not"
    if any(_is_about(one, sentence) for one in dropped):
        yield f"“{sentence.text[:80]}” leaves out that its passage says {dropped[0].kind}"


def _unpaired(here: Sequence[Qualifier], there: Sequence[Qualifier]) -> tuple[list[Qualifier], list[Qualifier]]:
    left, right = list(here), list(there)
    pairs = sorted(
        ((len(_common(one, other)), i, j) for i, one in enumerate(here) for j, other in enumerate(there)), reverse=True
    )
    for common, i, j in pairs:
        one, other = here[i], there[j]
        if (
            any(one is x for x in left)
            and any(other is x for x in right)
            and (common or not one.near or not other.near)
            and (one.kind == other.kind or EXCLUDED in {one.kind, other.kind})
        ):
            left = [x for x in left if x is not one]
            right = [x for x in right if x is not other]
    return left, right


def _common(one: Qualifier, other: Qualifier) -> set[str]:
    known = frozenset(other.near)
    return {stem for stem in one.near if is_known(stem, known)}


def _is_about(qualifier: Qualifier, sentence: Sentence) -> bool:
    """Whether the sentence speaks of what the qualifier stands beside."""
    near = frozenset(qualifier.near)
    here = sentence.stems | {word.value for word in sentence.words if word.value}
    return coverage(near, here) >= MIN_NEAR or (bool(near) and coverage(here, near) >= MIN_NEAR)


def _of_kind(sentence: Sentence, kinds: Kinds) -> list[Qualifier]:
    return [qualifier for qualifier in sentence.qualifiers if qualifier.kind in kinds]
