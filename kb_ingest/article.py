"""An article as its source delivers it, and what can be wrong with it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

ProblemKind = Literal["source_failed", "unreadable", "invalid", "duplicate", "held", "expired", "internal"]
WITHDRAWN: frozenset[ProblemKind] = frozenset({"expired", "internal"})
"""Not mistakes: the editor wants these articles gone, so no earlier version of them stays."""
PUBLIC_AUDIENCES = frozenset({"public", "customer", "customers", "all"})


@dataclass(frozen=True, slots=True)
class Article:
    """One help-centre page. `body` is Markdown without front matter; `origin` says where in its source it lies."""

    article_id: str
    title: str
    language: str
    body: str
    origin: str
    url: str | None = None
    tags: tuple[str, ...] = ()
    updated: date | None = None
    valid_until: date | None = None
    audience: str | None = None
    source: str = ""

    @property
    def content_hash(self) -> str:
        """Changes when anything that reaches a customer changes."""
        content = "\x1f".join([self.title, self.language, self.url or "", ",".join(self.tags), self.body])
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an article is not taken, in words for the editor."""

    kind: ProblemKind
    origin: str
    detail: str
    article_id: str | None = None
    source: str = ""
