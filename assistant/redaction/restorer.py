"""Puts values back into a text that arrives in pieces."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from assistant.kit.placeholders import MAX_CHARS, PLACEHOLDER, cannot_be_else, key_of

_FIRST: Final = frozenset(" \\<＜⟨〈[［&{") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Restorer:
    """Restores a text piece by piece; however it is cut, the result is the same as in one piece.

    What may be the beginning of a placeholder is held back until its end has come: at most MAX_CHARS characters.
    """

    __slots__ = ("_dropped", "_held", "_seen", "_values")

    def __init__(self, values: Mapping[str, str | None], *, dropped: Callable[[], None]) -> None:
        """`values` by keys such as PERSON_1; `dropped` hears of each placeholder without a value that is left out."""
        self._values = values
        self._dropped = dropped
        self._seen = ""  # the last character before what is held: a bare placeholder may not follow a letter
        self._held = ""

    def feed(self, chunk: str) -> str:
        """Take the next piece and return what is certain by now."""
        return self._advance(chunk, is_last=False)

    def finish(self, chunk: str = "") -> str:
        """Take the last piece and return the rest, with what was held back."""
        return self._advance(chunk, is_last=True)

    def _advance(self, chunk: str, *, is_last: bool) -> str:
        text = self._seen + self._held + chunk
        position = len(self._seen)
        restored: list[str] = []
        while True:
            certain = len(text) if is_last else _beginning_at_end(text, position)
            match = PLACEHOLDER.search(text, position)
            if match is None or match.start() >= certain:
                break
            restored += text[position : match.start()], self._restored(match)
            position = match.end()
        restored.append(text[position:certain])
        self._seen, self._held = text[max(certain - 1, 0) : certain], text[certain:]
        return "".join(restored)

    def _restored(self, match: Any) -> str:  # noqa: ANN401  the library is untyped
        value = self._values.get(key_of(match))
        if value is not None:
            return str(match["space"]) + value
        if not cannot_be_else(match):
            return str(match[0])
        self._dropped()
        return ""


def _beginning_at_end(text: str, start: int) -> int:
    """Where, from `start` on, a placeholder begins that the end of the text cuts off; else the text's length."""
    for place in range(max(start, len(text) - MAX_CHARS), len(text)):
        if text[place] in _FIRST:
            match = PLACEHOLDER.fullmatch(text, place, partial=True)
            # A bare one may go on with a digit, or turn out to be part of a word.
            if match is not None and (match.partial or match["bare"]):
                return place
    return len(text)
