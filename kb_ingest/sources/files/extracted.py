"""What a reader of files finds, before path and source complete it to an article."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from kb_ingest.article import ProblemKind

MAX_TEXT_CHARS = 2_000_000
"""Longer texts are no help article; the limit keeps a file that unpacks to gigabytes away from everything behind."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as its file tells it; `body` is Markdown.

    An article without an id gets one from its path and `part`, which tells the articles of one file apart. `place` says
    where in the file it stands, such as `row 3`.
    """

    body: str
    title: str | None = None
    article_id: str | None = None
    language: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    updated: date | None = None
    valid_until: date | None = None
    audience: str | None = None
    part: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file, or one place in it, is not taken, in words for the editor."""

    detail: str
    kind: ProblemKind = "invalid"
    article_id: str | None = None
    part: str = ""
    place: str = ""


def only(found: Sequence[Extracted | Refused]) -> Extracted | Refused:
    """What a page holds, which is one article or none; a reader that says anything else is not believed."""
    if len(found) == 1:
        return found[0]
    return Refused(f"cannot be read: its reader found {len(found)} articles in it instead of one", "unreadable")


FOUND = TypeAdapter(list[Extracted | Refused])
"""To and from JSON."""

Reader = Callable[[bytes], Sequence[Extracted | Refused]]
"""Turns the bytes of a file into what it holds. Never raises for what is in the file."""


def day(text: str | None) -> date | None:
    """The date that an ISO date or time begins with; None for anything else."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
