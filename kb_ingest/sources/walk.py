"""Finds and reads the files of a folder."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_ingest.errors import PermanentSourceError


@dataclass(frozen=True, slots=True)
class File:
    """A file and where the editor knows it: `origin` begins with the folder, so that two folders can be told apart.

    A link that `leads_outside`, to a file or to a folder, must not be read: who may write here could publish any file
    of the machine by it.
    """

    path: str
    origin: str
    leads_outside: bool = False

    @property
    def suffix(self) -> str:
        """With its dot, in small letters."""
        return os.path.splitext(self.path)[1].lower()  # noqa: PTH122  a Path for each of many files costs time


def files_in(place: Path) -> list[File]:
    """Every file below a folder in path order, or the one file. Raises PermanentSourceError.

    Links within the folder are followed, each folder once. A folder that cannot be read is an error: its articles would
    silently leave the help centre otherwise.
    """
    try:
        place.stat()
        if not place.is_dir():
            return [File(str(place), _shown(place.name))]
        root, own_name = str(place), place.resolve().name
        inside = sorted(
            ((*Path(folder).relative_to(root).parts, name), outside)
            for folder, names in _walk(root)
            for name, outside in names
        )
    except OSError as error:
        raise PermanentSourceError(f"{error.filename or place} cannot be read: {error.strerror}.") from error
    return [
        File(f"{root}/{'/'.join(parts)}", _shown("/".join([own_name, *parts])), outside) for parts, outside in inside
    ]


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


def _walk(root: str) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Each folder with the names in it that are files, or links to outside, and whether they are such links."""
    seen: set[str] = set()
    own = os.path.realpath(root)
    for place, folders, files in os.walk(root, followlinks=True, onerror=_raise):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        outside = {name for name in [*folders, *files] if _leads_outside(f"{place}/{name}", own)}
        linked = [name for name in folders if name in outside and not name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in outside)
        shown = [name for name in files if not name.startswith((".", "~$"))]
        yield place, [(name, name in outside) for name in [*shown, *linked]]


def _leads_outside(path: str, root: str) -> bool:
    if not os.path.islink(path):  # noqa: PTH114  a Path for each of many files costs time
        return False
    return os.path.commonpath([os.path.realpath(path), root]) != root


def _raise(error: OSError) -> None:
    raise error
