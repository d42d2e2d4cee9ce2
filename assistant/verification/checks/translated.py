"""What can be compared where no passage is in the language of the sentence: meaning, values, names, small words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.knowledge.countries import countries_in
from assistant.knowledge.quantities import Quantity
from assistant.verification.checks.numbers import unsupported
from assistant.verification.concepts import concepts_of, poles_of
from assistant.verification.evidence import Unit
from assistant.verification.meaning import Alignment, Part
from assistant.verification.sentence import Sentence
from assistant.verification.vocabulary import (
    ALWAYS,
    AT_ONCE,
    DEPENDING,
    EXCEPT,
    EXCLUDED,
    IF,
    MAY,
    NOT,
    ONLY,
    YES_OR_NO,
)

MIN_SCORE = 0.665
"""From here on a sentence says what the passage says; `python -m evals contradictions --cross` measures it."""

MEAN_WEIGHT = 0.25
"""A passage whose every sentence is close is about the same topic, which says little."""

FOREIGN_CONCEPT = 0.012
"""What each concept counts that only the sentence names, up to two."""

MOST_FOREIGN = 2
HARDLY_FARTHER = 0.005
MIN_LENGTH = 0.4
"""A part of a passage that is shorter than this share of a sentence does not say all of it."""

QUALIFIERS = (
    ((NOT, EXCEPT, EXCLUDED), False, False),
    ((ONLY,), True, False),
    ((ALWAYS,), False, True),
    ((AT_ONCE,), False, True),
)
"""Words of the same kinds, whether they may be added, and whether they may be left out."""

FEW = 2
"""As a word this is often translated by "both"."""

VERB_FIRST = re.compile(r"\w+(?:t|st|en|nd|te)\b[^,]+,", re.IGNORECASE)
"""A German condition without "wenn": "Bleibt die Meldung stehen, rufen Sie an"."""

CIRCUMSTANCES = {
    "de": frozenset(["bei", "beim", "sollte", "sollten", "je", "ab", "nach", "waehrend", "ohne", "fuer"]),
    "en": frozenset(["in", "should", "where", "depending", "whenever", "from", "with", "without", "for"]),
    "fr": frozenset(["en", "lors", "cas", "selon", "pour", "sans", "pendant"]),
    "it": frozenset(["in", "caso", "a", "durante", "secondo", "per", "senza", "con"]),
}
"""What a condition may have become in another language."""


@dataclass(frozen=True)
class Translation:
    """A sentence beside the parts of the passages that it may translate, closest first."""

    sentence: Sentence
    alignment: Alignment

    @cached_property
    def part(self) -> Part:
        """The closest part that is long enough to say all of it."""
        wanted = MIN_LENGTH * len(self.sentence.text)
        long = (part for part in self.alignment.parts if _length(part) >= wanted)
        return next(long, self.alignment.parts[0])

    @cached_property
    def meant(self) -> tuple[Unit, ...]:
        """The units that it may translate."""
        close = (unit for part in (self.part, *self.alignment.close) for unit in part.units)
        return tuple(dict.fromkeys(close))

    @cached_property
    def said(self) -> tuple[Sentence, ...]:
        """What they say."""
        return tuple(unit.said for unit in self.meant)

    @cached_property
    def nearest(self) -> tuple[Sentence, ...]:
        """What the parts say that are hardly farther than the closest one."""
        near = [part for part in self.alignment.parts if part.cosine >= self.part.cosine - HARDLY_FARTHER]
        return tuple(dict.fromkeys(unit.said for part in (self.part, *near) for unit in part.units))

    @cached_property
    def around(self) -> tuple[Sentence, ...]:
        """What they say and what they stand under."""
        heads = (head for unit in self.meant for head in (*unit.heads, *unit.lead, *unit.before))
        return tuple(dict.fromkeys((*self.said, *heads)))

    @cached_property
    def closest(self) -> tuple[Sentence, ...]:
        """What the closest part says."""
        return tuple(unit.said for unit in self.part.units)


TranslationCheck = Callable[[Translation], Iterator[str]]


def units_to_compare(units: Sequence[Unit]) -> list[Unit]:
    """Titles and questions are close to everything below them and say nothing."""
    return [unit for unit in units if not unit.is_heading and not unit.said.text.rstrip().endswith("?")]


def answers(sentence: Sentence) -> bool:
    """Whether it says yes or no though no word of it can be looked for in a passage; a lead-in does not."""
    says = YES_OR_NO.get(sentence.language, frozenset())
    if sentence.folded & says or any(_has(sentence, kinds) for kinds, _, _ in QUALIFIERS):
        return True
    return bool(sentence.folded & MAY.get(sentence.language, frozenset())) and not sentence.text.rstrip().endswith(":")


def same_meaning(pair: Translation) -> Iterator[str]:
    """It is close enough to one part of the passage."""
    score = pair.part.cosine - MEAN_WEIGHT * pair.alignment.mean - FOREIGN_CONCEPT * _foreign_concepts(pair)
    if not score >= MIN_SCORE:  # a score that is no number supports nothing either
        yield f"no sentence of the passages says “{pair.sentence.text[:80]}”"


def same_numbers(pair: Translation) -> Iterator[str]:
    """Every quantity stands where the passage says the same, in any notation."""
    known = [q for said in pair.around for q in said.quantities if said in pair.closest or _has_unit(q)]
    for quantity in unsupported(pair.sentence.quantities, known):
        is_part_of_a_name = re.search(rf"[^\W\d]-{re.escape(quantity.text)}(?!\d)", pair.sentence.text)
        if not is_part_of_a_name and (quantity.text[:1].isdigit() or not _is_few(quantity)):
            yield f"{quantity.text} is not what the passage says there"


def same_names(pair: Translation) -> Iterator[str]:
    """Every country is named there."""
    known = {code for said in pair.around for code in countries_in(said.text, said.language)}
    for code, name in countries_in(pair.sentence.text, pair.sentence.language).items():
        if code not in known:
            yield f"the country {name} is not in the sentences of the passage that this rests on"


def same_qualifiers(pair: Translation) -> Iterator[str]:
    """It says no where the passage does, and nowhere else; only and a condition stay; always is not added."""
    for kinds, may_be_added, may_be_left_out in QUALIFIERS:
        here = _has(pair.sentence, kinds)
        if here and not may_be_added and not any(_has(said, kinds) for said in pair.around):
            yield f"“{pair.sentence.text[:80]}” says {kinds[0]}, its passage does not"
        if not here and not may_be_left_out and all(_has(said, kinds) for said in pair.nearest):
            yield f"“{pair.sentence.text[:80]}” leaves out that its passage says {kinds[0]}"
    if not _depends(pair.sentence) and all(_has(said, (IF,)) for said in pair.nearest):
        yield f"“{pair.sentence.text[:80]}” leaves out a condition"


def no_opposites(pair: Translation) -> Iterator[str]:
    """No word is the opposite of the passage's word."""
    here = _poles((pair.sentence,))
    there = _poles(pair.closest)
    for axis, side in here:
        other = (axis, 1 - side)
        if other in there and (axis, side) not in there and other not in here:
            yield f"“{pair.sentence.text[:80]}” says the opposite of its passage"


