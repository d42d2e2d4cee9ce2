"""Encryption of what must be readable later but not by whoever finds the file: contacts and vaults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.fernet import Fernet, InvalidToken

from assistant.exceptions import SettingsError, StorageError
from assistant.kit.key_file import create_key_file

KEY_FILE: Final = "vault.key"


@dataclass(frozen=True, slots=True, repr=False)
class Cipher:
    """Encrypts texts with one Fernet key (AES-128-CBC and HMAC-SHA256)."""

    fernet: Fernet

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Build from a base64 key of 32 bytes. Raises SettingsError."""
        try:
            return cls(Fernet(key))
        except ValueError as error:
            raise SettingsError("The vault key must be 32 bytes, written as URL-safe base64.") from error

    def encrypt(self, text: str) -> bytes:
        """Return the ciphertext."""
        return self.fernet.encrypt(text.encode())

    def decrypt(self, ciphertext: bytes) -> str:
        """Return the text. Raises StorageError when it was written with another key."""
        try:
            return self.fernet.decrypt(ciphertext).decode()
        except InvalidToken as error:
            raise StorageError("The vault key does not fit the stored data.") from error


def open_cipher(data_dir: Path, *, key: str | None = None) -> Cipher:
    """Use `key`, or the key file in the data directory, created on first use. Raises SettingsError, StorageError."""
    return Cipher.from_key(key or _key_in(data_dir))


def _key_in(data_dir: Path) -> str:
    file = data_dir / KEY_FILE
    try:
        if not file.exists():
            create_key_file(file, Fernet.generate_key())
        return file.read_text("ascii").strip()
    except (OSError, UnicodeError) as error:
        raise StorageError("The vault key file cannot be read or created.") from error
