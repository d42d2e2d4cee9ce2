"""What is told about two articles that do not go together; no article is held for it."""

from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["near_duplicate", "contradiction", "translation_differs"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line (from 1, within the text as the editor wrote it) of an article, and what stands there."""

    article_id: str
    origin: str
    line: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Note:
    """Two places, and in words for the editor what is the matter with them."""

    kind: NoteKind
    detail: str
    first: Place
    second: Place
