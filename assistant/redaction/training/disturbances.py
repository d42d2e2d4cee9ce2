"""How customers really type: each disturbance changes segments, so that the places of the names stay right."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from assistant.redaction.training.examples import Segment

Change = Callable[[Segment, random.Random], Segment]

_TRANSCRIBED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_DOTLESS: Final = str.maketrans("äöüÄÖÜéèàç", "aouAOUeeac")
_PUNCTUATION: Final = re.compile(r"[.,!?;:]+(?=\s|$)")
_SPACED: Final = re.compile(r"(?<=[,.;]) ")
_TYPO_RATE: Final = 0.02  # of the letters
_FREQUENT_LETTERS: Final = "enrtaslio"


def lowered(text: str) -> str:
    """Without capitals; a letter stays whose lower case is longer (İ)."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def with_typos(text: str, random_: random.Random) -> str:
    """Letters exchanged, doubled, lost or mistaken inside words."""
    letters = list(text)
    for index in range(1, len(letters) - 1):
        if random_.random() > _TYPO_RATE or not (letters[index].isalpha() and letters[index + 1].isalpha()):
            continue
        draw = random_.random()
        if draw < 0.35:
            if index + 2 < len(letters):  # the last letter stays
                letters[index], letters[index + 1] = letters[index + 1], letters[index]
        elif draw < 0.6:
            letters[index] += letters[index]
        elif draw < 0.75:
            letters[index] = ""
        else:
            letters[index] = random_.choice(_FREQUENT_LETTERS)
    return "".join(letters)


def _everywhere(change: Callable[[str], str]) -> Change:
    return lambda segment, _: Segment(change(segment.text), segment.label)


def _names_lowered(segment: Segment, _: random.Random) -> Segment:
    return Segment(lowered(segment.text), segment.label) if segment.label == "PERSON" else segment


def _names_capitalised(segment: Segment, _: random.Random) -> Segment:
    return Segment(segment.text.replace("ß", "SS").upper(), segment.label) if segment.label == "PERSON" else segment


def _rest_lowered(segment: Segment, _: random.Random) -> Segment:
    return segment if segment.label else Segment(lowered(segment.text))


def _unpunctuated(segment: Segment, _: random.Random) -> Segment:
    if segment.label == "PERSON":
        return segment  # "M. Huber" keeps its dot
    return Segment(_PUNCTUATION.sub("", segment.text) or " ", segment.label)  # "Huber;Max" stays two words


# How a text is written: one of these, or as it should be.
_CASES: Final[tuple[tuple[float, Change], ...]] = (
    (0.20, _everywhere(lowered)),
    (0.04, _everywhere(lambda text: text.replace("ß", "SS").upper())),
    (0.03, _names_lowered),
    (0.02, _names_capitalised),
    (0.03, _rest_lowered),
)
# And each of these besides.
_HABITS: Final[tuple[tuple[float, Change], ...]] = (
    (0.12, _unpunctuated),
    (0.06, _everywhere(lambda text: text.translate(_TRANSCRIBED))),
    (0.02, _everywhere(lambda text: text.translate(_DOTLESS))),
    (0.05, _everywhere(lambda text: text.replace("ß", "ss"))),
    (0.07, lambda segment, random_: Segment(with_typos(segment.text, random_), segment.label)),
    (0.04, _everywhere(lambda text: text.replace("\n", " "))),
    (0.02, _everywhere(lambda text: _SPACED.sub("", text))),
    (0.02, _everywhere(lambda text: text.replace(" ", "  "))),
)
DISTURBANCES: Final = tuple(change for _, change in (*_CASES, *_HABITS))


def disturbed(segments: Sequence[Segment], random_: random.Random) -> list[Segment]:
    """The segments as somebody in a hurry writes them; half of the time unchanged."""
    changes = _one_of(_CASES, random_.random())
    changes += [change for chance, change in _HABITS if random_.random() < chance]
    result = list(segments)
    for change in changes:
        result = [change(segment, random_) for segment in result]
    return [segment for segment in result if segment.text]


def _one_of(cases: Sequence[tuple[float, Change]], draw: float) -> list[Change]:
    for chance, change in cases:
        if draw < chance:
            return [change]
        draw -= chance
    return []
