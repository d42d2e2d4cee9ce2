"""A folder of articles in files of all kinds that can be read, or a single file."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources.files import READERS
from kb_ingest.sources.files.cache import ExtractionCache
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import Completion, path_ids
from kb_ingest.sources.markdown import SUFFIXES, read_markdown
from kb_ingest.sources.settings import LanguageCode
from kb_ingest.sources.source import Advance, Source, silent
from kb_ingest.sources.walk import File, files_in, read_bytes

MAX_MARKDOWN_BYTES = 1_000_000
MAX_BYTES = 50_000_000
READ = (*SUFFIXES, *READERS)
NO_ARTICLES = {
    *(".css", ".js", ".mjs", ".map", ".json", ".xml", ".yaml", ".yml", ".lock", ".db"),
    *(".ico", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp"),
    *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm"),
}
"""Belong to a page or to nobody; they are passed over without a word."""

logger = logging.getLogger(__name__)


class Folder(BaseModel):
    """A folder or a file in the list of sources; `path` counts from the list, `lang` is for texts that do not tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["folder"] = "folder"
    path: Path
    lang: LanguageCode | None = None

    @field_validator("path")
    @classmethod
    def _from_the_list(cls, path: Path, info: ValidationInfo) -> Path:
        folder = (info.context or {}).get("folder")
        return folder / path if folder else path

    def open(self, *, state: Path) -> Source:
        """The source; what was read from files is remembered below `state`."""
        return FolderSource(self.path, language=self.lang, state=state)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A Source of files."""

    place: Path
    language: str | None = None
    state: Path | None = None

    @property
    def name(self) -> str:
        return str(self.place)

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield every article below the folder in path order. Raises PermanentSourceError."""
        files = self._files()
        ids = path_ids([file.origin for file in files if file.suffix in READERS])
        remembered = self.state / "extracted.sqlite" if self.state else None
        with ExtractionCache(remembered) as cache, Worker() as worker:
            for file in files:
                advance(1)
                completion = Completion(file.origin, path_id=ids.get(file.origin, ""), language=self.language)
                yield from _read(file, completion, Extractor(worker, cache))
            cache.forget_unused()

    def _files(self) -> list[File]:
        """The files that can be read. Raises PermanentSourceError where there are none."""
        every = files_in(self.place)
        files = [file for file in every if file.suffix in READ or _is_refused(file)]
        if not files:
            raise PermanentSourceError(f"{self.place} contains no files that can be read ({', '.join(READ)}).")
        _tell_left_out(self.place, [file.suffix for file in every if not _is_refused(file)])
        return files


def _is_refused(file: File) -> bool:
    return file.leads_outside and file.suffix not in NO_ARTICLES


def _tell_left_out(place: Path, suffixes: Sequence[str]) -> None:
    left_out = Counter(suffix or "without suffix" for suffix in suffixes if suffix not in {*READ, *NO_ARTICLES})
    if left_out:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in left_out.most_common(5))
        logger.warning("%s: %d left out, of kinds that are not read (%s)", place, left_out.total(), kinds)


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads files through the worker unless what they hold is known."""

    worker: Worker
    cache: ExtractionCache

    def read(self, raw: bytes, *, suffix: str) -> Sequence[Extracted | Refused]:
        """What the file holds."""
        found = self.cache.find(raw, suffix=suffix)
        if found is None:
            found = self.worker.read(raw, suffix=suffix)
            self.cache.add(raw, found, suffix=suffix)
        return found


def _read(file: File, completion: Completion, extractor: Extractor) -> Iterator[Article | Problem]:
    origin, suffix = file.origin, file.suffix
    if file.leads_outside:
        yield Problem("unreadable", origin, "is a link that leads out of the folder, so it was not followed")
        return
    max_bytes = MAX_MARKDOWN_BYTES if suffix in SUFFIXES else MAX_BYTES
    try:
        raw = read_bytes(file, max_bytes=max_bytes)
    except OSError as error:
        yield Problem("unreadable", origin, f"cannot be read: {error.strerror or error}")
        return
    if len(raw) > max_bytes:
        yield Problem("unreadable", origin, f"is longer than {max_bytes:,} bytes")
    elif suffix in SUFFIXES:
        # Only where the editor names a language for the folder: a head without `lang` is a mistake otherwise.
        language_of = completion.language_of if completion.language else _no_language
        yield read_markdown(raw, origin=origin, language_of=language_of)
    else:
        yield from map(completion.complete, extractor.read(raw, suffix=suffix))


def _no_language(_text: str) -> None:
    return None
