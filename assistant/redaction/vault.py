"""The map between personal data and placeholders. It belongs to one conversation and never leaves it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Self

from assistant.exceptions import RedactionUnavailableError
from assistant.kit.placeholders import ENTITY_TYPES, LITERAL, TYPES, find_placeholder_like, keys_in
from assistant.redaction.restorer import Restorer

__all__ = ["ENTITY_TYPES", "LITERAL", "Vault", "find_placeholder_like"]

_KEY: Final = re.compile(r"(?P<type>[A-Z]+(?:_[A-Z]+)*)_[1-9][0-9]{0,5}")
_NAME: Final = re.compile(r"\w{3,}")  # not "Dr", nor "de"


class Vault:
    """Placeholders of one conversation. The same value gets the same placeholder here and nowhere else.

    The same is what is written the same: `Max Müller` and `max müller` are two, for only then does restoring give
    back exactly what was written.
    """

    __slots__ = ("_numbers", "_placeholders", "_values", "unknown_placeholders")

    def __init__(self) -> None:
        self._values: dict[str, str | None] = {}  # PERSON_1 -> value; None where the value has expired
        self._placeholders: dict[tuple[str, str], str] = {}  # (type, value) -> <PERSON_1>
        self._numbers: dict[str, int] = {}
        self.unknown_placeholders = 0

    def __repr__(self) -> str:
        return f"Vault({len(self._values)} values)"

    def placeholder_for(self, entity_type: str, value: str) -> str:
        """Return the placeholder of this value, for example `<PERSON_1>`; the type is one of ENTITY_TYPES."""
        known = self._placeholders.get((entity_type, value))
        if known is not None:
            return known
        if entity_type not in TYPES:
            raise ValueError(f"{entity_type} is no type of personal data.")
        key = f"{entity_type}_{self._numbers.get(entity_type, 0) + 1}"
        self._remember(key, value)
        return f"<{key}>"

    def restore(self, text: str) -> str:
        """Put the values back. A placeholder that is not in this vault is dropped and counted."""
        return self.restorer().finish(text)

    def restorer(self) -> Restorer:
        """Return what restores a text that arrives in pieces."""
        return Restorer(self._values, dropped=self._count_unknown)

    def knows(self, key: str) -> bool:
        """Tell whether this placeholder, written PERSON_1, was ever given out in this conversation."""
        return key in self._values

    def value_of(self, key: str) -> str | None:
        """Return the value behind PERSON_1; None where there is none or it has expired."""
        return self._values.get(key)

    def hide(self, text: str) -> str:
        """Put placeholders back for the values of this vault wherever they stand as words of a text.

        Case and white space may differ. Of a person's name each word counts, for few write the whole of it.
        """
        placeholders: dict[str, str] = {}
        for words, placeholder in [*self._wholes(), *self._names()]:
            for spelling in (words, words.casefold()):
                placeholders.setdefault(spelling, placeholder)
        longest_first = sorted(filter(None, placeholders), key=len, reverse=True)
        if not longest_first:
            return text
        any_of_them = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest_first)
        return re.sub(
            rf"(?i)(?<!\w)(?:{any_of_them})(?!\w)",
            lambda match: placeholders.get(_plain(match[0]).casefold(), "…"),
            unicodedata.normalize("NFC", text),
        )

    def to_json(self) -> str:
        """Everything needed to restore later. This is personal data: store it with the conversation only."""
        return json.dumps(self._values)  # in ASCII: half a surrogate pair could not be encoded

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Rebuild a vault. Raises RedactionUnavailableError, without the content, when the text is damaged."""
        values = _parse(text)
        if values is None:
            raise RedactionUnavailableError("The vault of this conversation cannot be read.")
        vault = cls()
        for key, value in values.items():
            vault._remember(key, value)
        return vault

    @classmethod
    def expired(cls, texts: Iterable[str]) -> Self:
        """The vault of a conversation whose values are gone. The placeholders in its texts are not given out again."""
        vault = cls()
        for text in texts:
            for key in sorted(keys_in(text)):
                if _is_key(key):
                    vault._remember(key, None)
        return vault

    def _remember(self, key: str, value: str | None) -> None:
        entity_type, _, number = key.rpartition("_")
        self._values[key] = value
        if value is not None:
            self._placeholders[entity_type, value] = f"<{key}>"
        self._numbers[entity_type] = max(int(number), self._numbers.get(entity_type, 0))

    def _wholes(self) -> Iterator[tuple[str, str]]:
        return ((_plain(value), placeholder) for (_, value), placeholder in self._placeholders.items())

    def _names(self) -> Iterator[tuple[str, str]]:
        for (entity_type, value), placeholder in self._placeholders.items():
            if entity_type == "PERSON":
                yield from ((name, placeholder) for name in _NAME.findall(_plain(value)))

    def _count_unknown(self) -> None:
        self.unknown_placeholders += 1


def _plain(text: str) -> str:
    """One space between words, letters composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _parse(text: str) -> dict[str, str | None] | None:
    """Return the stored values, or None: a JSON error would carry the text along in its attributes."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    sound = all(_is_key(key) and (value is None or isinstance(value, str)) for key, value in values.items())
    return values if sound else None


def _is_key(key: str) -> bool:
    match = _KEY.fullmatch(key)
    return match is not None and match["type"] in TYPES
