"""Other ways to say what a sentence says."""

import random
import re
from collections.abc import Callable

from evals.contradictions.language_words import ADVERBS, CONDITION, DIGIT_WORDS, JOIN, MONTHS, NOTES
from evals.contradictions.samples import Sample

Variant = Callable[[Sample, random.Random], str | None]
"""Returns nothing where the sentence gives no occasion."""

CASUAL = (
    (r"\bdu\b", "Sie"),
    (r"\bDu\b", "Sie"),
    (r"\bdein(e[mnrs]?)?\b", r"Ihr\1"),
    (r"\bDein(e[mnrs]?)?\b", r"Ihr\1"),
    (r"\bdi(?:r|ch)\b", "Ihnen"),
)
CASUAL_VERB = re.compile(r"\b((?:kann|muss|will|soll|darf|ha|wir|bi|möchte|wähl|öffne|klick|find|nutz|benutz)\w*?)st\b")
FORMAL_VERBS = {"kann": "können", "muss": "müssen", "will": "wollen", "ha": "haben", "wir": "werden", "bi": "sind"}
POSSIBLE = {
    "de": (r"Sie können (?:auch )?([^,;]+) (\w+en)\.", r"Es ist möglich, \1 zu \2."),
    "en": (r"You can (?:also )?([^,;]+)\.", r"It is possible to \1."),
    "fr": (r"Vous pouvez (?:aussi |également )?([^,;]+)\.", r"Il est possible de \1."),
    "it": (r"(?:Può|È possibile) (?:anche )?([^,;]+)\.", r"Lei può \1."),
}
PRICE = re.compile(r"(?P<whole>\d+)[.,](?P<cents>\d\d) ?(?P<unit>€|Euro|EUR|euros?)(?!\w)")
HOUR = re.compile(r"\b(\d\d?):00 Uhr\b")
SMALL_NUMBER = re.compile(r"(?<![\w.,:/-])(?:[2-9]|1[0-2])(?= [a-zäöüéèA-ZÄÖÜ]{3,})")


def verbatim(sample: Sample, _: random.Random) -> str | None:
    return sample.sentence


def note(sample: Sample, _: random.Random) -> str | None:
    return NOTES[sample.language] + sample.sentence


def adverb_dropped(sample: Sample, _: random.Random) -> str | None:
    return _changed(sample, re.sub(ADVERBS[sample.language], "", sample.sentence, count=1))


def clause_moved(sample: Sample, _: random.Random) -> str | None:
    """From "If A, B." to "B, if A."."""
    found = re.fullmatch(rf"({CONDITION[sample.language]}\b[^,;:]+), ([^,;:]+)\.", sample.sentence, re.IGNORECASE)
    if not found:
        return None
    main = found[2].removeprefix("dann ").removeprefix("then ")
    return f"{main[:1].upper()}{main[1:]}, {found[1][:1].lower()}{found[1][1:]}."


def next_sentence_added(sample: Sample, _: random.Random) -> str | None:
    return f"{sample.sentence} {sample.following}" if sample.following else None


def merged(sample: Sample, _: random.Random) -> str | None:
    if not sample.following:
        return None
    return f"{sample.sentence.rstrip('.!')} {JOIN[sample.language]} {sample.following}"


def formal(sample: Sample, _: random.Random) -> str | None:
    """Address the customer as Sie where the article says du."""
    if sample.language != "de":
        return None
    text = CASUAL_VERB.sub(lambda match: FORMAL_VERBS.get(match[1], f"{match[1].rstrip('e')}en"), sample.sentence)
    for pattern, replacement in CASUAL:
        text = re.sub(pattern, replacement, text)
    return _changed(sample, text)


def possible(sample: Sample, _: random.Random) -> str | None:
    """From "you can" to "it is possible"."""
    pattern, replacement = POSSIBLE[sample.language]
    found = re.fullmatch(pattern, sample.sentence)
    return found.expand(replacement) if found else None


def asked_politely(sample: Sample, _: random.Random) -> str | None:
    """From "Öffnen Sie A" to "Bitte öffnen Sie A"."""
    found = re.fullmatch(r"(\w+en) Sie (.+)", sample.sentence)
    return f"Bitte {found[1].lower()} Sie {found[2]}" if found and sample.language == "de" else None


def number_words(sample: Sample, _: random.Random) -> str | None:
    words = DIGIT_WORDS[sample.language]
    return _changed(sample, SMALL_NUMBER.sub(lambda match: words[int(match[0]) - 2], sample.sentence))


def digits(sample: Sample, _: random.Random) -> str | None:
    words = DIGIT_WORDS[sample.language]
    pattern = rf"\b(?:{'|'.join(words)})\b"
    return _changed(sample, re.sub(pattern, lambda match: str(words.index(match[0]) + 2), sample.sentence))


def price_notation(sample: Sample, _: random.Random) -> str | None:
    def other(match: re.Match[str]) -> str:
        unit = "Euro" if match["unit"] == "€" else "€"
        return f"{match['whole']},{match['cents']} {unit}"

    return _changed(sample, PRICE.sub(other, sample.sentence))


def time_notation(sample: Sample, _: random.Random) -> str | None:
    return _changed(sample, HOUR.sub(r"\1 Uhr", sample.sentence))


def date_notation(sample: Sample, _: random.Random) -> str | None:
    """From "1. Mai 2026" to "01.05.2026"."""
    months = MONTHS[sample.language]
    pattern = rf"\b(\d\d?)\.? ({'|'.join(months)}) (\d{{4}})\b"
    return _changed(
        sample,
        re.sub(
            pattern,
            lambda match: f"{int(match[1]):02}.{months.index(match[2]) + 1:02}.{match[3]}",
            sample.sentence,
        ),
    )


def aside_dropped(sample: Sample, _: random.Random) -> str | None:
    """Without what stands in brackets."""
    return _changed(sample, re.sub(r" \([^()]*\)", "", sample.sentence))


def under_its_title(sample: Sample, _: random.Random) -> str | None:
    """After the title of the article, as an answer to a question may begin."""
    title = "" if sample.spoken else sample.chunk.title.rstrip("?!. ")
    return f"{title}: {sample.sentence}" if title and not title.startswith("[") else None


def _changed(sample: Sample, text: str) -> str | None:
    text = text[:1].upper() + text[1:]
    return None if text == sample.sentence else text


TRUE_VARIANTS: tuple[Variant, ...] = (
    verbatim,
    note,
    adverb_dropped,
    clause_moved,
    next_sentence_added,
    merged,
    formal,
    possible,
    asked_politely,
    number_words,
    digits,
    price_notation,
    time_notation,
    date_notation,
    aside_dropped,
    under_its_title,
)