TRANSLATION_CHECKS: tuple[TranslationCheck, ...] = (
    same_meaning,
    same_numbers,
    same_names,
    same_qualifiers,
    no_opposites,
)


def _has_unit(quantity: Quantity) -> bool:
    """A bare number that stands farther away, as in a telephone number, says nothing of minutes."""
    return all(unit for unit, _ in quantity.readings)


def _is_few(quantity: Quantity) -> bool:
    return all(not unit and float(value) <= FEW for unit, value in quantity.readings)


def _length(part: Part) -> int:
    return sum(len(unit.said.text) for unit in part.units)


def _foreign_concepts(pair: Translation) -> int:
    known = {concept for said in pair.around for word in said.folded for concept in concepts_of(word, said.language)}
    named = (concepts_of(word, pair.sentence.language) for word in pair.sentence.folded)
    return min(MOST_FOREIGN, sum(1 for concepts in named if concepts and not concepts & known))


def _poles(sentences: Sequence[Sentence]) -> set[tuple[int, int]]:
    return {pole for said in sentences for word in said.folded for pole in poles_of(word, said.language)}


def _has(sentence: Sentence, kinds: tuple[str, ...]) -> bool:
    return any(qualifier.kind in kinds for qualifier in sentence.qualifiers)


def _depends(sentence: Sentence) -> bool:
    words = DEPENDING.get(sentence.language, frozenset()) | CIRCUMSTANCES.get(sentence.language, frozenset())
    is_verb_first = sentence.language == "de" and VERB_FIRST.match(sentence.text) is not None
    return is_verb_first or _has(sentence, (IF,)) or bool(words & sentence.folded)
