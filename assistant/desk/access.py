"""Who may see the editors' pages: whoever knows the key in the data directory."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.exceptions import StorageError, UnauthorizedError
from assistant.kit.key_file import create_key_file

KEY_FILE: Final = "desk.key"
_KEY_BYTES: Final = 32
_MIN_CHARS: Final = 32  # a key that somebody typed is refused


@dataclass(frozen=True, slots=True)
class DeskKey:
    """The key is read anew each time: replacing the file shuts out whoever knew the old one."""

    file: Path

    @classmethod
    def of(cls, data_dir: Path) -> "DeskKey":
        """The key of this data directory; the file need not be there."""
        return cls(data_dir / KEY_FILE)

    def open(self) -> str:
        """Return the key, made at first use. Raises StorageError."""
        try:
            if not self.file.exists():
                create_key_file(self.file, secrets.token_urlsafe(_KEY_BYTES).encode())
            key = self._read()
        except (OSError, UnicodeError) as error:
            raise StorageError(f"The key file {self.file} cannot be read or created.") from error
        if len(key) < _MIN_CHARS:
            raise StorageError(f"The key in {self.file} is too short: delete the file, and a new one is made.")
        return key

    def check(self, key: str) -> None:
        """Raise UnauthorizedError unless this is the key."""
        try:
            expected = self._read()
        except (OSError, UnicodeError):
            expected = ""
        if len(expected) < _MIN_CHARS or not secrets.compare_digest(
            key.encode("utf-8", "surrogatepass"), expected.encode()
        ):
            raise UnauthorizedError(f"The key is missing or wrong; the right one stands in {KEY_FILE}.")

    def _read(self) -> str:
        return self.file.read_text("ascii").strip()
