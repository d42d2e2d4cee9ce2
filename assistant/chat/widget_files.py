"""The files of the widget: a fixed list read at start, so that no path can lead elsewhere."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

_MEDIA_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class WidgetFile:
    """A file as it is served; `etag` changes with its content."""

    content: bytes
    media_type: str
    etag: str


def read_widget_files() -> dict[str, WidgetFile]:
    """Return the widget's files by name."""
    return read_files(files("widget"))


def read_files(folder: Traversable) -> dict[str, WidgetFile]:
    """Return a folder's files by name. Files of other kinds and in folders are not served."""
    return {
        file.name: _read(file, media_type)
        for file in folder.iterdir()
        if file.is_file() and (media_type := _media_type(file.name))
    }


def _media_type(name: str) -> str | None:
    return next((kind for suffix, kind in _MEDIA_TYPES.items() if name.endswith(suffix)), None)


def _read(file: Traversable, media_type: str) -> WidgetFile:
    content = file.read_bytes()
    return WidgetFile(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
