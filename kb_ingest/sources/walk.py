"""Finds and reads the files of a folder."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_ingest.errors import PermanentSourceError


@dataclass(frozen=True, slots=True)
class File:
    """A file and where the editor knows it: `origin` begins with the folder, so that two folders can be told apart."""

    path: str
    origin: str

    @property
    def suffix(self) -> str:
        """With its dot, in small letters."""
        return os.path.splitext(self.path)[1].lower()  # noqa: PTH122  a Path for each of many files costs time


def files_in(place: Path) -> list[File]:
    """Every file below a folder in path order, or the one file. Raises PermanentSourceError.

    Links to folders are followed, each folder once. A folder that cannot be read is an error: its articles would
    silently leave the help centre otherwise.
    """
    try:
        place.stat()
        if not place.is_dir():
            return [File(str(place), _shown(place.name))]
        root, own_name = str(place), place.resolve().name
        inside = sorted(
            (*Path(folder).relative_to(root).parts, name) for folder, names in _walk(root) for name in names
        )
    except OSError as error:
        raise PermanentSourceError(f"{error.filename or place} cannot be read: {error.strerror}.") from error
    return [File(f"{root}/{'/'.join(parts)}", _shown("/".join([own_name, *parts]))) for parts in inside]


def _shown(path: str) -> str:
    shown = os.fsencode(path).decode(errors="backslashreplace")
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode()


def read_bytes(file: File, *, max_bytes: int) -> bytes:
    """The content, of which at most one byte more than is accepted. Raises OSError."""
    path = Path(file.path)
    status = path.stat()  # names the error of a broken link or a loop of links
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is not a file")
    with path.open("rb") as opened:
        return opened.read(min(status.st_size, max_bytes) + 1)


def _walk(root: str) -> Iterator[tuple[str, list[str]]]:
    """Each folder with the names of its files."""
    seen: set[str] = set()
    for place, folders, files in os.walk(root, followlinks=True, onerror=_raise):
        real = os.path.realpath(place)
        folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
        if real not in seen:
            yield place, [name for name in files if not name.startswith((".", "~$"))]
        seen.add(real)


def _raise(error: OSError) -> None:
    raise error
