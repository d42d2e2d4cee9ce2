"""What differs between two snapshots: article by article, and source by source."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from assistant.knowledge.manifest import ArticleEntry, Manifest


@dataclass(frozen=True, slots=True)
class ChunkDifference:
    """How many chunks of a changed article are new, gone and as they were."""

    article_id: str
    added: int
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Article ids that differ between two snapshots, sorted; `chunks` has one entry for each changed article."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    chunks: tuple[ChunkDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDifference:
    """How many articles of one source differ between two snapshots. What a failed source has is as it was."""

    source: str
    added: int
    changed: int
    removed: int
    unchanged: int
    failed: bool


def compare(old: Manifest | None, new: Manifest) -> Difference:
    """What changed for a customer from one snapshot to the next."""
    before, after = by_id(old), by_id(new)
    both = before.keys() & after.keys()
    changed = sorted(name for name in both if before[name].content_hash != after[name].content_hash)
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(changed),
        removed=tuple(sorted(before.keys() - after.keys())),
        unchanged=len(both) - len(changed),
        chunks=tuple(_compare_chunks(before[name], after[name]) for name in changed),
    )


def _compare_chunks(before: ArticleEntry, after: ArticleEntry) -> ChunkDifference:
    kept = (Counter(before.chunk_hashes) & Counter(after.chunk_hashes)).total()
    return ChunkDifference(after.article_id, after.chunks - kept, before.chunks - kept, kept)


def by_source(
    difference: Difference,
    old: Manifest | None,
    new: Manifest,
    *,
    names: Iterable[str] = (),
    failed: Container[str] = (),
) -> tuple[SourceDifference, ...]:
    """What changed in each source: those with the given names in their order, then all others.

    An article that moved from one source to another counts in the new one.
    """
    before, after = by_id(old), by_id(new)
    unchanged = after.keys() - {*difference.added, *difference.changed}
    others = sorted({entry.source for entry in [*before.values(), *after.values()]})
    return tuple(
        SourceDifference(
            source=name,
            added=_count(difference.added, after, name),
            changed=_count(difference.changed, after, name),
            removed=_count(difference.removed, before, name),
            unchanged=_count(unchanged, after, name),
            failed=name in failed,
        )
        for name in dict.fromkeys([*names, *others])
    )


def _count(article_ids: Iterable[str], entries: Mapping[str, ArticleEntry], source: str) -> int:
    return sum(entries[article_id].source == source for article_id in article_ids)


def by_id(manifest: Manifest | None) -> dict[str, ArticleEntry]:
    """The articles of a snapshot; none where there is no snapshot."""
    return {entry.article_id: entry for entry in manifest.articles} if manifest else {}
