"""A folder of Markdown files, each with a front matter: see `front_matter.py` for its keys."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources.front_matter import parse

MAX_BYTES = 1_000_000
SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class MarkdownFolder:
    """A Source of Markdown files, or a single file."""

    folder: Path

    @property
    def name(self) -> str:
        return str(self.folder)

    def read(self) -> Iterator[Article | Problem]:
        """Yield every article below the folder in path order. Raises PermanentSourceError."""
        folder = self.folder
        try:
            files = sorted(_markdown_files(folder)) if folder.is_dir() else [folder]
            folder.stat()
        except OSError as error:
            raise PermanentSourceError(f"{error.filename or folder} cannot be read: {error.strerror}.") from error
        if not files:
            raise PermanentSourceError(f"{folder} contains no Markdown files ({', '.join(SUFFIXES)}).")
        for file in files:
            yield read_file(file, origin=_origin(file, folder))


def _origin(file: Path, folder: Path) -> str:
    """The path as the editor knows it, beginning with the source, so that two sources can be told apart."""
    path = file.name if file == folder else f"{folder.resolve().name}/{file.relative_to(folder).as_posix()}"
    shown = os.fsencode(path).decode(errors="backslashreplace")
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode()


def _markdown_files(folder: Path) -> Iterator[Path]:
    """Every article file; links to folders are followed, each folder once.

    Raises OSError for a folder that cannot be read: its articles would silently leave the help centre otherwise.
    """
    seen: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=_raise):
        real = os.path.realpath(place)
        folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
        if real not in seen:
            yield from (Path(place, name) for name in files if _is_article(name))
        seen.add(real)


def _raise(error: OSError) -> None:
    raise error


def _is_article(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def read_file(file: Path, *, origin: str) -> Article | Problem:
    """Read one article, or say what is wrong with it."""
    try:
        raw = _read(file)
    except OSError as error:
        return Problem("unreadable", origin, f"cannot be read: {error.strerror or error}")
    if len(raw) > MAX_BYTES:
        return Problem("unreadable", origin, f"is longer than {MAX_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("unreadable", origin, f"is not UTF-8 text (byte {error.start})")
    if "\0" in text:
        return Problem("unreadable", origin, "contains NUL bytes; is it a binary file?")
    return parse(text, origin=origin)


def _read(file: Path) -> bytes:
    """At most one byte more than is accepted. Raises OSError."""
    file.stat()  # names the error of a broken link or a loop of links
    if not file.is_file():
        raise OSError("it is not a file")
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)
