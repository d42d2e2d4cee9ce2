"""Replaces a small file as a whole."""

import os
import secrets
from pathlib import Path


def replace_file(file: Path, text: str, *, mode: int = 0o600) -> Path:
    """Write UTF-8 text beside the file, make it durable, then give it the file's name: nobody reads half of it.

    `mode` is what the new file may be read and written by, less the process's umask. Whatever fails, the old file is
    whole and nothing else is left. Raises OSError.
    """
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        return unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
