"""Invented customers' messages with the places of names and addresses in them."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.redaction.training.disturbances import disturbed
from assistant.redaction.training.examples import Example, Segment, joined
from assistant.redaction.training.names import Part
from assistant.redaction.training.slots import Slots
from assistant.redaction.training.wording import Phrases, phrases

_SHARES: Final = {"de": 68, "en": 14, "fr": 9, "it": 9}  # of the messages, in hundredths
_ENDS: Final = ("!", "!!", "???", " :)", " 😊", " 🙏", "...", " 👍", " 😡", " ;-)", " Danke", " Thx")
_END_RATE: Final = 0.05


class Messages:
    """Draws messages without end. `carriers` are sentences without personal data, by language."""

    def __init__(self, seed: int, carriers: Mapping[str, Sequence[str]], part: Part = "train") -> None:
        self._random = random.Random(seed)
        self._slots = Slots(seed, part)
        self._carriers = carriers

    def draw(self) -> Example:
        """One message; about one in four names nobody."""
        language = self._random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        kinds = (self._letter, self._chat, self._in_text, self._nobody, self._prose)
        (kind,) = self._random.choices(kinds, (32, 26, 13, 23, 6))
        segments = kind(phrases(language), language)
        if self._random.random() < _END_RATE:
            segments.append(Segment(self._random.choice(_ENDS)))
        return joined(disturbed(segments, self._random))

    def _letter(self, wording: Phrases, language: str) -> list[Segment]:
        segments: list[Segment] = []
        if self._random.random() < 0.6:
            segments += self._one(wording.greetings, language)
            segments.append(self._glue("\n\n", "\n", " ", " "))
        segments += self._sentences(wording, language, self._random.randint(1, 3), self._random.randint(0, 2))
        if self._random.random() < 0.75:
            segments.append(self._glue("\n\n", "\n", "\n", " "))
            segments += self._one(wording.closings, language)
        return segments

    def _chat(self, wording: Phrases, language: str) -> list[Segment]:
        segments = self._one(wording.short, language)
        draw = self._random.random()
        if draw < 0.3:
            segments.append(self._glue(" ", ", ", ". ", "\n", " - "))
            segments += self._one(wording.sentences if draw < 0.18 else wording.nameless, language)
        return segments

    def _in_text(self, wording: Phrases, language: str) -> list[Segment]:
        return self._sentences(wording, language, self._random.randint(0, 2), self._random.randint(1, 3))

    def _nobody(self, wording: Phrases, language: str) -> list[Segment]:
        parts: list[list[Segment]] = []
        if self._random.random() < 0.3:
            parts.append([Segment(self._random.choice(wording.nameless_greetings))])
        parts += [self._one(wording.nameless, language) for _ in range(self._random.randint(0, 2))]
        parts += [self._carrier(wording, language) for _ in range(self._random.randint(0 if parts else 1, 2))]
        return self._together(parts)

    def _prose(self, wording: Phrases, language: str) -> list[Segment]:
        return self._together([self._one(wording.prose, language) for _ in range(self._random.randint(1, 3))])

    def _sentences(self, wording: Phrases, language: str, carriers: int, naming: int) -> list[Segment]:
        parts = [self._carrier(wording, language) for _ in range(carriers)]
        parts += [self._one(wording.sentences, language) for _ in range(naming)]
        self._random.shuffle(parts)
        return self._together(parts)

    def _carrier(self, wording: Phrases, language: str) -> list[Segment]:
        draw = self._random.random()
        if draw < 0.45 and self._carriers.get(language):
            return [Segment(self._random.choice(self._carriers[language]))]
        return self._one(wording.bodies if draw < 0.85 else wording.nameless, language)

    def _one(self, templates: Sequence[str], language: str) -> list[Segment]:
        return self._slots.fill(self._random.choice(templates), language)

    def _together(self, parts: Sequence[list[Segment]]) -> list[Segment]:
        segments: list[Segment] = []
        for part in parts:
            if segments:
                segments.append(self._glue(" ", " ", " ", "\n"))
            segments += part
        return segments

    def _glue(self, *choices: str) -> Segment:
        return Segment(self._random.choice(choices))
