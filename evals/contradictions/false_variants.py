"""Sentences that say something else than the sentence they are made of."""

import random
import re
from collections.abc import Callable, Sequence
from functools import partial

from evals.contradictions.language_words import (
    AUXILIARY,
    CONDITION,
    CONTACTS,
    COUNTRIES,
    LIMITS,
    MONTHS,
    NOT,
    OPPOSITES,
    PROMISES,
    STEPS,
    UNITS,
)
from evals.contradictions.samples import NUMBER, Sample, names_in
from evals.contradictions.true_variants import Variant
from evals.words import words

PRICE = re.compile(
    r"(?:(?<=€ )|(?<=EUR )|(?<=CHF )|(?<=[$€]))\d+(?:[.,]\d\d)?|"
    r"\d+(?:[.,]\d\d)?(?= ?(?:€|Euro|EUR|CHF|Franken|euros?|francs?|franchi)\b)"
)
TIME = re.compile(r"\b([01]?\d|2[0-3])(?=:[0-5]\d\b|\.00 Uhr\b| Uhr\b| ?[ap]\.?m\b| ?h\b)")
YEAR_OR_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?(?=\. (?:[A-ZÄ]\w+|\d))")
LONGEST_SWAP = 3


def number(sample: Sample, chance: random.Random) -> str | None:
    return _replace_one(sample, NUMBER, lambda value: _another(value, chance), chance)


def number_of_passage(sample: Sample, chance: random.Random) -> str | None:
    """A number that stands elsewhere in the same passage."""
    if not sample.numbers_nearby:
        return None
    return _replace_one(sample, NUMBER, lambda _: chance.choice(sample.numbers_nearby), chance)


def price(sample: Sample, chance: random.Random) -> str | None:
    return _replace_one(sample, PRICE, lambda value: _another(value, chance), chance)


def date(sample: Sample, chance: random.Random) -> str | None:
    months = MONTHS[sample.language]
    named = re.compile(rf"(?<=\d )(?:{'|'.join(months)})\b|(?<=\d\. )(?:{'|'.join(months)})\b")
    if named.search(sample.sentence):
        return _replace_one(sample, named, lambda month: chance.choice([m for m in months if m != month]), chance)
    return _replace_one(sample, YEAR_OR_DAY, lambda value: str(int(value) + chance.randint(1, 3)), chance)


def time(sample: Sample, chance: random.Random) -> str | None:
    return _replace_one(sample, TIME, lambda hour: str((int(hour) + chance.randint(1, 5)) % 12 + 1), chance)


def unit(sample: Sample, chance: random.Random) -> str | None:
    for family in UNITS[sample.language]:
        pattern = re.compile(rf"(?<=\d )(?:{'|'.join(family)})\b")
        found = _replace_one(sample, pattern, partial(_other, family=family, chance=chance), chance)
        if found:
            return found
    return None


def values_swapped(sample: Sample, _: random.Random) -> str | None:
    """Two different numbers of the sentence change places."""
    found = list(NUMBER.finditer(sample.sentence))
    if len(found) != 2 or found[0][0] == found[1][0] or found[1].start() - found[0].end() < 12:  # noqa: PLR2004
        return None
    one, two = found
    text = sample.sentence
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def negation_added(sample: Sample, chance: random.Random) -> str | None:
    if re.search(NOT[sample.language], sample.sentence, re.IGNORECASE):
        return None
    return _replace_one(sample, re.compile(AUXILIARY[sample.language]), _NEGATE[sample.language], chance)


def negation_removed(sample: Sample, _: random.Random) -> str | None:
    if re.match(r"(?:nein|no|non)\b", sample.sentence, re.IGNORECASE):
        return None
    pattern = re.compile(NOT[sample.language], re.IGNORECASE)
    text = pattern.sub(lambda match: match.groupdict().get("verb") or _affirmed(match[0]), sample.sentence)
    return _changed(sample, text)


def limit_dropped(sample: Sample, _: random.Random) -> str | None:
    pattern = rf"\b(?:{'|'.join(list(LIMITS[sample.language])[:2])})\b "
    return _changed(sample, re.sub(pattern, "", sample.sentence))


def generalised(sample: Sample, _: random.Random) -> str | None:
    """From "only" or "usually" to "always"."""
    words = LIMITS[sample.language]
    pattern = rf"\b(?:{'|'.join(words)})\b"
    return _changed(sample, re.sub(pattern, lambda match: words[match[0]], sample.sentence))


