"""The map between personal data and placeholders. It belongs to one conversation and never leaves it."""

import json
import re
from typing import Final, Self

from assistant.exceptions import RedactionUnavailableError

LITERAL: Final = "TEXT"  # placeholder-looking words that the customer typed
ENTITY_TYPES: Final = frozenset(
    {
        "ADDRESS",
        "BIC",
        "CREDIT_CARD",
        "CUSTOMER_NUMBER",
        "DATE_OF_BIRTH",
        "EMAIL",
        "IBAN",
        "ID_DOCUMENT",
        "IP",
        "LICENSE_PLATE",
        "PASSWORD",
        "PERSON",
        "PHONE",
        "SOCIAL_SECURITY",
        "TAX_ID",
        "URL_PERSONAL",
        "VAT_ID",
    }
)
_TYPES: Final = ENTITY_TYPES | {LITERAL}
# Models change case and brackets, add spaces and escape the underscore: all of that is still a placeholder.
_PLACEHOLDER: Final = re.compile(
    r"[<\[]\s{0,3}(?P<type>[A-Za-z]{2,15}(?:\\?_[A-Za-z]{2,15}){0,2})\\?_(?P<number>[0-9]{1,6})\s{0,3}[>\]]"
)
_WITH_SPACE: Final = re.compile(rf"(?P<space> ?)(?P<placeholder>{_PLACEHOLDER.pattern})")


class Vault:
    """Placeholders of one conversation. The same value gets the same placeholder here and nowhere else."""

    __slots__ = ("_numbers", "_placeholders", "_values", "unknown_placeholders")

    def __init__(self) -> None:
        self._values: dict[str, str] = {}  # PERSON_1 -> value
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
        if entity_type not in _TYPES:
            raise ValueError(f"{entity_type} is no type of personal data.")
        key = f"{entity_type}_{self._numbers.get(entity_type, 0) + 1}"
        self._remember(key, value)
        return f"<{key}>"

    def restore(self, text: str) -> str:
        """Put the values back. A placeholder that is not in this vault is dropped and counted."""
        return _WITH_SPACE.sub(self._restored, text)

    def to_json(self) -> str:
        """Everything needed to restore later. This is personal data: store it with the conversation only."""
        return json.dumps(self._values, ensure_ascii=False)

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

    def _remember(self, key: str, value: str) -> None:
        entity_type, _, number = key.rpartition("_")
        self._values[key] = value
        self._placeholders[entity_type, value] = f"<{key}>"
        self._numbers[entity_type] = max(int(number), self._numbers.get(entity_type, 0))

    def _restored(self, match: re.Match[str]) -> str:
        key = _key(match)
        if key is None:
            return match[0]
        if key in self._values:
            return match["space"] + self._values[key]
        self.unknown_placeholders += 1
        return ""


def find_placeholder_like(text: str) -> list[tuple[int, int]]:
    """Offsets of everything `restore` would take for a placeholder."""
    return [match.span() for match in _PLACEHOLDER.finditer(text) if _key(match) is not None]


def _key(match: re.Match[str]) -> str | None:
    entity_type = match["type"].replace("\\", "").upper()
    return f"{entity_type}_{match['number']}" if entity_type in _TYPES else None


def _parse(text: str) -> dict[str, str] | None:
    """Return the stored values, or None: a JSON error would carry the text along in its attributes."""
    try:
        values = json.loads(text)
    except ValueError:
        return None
    if not isinstance(values, dict):
        return None
    sound = all(
        isinstance(value, str) and (match := _PLACEHOLDER.fullmatch(f"<{key}>")) and _key(match) == key
        for key, value in values.items()
    )
    return values if sound else None
