"""Redaction for the gate: harmless golden questions once and then from memory, customers' not again."""

import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Protocol

from assistant.domain import Language, Redacted
from assistant.kit.replace_file import replace_file
from assistant.redaction.vault import Vault
from kb_ingest.code_digest import code_digest


class Redact(Protocol):
    """The gate in front of everything; raises RedactionUnavailableError."""

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted: ...


class Untouched:
    """For texts that are redacted already."""

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted:
        """The text as it is."""
        del language, vault
        return Redacted(text)


class Remembered:
    """Keeps in a file which questions hold nothing personal: recognising it takes seconds to load.

    `load` is called for the first question that is new or not harmless, or when the code or `settings` of redaction
    have changed. What is personal is looked at each time: the articles' own words stay readable, and they change.
    """

    def __init__(self, load: Callable[[], Redact], *, file: Path, settings: str) -> None:
        self._load = load
        self._file = file
        self._settings = settings
        self._harmless: set[str] = set()

    def redact(self, text: str, *, language: Language, vault: Vault) -> Redacted:
        """The redacted text, without entities. Raises RedactionUnavailableError."""
        key = hashlib.sha256(f"{self._version}\x1f{language}\x1f{text}".encode()).hexdigest()
        if key in self._known:
            self._harmless.add(key)
            return Redacted(text)
        redacted = self._redactor.redact(text, language=language, vault=vault).text
        if redacted == text:
            self._harmless.add(key)
        return Redacted(redacted)

    def save(self) -> None:
        """Write what was used since the start, if it is not what the file holds. Raises OSError."""
        if self._harmless != self._known:
            replace_file(self._file, json.dumps(sorted(self._harmless)))
            self._known = frozenset(self._harmless)

    @cached_property
    def _redactor(self) -> Redact:
        return self._load()

    @cached_property
    def _known(self) -> frozenset[str]:
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return frozenset()
        return frozenset(map(str, read)) if isinstance(read, list) else frozenset()

    @cached_property
    def _version(self) -> str:
        """Changes with the code and the word lists of redaction."""
        return f"{self._settings}\x1f{code_digest('assistant.redaction')}"
