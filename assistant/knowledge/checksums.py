"""A list of SHA-256 checksums beside files that must not be used when they are damaged."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter

CHECKSUMS = "checksums.json"

_list = TypeAdapter(dict[str, str])


def write_checksums(folder: Path, names: Iterable[str]) -> None:
    """Write the list for the named files of a folder."""
    checksums = {name: _sha256(folder / name) for name in sorted(names)}
    (folder / CHECKSUMS).write_text(json.dumps(checksums, indent=1), encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """File names and what was written with them; empty when there is no readable list."""
    try:
        return _list.validate_json((folder / CHECKSUMS).read_bytes())
    except (OSError, ValueError):
        return {}


def damaged_files(folder: Path, *, inside: tuple[str, ...] = ("",)) -> list[str]:
    """Names that are missing or differ from what was written; the list's own name when it cannot be read.

    With `inside`, only files below these folders are looked at.
    """
    checksums = read_checksums(folder)
    if not checksums:
        return [CHECKSUMS]
    looked_at = {name: expected for name, expected in checksums.items() if name.startswith(inside)}
    return [name for name, expected in looked_at.items() if not _has(folder / name, expected)]


def _has(file: Path, expected: str) -> bool:
    try:
        return _sha256(file) == expected
    except OSError:
        return False


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
