"""Which articles differ between two snapshots, with their texts, source by source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.knowledge.manifest import ArticleEntry
from assistant.knowledge.store import Snapshot

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that differs. The texts are Markdown as in the snapshots, empty where the article is not."""

    kind: Kind
    article_id: str
    title: str
    language: str
    origin: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """The articles of one source that differ, sorted by id."""

    source: str
    added: tuple[ArticleChange, ...]
    changed: tuple[ArticleChange, ...]
    removed: tuple[ArticleChange, ...]
    unchanged: int


def article_changes(live: Snapshot | None, new: Snapshot) -> tuple[SourceChanges, ...]:
    """One entry for each source that either snapshot has articles of. An article counts for its newest source."""
    before, after = _entries(live), _entries(new)
    newest = {**before, **after}
    changed = [_change(before.get(name), after.get(name)) for name in sorted(newest)]
    texts = _texts(live, changed), _texts(new, changed)
    sources = sorted({entry.source for entry in newest.values()})
    return tuple(
        SourceChanges(
            source=source,
            added=_of(changed, "added", source, texts),
            changed=_of(changed, "changed", source, texts),
            removed=_of(changed, "removed", source, texts),
            unchanged=sum(kind is None and entry.source == source for kind, entry in changed),
        )
        for source in sources
    )


def withdrawn_articles(live: Snapshot | None, new: Snapshot) -> frozenset[str]:
    """The ids that are live but not in the new snapshot."""
    return frozenset(_entries(live).keys() - _entries(new).keys())


_Changed = tuple[Kind | None, ArticleEntry]
_Texts = Mapping[str, str]


def _entries(snapshot: Snapshot | None) -> dict[str, ArticleEntry]:
    return {entry.article_id: entry for entry in snapshot.manifest.articles} if snapshot else {}


def _change(before: ArticleEntry | None, after: ArticleEntry | None) -> _Changed:
    if after is None:
        assert before is not None
        return "removed", before
    if before is None:
        return "added", after
    return ("changed" if before.content_hash != after.content_hash else None), after


def _of(
    changed: Iterable[_Changed], wanted: Kind, source: str, texts: tuple[_Texts, _Texts]
) -> tuple[ArticleChange, ...]:
    before, after = texts
    return tuple(
        ArticleChange(
            kind=wanted,
            article_id=entry.article_id,
            title=entry.title,
            language=entry.language,
            origin=entry.origin,
            before=before.get(entry.article_id, ""),
            after=after.get(entry.article_id, ""),
        )
        for kind, entry in changed
        if kind == wanted and entry.source == source
    )


def _texts(snapshot: Snapshot | None, changed: Iterable[_Changed]) -> dict[str, str]:
    wanted = {entry.article_id for kind, entry in changed if kind}
    texts: dict[str, list[str]] = {}
    for shelf in snapshot.shelves.values() if snapshot else ():
        for chunk in shelf.chunks:
            if chunk.article_id in wanted:
                heading = [" › ".join(chunk.headings)] if chunk.headings else []
                texts.setdefault(chunk.article_id, []).append("\n".join([*heading, chunk.text.strip("\n")]))
    return {article_id: "\n\n".join(parts) for article_id, parts in texts.items()}
