"""Encryption of what must be readable later but not by whoever finds the file: contacts and vaults.

There may be several keys, the newest first: it encrypts, and all of them decrypt. So a key can be replaced.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from assistant.exceptions import SettingsError, StorageError
from assistant.kit.key_file import create_key_file

KEY_FILE: Final = "vault.key"
_OTHER_KEY: Final = "The vault key does not fit the stored data."


@dataclass(frozen=True, slots=True, repr=False)
class Cipher:
    """Encrypts texts with the first of its Fernet keys (AES-128-CBC and HMAC-SHA256)."""

    fernet: MultiFernet
    newest: Fernet
    key_count: int

    @classmethod
    def from_keys(cls, keys: str) -> Self:
        """Build from base64 keys of 32 bytes with commas or white space between them. Raises SettingsError."""
        try:
            fernets = [Fernet(key) for key in keys.replace(",", " ").split()]
            return cls(MultiFernet(fernets), fernets[0], len(fernets))
        except (ValueError, IndexError):
            pass
        raise SettingsError("A vault key must be 32 bytes, written as URL-safe base64; several stand newest first.")

    def encrypt(self, text: str) -> bytes:
        """Return the ciphertext."""
        return self.fernet.encrypt(text.encode())

    def decrypt(self, ciphertext: bytes) -> str:
        """Return the text. Raises StorageError when it was written with another key."""
        try:
            return self.fernet.decrypt(ciphertext).decode()
        except InvalidToken as error:
            raise StorageError(_OTHER_KEY) from error

    def renew(self, ciphertext: bytes) -> bytes | None:
        """Encrypt with the newest key what an older one has encrypted; None where there is nothing to do.

        Raises StorageError when it was written with a key that is not among ours.
        """
        try:
            self.newest.decrypt(ciphertext)
        except InvalidToken:
            return self.encrypt(self.decrypt(ciphertext))
        return None


def open_cipher(data_dir: Path, *, key: str | None = None) -> Cipher:
    """Use `key`, one or several, or the key file in the data directory, created on first use.

    Raises SettingsError, StorageError.
    """
    return Cipher.from_keys(key or _keys_in(data_dir))


def _keys_in(data_dir: Path) -> str:
    file = data_dir / KEY_FILE
    try:
        if not file.exists():
            create_key_file(file, Fernet.generate_key())
        return file.read_text("ascii").strip()
    except (OSError, UnicodeError) as error:
        raise StorageError("The vault key file cannot be read or created.") from error
