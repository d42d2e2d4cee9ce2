"""Texts with labelled places: what every way of training and measuring reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of a text with their label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its labelled places, left to right and without overlap."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def has_person(self) -> bool:
        """Whether anybody is named."""
        return any(span.label == "PERSON" for span in self.spans)


class Segment(NamedTuple):
    """A piece of a text and its label, if it has one. Texts are changed in segments, so that places stay right."""

    text: str
    label: str | None = None


def joined(segments: Iterable[Segment]) -> Example:
    """One text of all the segments."""
    text, spans = "", []
    for segment in segments:
        if segment.label and segment.text:
            spans.append(Span(len(text), len(text) + len(segment.text), segment.label))
        text += segment.text
    return Example(text, tuple(spans))


def segments_of(example: Example) -> list[Segment]:
    """The labelled places and what lies between them."""
    segments, position = [], 0
    for span in example.spans:
        segments.append(Segment(example.text[position : span.start]))
        segments.append(Segment(example.text[span.start : span.end], span.label))
        position = span.end
    segments.append(Segment(example.text[position:]))
    return [segment for segment in segments if segment.text]
