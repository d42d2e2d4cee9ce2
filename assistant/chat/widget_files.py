"""The files of the widget: a fixed list read at start, so that no path can lead elsewhere."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from assistant.exceptions import SettingsError
from assistant.prompting import FORMAL, Wording, read_texts

_TEXTS: Final = "widget-texts.js"
_GERMAN: Final = "\n  de: {\n"
_NEXT: Final = "\n  en: {\n"
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


def read_widget_files(wording: Wording = FORMAL) -> dict[str, WidgetFile]:
    """Return the widget's files by name, its German texts in the wording of the settings. Raises SettingsError."""
    found = read_files(files("widget"))
    worded = german_texts(found[_TEXTS].content.decode(), wording)
    return {**found, _TEXTS: _served(worded.encode(), found[_TEXTS].media_type)}


def german_texts(module: str, wording: Wording) -> str:
    """The module of texts with the German ones in this wording: `key: "…"` between `de: {` and `en: {`."""
    before, begin, rest = module.partition(_GERMAN)
    german, end, after = rest.partition(_NEXT)
    if wording.address == "du":
        for key, text in read_texts("widget.de-du.yaml").items():
            key_and_text = re.compile(rf'(\b{key}:\s*)"[^"\\\n]*"')
            german, found = key_and_text.subn(_with_text(text), german)
            if found != 1:
                raise SettingsError(f"The widget has {found} German texts {key!r}; there must be one.")
    return before + begin + wording.spelled(german) + end + after


def _with_text(text: str) -> Callable[[re.Match[str]], str]:
    return lambda key: key[1] + json.dumps(text, ensure_ascii=False)


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
    return _served(file.read_bytes(), media_type)


def _served(content: bytes, media_type: str) -> WidgetFile:
    return WidgetFile(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
