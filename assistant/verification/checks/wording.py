"""The words of a sentence are those of the passage sentences it rests on."""

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

from assistant.knowledge.countries import is_place
from assistant.verification.evidence import Support
from assistant.verification.sentence import Sentence, Word
from assistant.verification.vocabulary import synonyms
from assistant.verification.wordmatch import is_form, is_known

MAX_UNKNOWN = 0.25
"""Share of a sentence's words and values that may be new, if they are no names; one always may, beside two others."""

MAX_UNKNOWN_OF_CELL = 0.4
"""A table has no verbs."""

FEW = 2
"""So few words must all be said."""

MIN_SAID = 0.5
"""Share that the sentences it rests on must have, where the rest stands elsewhere in the passage."""

MIN_ALIKE = 0.5
"""From here on a sentence counts as repeated, and a word in the place of another as exchanged."""

MOST_EXCHANGED = 2
"""Words that may stand in the place of others; more are another way to say it."""


def wording(sentence: Sentence, support: Support) -> Iterator[str]:
    """Enough of the words are known, and none is exchanged for another."""
    unsaid = [word for word in sentence.words if word.stem and not is_said(word, support)]
    unknown = [word for word in unsaid if support.stands_alone or not _is_nearby(word, support)]
    total = len(sentence.stems) + sum(1 for word in sentence.words if word.value)
    most = max(1, (MAX_UNKNOWN_OF_CELL if support.is_cell else MAX_UNKNOWN) * total) if total > FEW else 0
    if len(unknown) > most or len(unsaid) > max((1 - MIN_SAID) * total if total > FEW else 0, most):
        yield f"“{sentence.text[:80]}” has words that the passage lacks: {', '.join(word.folded for word in unsaid)}"
        return
    if not support.is_cell:
        for word, other in _exchanged(sentence, support):
            yield f"“{word.folded}” stands where the passage says “{other.folded}”"


def names(sentence: Sentence, support: Support) -> Iterator[str]:
    """Every name, and in German every noun, is among them; a noun may stand elsewhere in the passage."""
    for word in sentence.words:
        if word.is_name and not is_said(word, support) and not _may_stand_elsewhere(word, sentence, support):
            yield f"“{word.folded}” is not in the sentences of the passage that this rests on"


def is_said(word: Word, support: Support) -> bool:
    """Whether the sentences or what they stand under have the word or one of like meaning."""
    if is_known(word.stem, support.stems) or is_known(word.stem, support.context_stems):
        return True
    groups = synonyms(support.said[0].language).get(word.stem, frozenset())
    return any(groups & said.meanings for said in support.said)


def _may_stand_elsewhere(word: Word, sentence: Sentence, support: Support) -> bool:
    """Neither places nor codes, nor what has other values where it stands."""
    if support.stands_alone or is_place(word.folded, sentence.language) or not word.folded.isalpha():
        return False
    units = {unit for quantity in sentence.quantities for unit, _ in quantity.readings}
    there = [said for said in support.nearby if is_known(word.stem, said.stems)]
    return bool(there) and not any(unit in units for said in there for q in said.quantities for unit, _ in q.readings)


def _is_nearby(word: Word, support: Support) -> bool:
    return any(is_known(word.stem, said.stems) for said in support.nearby)


def _exchanged(sentence: Sentence, support: Support) -> Iterator[tuple[Word, Word]]:
    """Words and numbers of a repeated sentence that stand in the place of others; other forms and synonyms may."""
    there = [word for said in support.said for word in said.words]
    here = sentence.words
    matcher = SequenceMatcher(None, [word.key for word in there], [word.key for word in here], autojunk=False)
    matched = [at for _, start, size in matcher.get_matching_blocks() for at in range(start, start + size)]
    if sum(_counts(here[at]) for at in matched) < MIN_ALIKE * sum(map(_counts, here)):
        return
    for tag, start, end, at, stop in matcher.get_opcodes():
        if tag == "replace":
            olds, news = _telling(there[start:end]), _telling(here[at:stop])
            if len(olds) == len(news):
                yield from (
                    (new, old) for new, old in zip(news, olds, strict=True) if _is_another(new, old, sentence, support)
                )
            elif max(len(olds), len(news)) <= MOST_EXCHANGED:
                lost = [old for old in olds if old.stem and not is_known(old.stem, sentence.stems)]
                yield from ((new, lost[0]) for new in news if lost and _is_new(new, olds, support))


def _values(support: Support) -> set[str]:
    return {word.value for said in support.said for word in said.words}


def _counts(word: Word) -> bool:
    return bool(word.stem or word.value or word.is_measure)


def _telling(words: Iterable[Word]) -> list[Word]:
    return [word for word in words if _counts(word)]


def _is_another(new: Word, old: Word, sentence: Sentence, support: Support) -> bool:
    """In the very place of the other: it need not be new to the passage."""
    if new.is_measure or old.is_measure:
        is_unit = len(new.folded if new.is_measure else old.folded) > 1  # not the m of p.m.
        return is_unit and not (new.is_measure and old.is_measure) and (new.is_name or old.is_name)
    if new.value or old.value:
        if new.value and old.value:  # whether a new value is right is the check of numbers' business
            return new.value != old.value and new.value in _values(support)
        return new.is_name and not new.value
    if is_form(new.stem, old.stem) or is_form(old.stem, new.stem) or _mean_the_same(new, old, sentence.language):
        return False
    if is_known(old.stem, sentence.stems):
        return new.is_name and old.is_name and is_known(new.stem, support.stems)
    return True


def _is_new(new: Word, olds: Collection[Word], support: Support) -> bool:
    if not new.stem or is_known(new.stem, support.stems) or any(is_form(new.stem, old.stem) for old in olds):
        return False
    return not any(_mean_the_same(new, old, support.said[0].language) for old in olds)


def _mean_the_same(one: Word, other: Word, language: str) -> bool:
    table = synonyms(language)
    return bool(table.get(one.stem, frozenset()) & table.get(other.stem, frozenset()))
