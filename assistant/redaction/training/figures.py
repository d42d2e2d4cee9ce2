"""The same figures for every way of training: how many names are found whole, how many other words are taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.redaction.tagger import LABELS, Tagger, word_places
from assistant.redaction.training.examples import Example
from assistant.redaction.training.network import TokenClassifier

Place = tuple[int, int]
Places = Mapping[str, Sequence[Place]]
Find = Callable[[str], Places]
"""The places in a text that belong to each measured label."""
MEASURED: Final = ("PERSON", "ADDRESS")
LIKELY: Final = 0.3
"""From this probability on a word counts as found. (The recognizers weigh more than one word's probability.)"""
_MOST_PIECES: Final = 512


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one label in one set of examples."""

    spans: int
    found: int
    """Spans of which every word was found."""
    other_words: int
    taken: int
    """Words outside the label's spans that were found nevertheless."""

    @property
    def recall(self) -> float:
        """Share of the spans that were found whole; 1 when there are none."""
        return self.found / self.spans if self.spans else 1.0

    @property
    def over_redaction(self) -> float:
        """Share of other words that were taken."""
        return self.taken / self.other_words if self.other_words else 0.0

    def as_json(self) -> dict[str, float]:
        """For training.json."""
        return {**asdict(self), "recall": round(self.recall, 4), "over_redaction": round(self.over_redaction, 5)}


def report(sets: Mapping[str, Sequence[Example]], find: Find) -> dict[str, dict[str, Figures]]:
    """Figures by set and label."""
    result = {}
    for name, examples in sets.items():
        found = [find(example.text) for example in examples]
        result[name] = {label: _measure(examples, found, label) for label in MEASURED}
    return result


def _measure(examples: Sequence[Example], found: Sequence[Places], label: str) -> Figures:
    """Compare what is found with what is labelled, word by word."""
    total = Figures(0, 0, 0, 0)
    for example, places in zip(examples, found, strict=True):
        words = word_places(example.text)
        covered = _touched(words, places.get(label, ()))
        spans = [_touched(words, [(span.start, span.end)]) for span in example.spans if span.label == label]
        wanted = set().union(*spans)
        total = Figures(
            spans=total.spans + len(spans),
            found=total.found + sum(span <= covered for span in spans),
            other_words=total.other_words + len(words) - len(wanted),
            taken=total.taken + len(covered - wanted),
        )
    return total


def lines(figures: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    """The figures for people; labels that a set does not have are left out."""
    for name, by_label in figures.items():
        for label, one in by_label.items():
            if one.spans:
                yield f"{name}: {label} recall {one.recall:.3f} of {one.spans}, over-redaction {one.over_redaction:.4f}"


def find_with_tagger(tagger: Tagger) -> Find:
    """What the exported model finds."""

    def find(text: str) -> Places:
        words = tagger.words(text)
        return {
            label: [(word.start, word.end) for word in words if getattr(word, label.lower()) >= LIKELY]
            for label in MEASURED
        }

    return find


def find_with_network(network: TokenClassifier, tokenizer: Tokenizer) -> Find:
    """What the network finds during training; a word is as likely as its likeliest piece."""

    def find(text: str) -> Places:
        encoding = tokenizer.encode(text)
        ids = torch.tensor([encoding.ids[:_MOST_PIECES]])
        with torch.no_grad():
            classes = torch.softmax(network(ids, torch.ones_like(ids)), dim=-1)[0].numpy()
        labels = classes[:, 1::2] + classes[:, 2::2]
        return {
            label: [encoding.offsets[piece] for piece in np.flatnonzero(labels[:, LABELS.index(label)] >= LIKELY)]
            for label in MEASURED
        }

    return find


def _touched(words: Sequence[Place], places: Sequence[Place]) -> set[Place]:
    """The words that one of the places touches."""
    return {word for word in words for start, end in places if max(word[0], start) < min(word[1], end)}
