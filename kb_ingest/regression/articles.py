"""The articles that differ between two snapshots, with their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.knowledge.manifest import ArticleEntry
from assistant.knowledge.store import Snapshot
from kb_ingest.difference import Difference, by_id
from kb_ingest.earlier import chunks_of

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that differs. The texts are Markdown as in the snapshots, empty where the article is not."""

    kind: Kind
    article_id: str
    title: str
    language: str
    source: str
    before: str
    after: str


def article_changes(live: Snapshot | None, new: Snapshot, difference: Difference) -> tuple[ArticleChange, ...]:
    """Everything that the difference between the two snapshots names."""
    before, after = by_id(live.manifest if live else None), by_id(new.manifest)
    changed: Sequence[tuple[Kind, tuple[str, ...], Mapping[str, ArticleEntry]]] = (
        ("added", difference.added, after),
        ("changed", difference.changed, after),
        ("removed", difference.removed, before),
    )
    return tuple(
        ArticleChange(
            kind=kind,
            article_id=article_id,
            title=entries[article_id].title,
            language=entries[article_id].language,
            source=entries[article_id].source,
            before=_text(live, before.get(article_id)),
            after=_text(new, after.get(article_id)),
        )
        for kind, article_ids, entries in changed
        for article_id in article_ids
    )


def _text(snapshot: Snapshot | None, entry: ArticleEntry | None) -> str:
    chunks = chunks_of(snapshot, entry) if snapshot and entry else ()
    parts = [
        "\n".join([*([" › ".join(chunk.headings)] if chunk.headings else []), chunk.text.strip("\n")])
        for chunk in chunks
    ]
    return "\n\n".join(parts)
