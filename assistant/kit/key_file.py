"""A secret in a file of its own, readable for its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def create_key_file(file: Path, content: bytes) -> None:
    """Write a whole key under another name, then link it: a reader sees no half key and the first of two wins.

    A file that is there stays as it is. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(temporary, file)
    finally:
        temporary.unlink()
