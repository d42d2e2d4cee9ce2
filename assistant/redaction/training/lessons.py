"""What is read in one epoch: messages that are new each time, and labelled prose with other people in it."""

import random
from collections.abc import Sequence
from typing import Final

from assistant.redaction.training.disturbances import lowered
from assistant.redaction.training.examples import Example, Segment, joined, segments_of
from assistant.redaction.training.messages import Messages
from assistant.redaction.training.names import People
from assistant.redaction.training.sources import Sources

_LOWERED: Final = 600  # sentences of GermEval without capitals
_LEGAL_WITHOUT_PERSONS: Final = 2_500
_GENITIVE_LEAST: Final = 5  # letters: "Hans" is no genitive


class Lessons:
    """Draws the examples of each epoch; the same for the same seed."""

    def __init__(self, sources: Sources, *, messages: int, seed: int) -> None:
        self._sources = sources
        self._messages = messages
        self._seed = seed

    def of_epoch(self, epoch: int) -> list[Example]:
        """All examples in random order."""
        random_ = random.Random(f"{self._seed} {epoch}")
        people = People(random_)
        messages = Messages(random_.getrandbits(32), self._sources.carriers)
        examples = [messages.draw() for _ in range(self._messages)]
        examples += self._germeval(epoch, people, random_)
        examples += _renamed(self._sources.europarl, people, random_, share=0.3)
        examples += self._legal(people, random_)
        random_.shuffle(examples)
        return examples

    def _germeval(self, epoch: int, people: People, random_: random.Random) -> list[Example]:
        sentences = self._sources.germeval
        naming = [example for example in sentences if example.has_person]
        few = random_.sample(sentences, min(_LOWERED, len(sentences)))
        return [
            *_renamed(sentences, people, random_, share=0.6 if epoch else 0.0),
            *_renamed(naming, people, random_, share=1.0),
            *(joined(Segment(lowered(text), label) for text, label in segments_of(example)) for example in few),
        ]

    def _legal(self, people: People, random_: random.Random) -> list[Example]:
        naming = [example for example in self._sources.legal if example.has_person]
        others = [example for example in self._sources.legal if not example.has_person]
        few = random_.sample(others, min(_LEGAL_WITHOUT_PERSONS, len(others)))
        return [*_renamed(naming, people, random_, share=0.7), *few]


def _renamed(examples: Sequence[Example], people: People, random_: random.Random, *, share: float) -> list[Example]:
    """The same sentences, a share of them about other persons."""
    return [with_other_names(one, people, random_) if random_.random() < share else one for one in examples]


def with_other_names(example: Example, people: People, random_: random.Random) -> Example:
    """The same sentence about other persons."""
    return joined(
        Segment(_other(segment.text, people, random_), segment.label) if segment.label == "PERSON" else segment
        for segment in segments_of(example)
    )


def _other(name: str, people: People, random_: random.Random) -> str:
    genitive = name.endswith("s") and len(name) >= _GENITIVE_LEAST and random_.random() < 0.5
    one_word = people.last if random_.random() < 0.7 else people.first
    new = people.full() if " " in name else one_word()
    return f"{new}s" if genitive and new[-1] not in "sxzß" else new
