"""Addresses that no pattern has: without capitals or punctuation, in another order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.redaction.recognizers.base import Found, Pattern, TaggedRecognizer
from assistant.redaction.recognizers.tagged import likely_runs
from assistant.redaction.tagger import Word

_LIKELY: Final = 0.3  # a probability
_NEAR: Final = 60  # characters
_DIGIT: Final = Pattern(r"\p{N}")
_LONG_NUMBER: Final = Pattern(r"(?:\p{N}\P{N}*){7}")  # a postcode and a house number have fewer digits


class TaggedAddressRecognizer(TaggedRecognizer):
    """What the model takes for an address, where a number belongs to it: a street or a town alone leads to nobody."""

    ENTITY = "ADDRESS"

    def find(self, text: str, words: Sequence[Word], *, is_own: Callable[[str], bool]) -> Iterator[Found]:
        """Find addresses."""

        def probability(word: Word) -> float:
            return 0.0 if _LONG_NUMBER.is_in(text[word.start : word.end]) else word.address

        likely = [word for word in words if probability(word) >= _LIKELY]
        numbers = [word for word in likely if _DIGIT.is_in(text[word.start : word.end])]
        for found in likely_runs(text, words, probability=probability, likely=_LIKELY, is_own=is_own):
            if any(found.start - _NEAR <= word.start <= found.end + _NEAR for word in numbers):
                yield found
