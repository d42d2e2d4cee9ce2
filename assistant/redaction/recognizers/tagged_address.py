"""Addresses that no pattern has: without capitals or punctuation, in another order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.redaction.recognizers.base import Found, TaggedRecognizer
from assistant.redaction.recognizers.tagged import likely_runs
from assistant.redaction.tagger import Word

_LIKELY: Final = 0.3  # a probability


class TaggedAddressRecognizer(TaggedRecognizer):
    """What the model takes for an address."""

    ENTITY = "ADDRESS"

    def find(self, text: str, words: Sequence[Word], *, is_own: Callable[[str], bool]) -> Iterator[Found]:
        """Find addresses."""
        yield from likely_runs(text, words, probability=lambda word: word.address, likely=_LIKELY, is_own=is_own)
