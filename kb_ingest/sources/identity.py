"""Completes what a file does not say of itself: id, title and language."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from assistant.domain import LANGUAGES
from assistant.kit.language import build_language_guess
from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.slug import slug
from kb_ingest.sources.front_matter import article_of

SURE = 0.9
SAMPLE_CHARS = 2_000
MAX_ID_CHARS = 120
MAX_TITLE_CHARS = 500
CODE = re.compile(r"[A-Za-z]{2}(?:[-_]|$)")
SUFFIX = re.compile(r"\.\w{1,8}$")
NO_LANGUAGE = (
    "its language cannot be told; name it with `lang` in the list of sources (`locales` for Zammad), or in the file"
)


def path_ids(origins: Sequence[str]) -> dict[str, str]:
    """An id for each path that can be read and stays while the path does.

    Where several paths would have one id, each of them gets some characters more, so that none takes another's place.
    """
    plain = {origin: _path_id(origin) for origin in origins}
    counts = Counter(plain.values())
    return {
        origin: identifier if counts[identifier] == 1 else f"{identifier}-{_digest(origin)}"
        for origin, identifier in plain.items()
    }


def _path_id(origin: str) -> str:
    parts = [part for part in (slug(part) for part in SUFFIX.sub("", origin).split("/")) if part]
    name = "/".join(parts) or _digest(origin)
    return name if len(name) <= MAX_ID_CHARS else f"{name[:MAX_ID_CHARS].rstrip('-/')}-{_digest(origin)}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Completion:
    """Makes what one file holds into articles. `language` is the source's, where nothing else tells."""

    origin: str
    path_id: str
    language: str | None

    def complete(self, found: Extracted | Refused) -> Article | Problem:
        """The article, or why there is none."""
        origin = f"{self.origin}, {found.place}" if found.place else self.origin
        identifier = found.article_id or self._id(found.part)
        if isinstance(found, Refused):
            known = identifier if found.article_id or found.part else None
            return Problem(found.kind, origin, found.detail, known)
        title = (found.title or self._name())[:MAX_TITLE_CHARS]
        complete = replace(found, article_id=identifier, title=title, language=self._language(found))
        return checked(complete, origin=origin)

    def _language(self, found: Extracted) -> str | None:
        if CODE.match(found.language or ""):
            return found.language
        return self.language_of(f"{found.title or ''}\n{found.body}")

    def language_of(self, text: str) -> str | None:
        """The language of a text that does not tell it itself."""
        return language_of(text, self.origin) or self.language

    def _id(self, part: str) -> str:
        return f"{self.path_id}/{part}" if part else self.path_id

    def _name(self) -> str:
        """The file's name in words."""
        return " ".join(re.split(r"[\s_-]+", SUFFIX.sub("", self.origin.rsplit("/", 1)[-1]))).strip() or self.origin


def checked(found: Extracted, *, origin: str) -> Article | Problem:
    """The article that tells everything of itself, or what is wrong with it."""
    if not found.language:
        return Problem("invalid", origin, NO_LANGUAGE, found.article_id)
    head: dict[str, object] = {
        "id": found.article_id,
        "title": found.title,
        "lang": found.language,
        "url": found.url,
        "tags": list(found.tags),
        "updated": found.updated,
        "valid_until": found.valid_until,
        "audience": found.audience,
    }
    said = {key: value for key, value in head.items() if value is not None}
    return article_of(said, body=found.body, origin=origin)


def language_of(text: str, origin: str) -> str | None:
    """The language of the text if it can be told, else the one after which a folder of the path is named."""
    language, probability = _guess()(text[:SAMPLE_CHARS])
    if probability >= SURE:
        return language
    folders = [re.split("[-_]", part.lower())[0] for part in origin.split("/")[:-1]]
    return next((folder for folder in reversed(folders) if folder in LANGUAGES), None)


@cache
def _guess() -> Callable[[str], tuple[str, float]]:
    return build_language_guess(LANGUAGES)