def condition_dropped(sample: Sample, _: random.Random) -> str | None:
    condition = CONDITION[sample.language]
    before = re.fullmatch(rf"{condition}\b[^,;:]+, (?:dann |then |so )?([^,;:]+\.)", sample.sentence, re.IGNORECASE)
    if before:
        return f"{before[1][:1].upper()}{before[1][1:]}"
    after = re.fullmatch(rf"([^,;:]+?),? {condition}\b[^,;:]+\.", sample.sentence)
    return f"{after[1]}." if after else None


def opposite(sample: Sample, chance: random.Random) -> str | None:
    pairs = OPPOSITES[sample.language]
    table = dict(pairs) | {two: one for one, two in pairs}
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, table))})(?![\w-])")
    return _replace_one(sample, pattern, lambda word: table[word], chance)


def country(sample: Sample, chance: random.Random) -> str | None:
    countries = COUNTRIES[sample.language]
    pattern = re.compile(rf"\b(?:{'|'.join(countries)})\b")
    return _replace_one(sample, pattern, partial(_other, family=countries, chance=chance), chance)


def name(sample: Sample, chance: random.Random) -> str | None:
    """A name or, in German, any noun of another sentence of the same help centre."""
    others = [one for one in sample.names if one.casefold() not in sample.sentence.casefold()]
    if not others:
        return None
    return _replace_one(sample, _names(sample), lambda _: chance.choice(others), chance)


def name_of_passage(sample: Sample, chance: random.Random) -> str | None:
    """A name that stands elsewhere in the same passage."""
    here = sorted({one for one in names_in(sample.chunk.text) if one.casefold() not in sample.sentence.casefold()})
    return _replace_one(sample, _names(sample), lambda _: chance.choice(here), chance) if here else None


def step_invented(sample: Sample, chance: random.Random) -> str | None:
    return f"{sample.sentence} {chance.choice(STEPS[sample.language])}"


def contact_invented(sample: Sample, chance: random.Random) -> str | None:
    return f"{sample.sentence} {chance.choice(CONTACTS[sample.language])}"


def promise_added(sample: Sample, chance: random.Random) -> str | None:
    return f"{sample.sentence} {chance.choice(PROMISES[sample.language])}"


def of_another_article(sample: Sample, chance: random.Random) -> str | None:
    """A sentence of another article of the same help centre."""
    return chance.choice(sample.elsewhere) if sample.elsewhere else None


def _names(sample: Sample) -> re.Pattern[str]:
    found = names_in(sample.sentence)
    return re.compile(rf"(?<=[\w,] )(?:{'|'.join(map(re.escape, found))})\b" if found else r"(?!)")


def _affirmed(negation: str) -> str:
    if negation.casefold().startswith("kein"):
        return "ein" + negation[4:]
    return "can" if negation.casefold() == "cannot" else ""


def _another(value: str, chance: random.Random) -> str:
    whole, *rest = re.split(r"(?<=\d)(?=[.,])", value, maxsplit=1)
    changed = str(int(whole) + chance.choice([1, 2, 3, 5, 10]))
    return changed + "".join(rest)


def _other(one: str, *, family: Sequence[str], chance: random.Random) -> str:
    """Another word of the family that is not just another form of the same."""
    return chance.choice(
        [other for other in family if other[:LONGEST_SWAP].casefold() != one[:LONGEST_SWAP].casefold()]
    )


def _replace_one(
    sample: Sample, pattern: re.Pattern[str], other: Callable[[str], str], chance: random.Random
) -> str | None:
    found = list(pattern.finditer(sample.sentence))
    if not found:
        return None
    match = chance.choice(found)
    text = sample.sentence[: match.start()] + other(match[0]) + sample.sentence[match.end() :]
    return _changed(sample, text)


def _changed(sample: Sample, text: str) -> str | None:
    text = re.sub(r"\s+", " ", text).strip()
    text = text[:1].upper() + text[1:]
    return None if words(text) == words(sample.sentence) else text


_NEGATE: dict[str, Callable[[str], str]] = {
    "de": lambda verb: f"{verb} nicht",
    "en": lambda verb: f"{verb} not",
    "fr": lambda verb: f"{'n’' if verb[0] in 'aeiouéè' else 'ne '}{verb} pas",
    "it": lambda verb: f"non {verb}",
}

FALSE_VARIANTS: tuple[Variant, ...] = (
    number,
    number_of_passage,
    price,
    date,
    time,
    unit,
    values_swapped,
    negation_added,
    negation_removed,
    limit_dropped,
    generalised,
    condition_dropped,
    opposite,
    country,
    name,
    name_of_passage,
    step_invented,
    contact_invented,
    promise_added,
    of_another_article,
)
