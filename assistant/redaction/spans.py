"""Findings of many recognizers become spans that do not overlap."""

from collections.abc import Iterable

from assistant.domain import Entity


def resolve(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Sort and merge. Of overlapping findings the longer, more certain one names the type.

    The merged span covers all of them: a wrong type is a blemish, an uncovered letter is a leak.
    """
    resolved: list[Entity] = []
    for entity in sorted(found, key=lambda one: (one.start, -one.end, -one.score, one.type)):
        if resolved and entity.start < resolved[-1].end:
            resolved[-1] = _merge(resolved[-1], entity)
        else:
            resolved.append(entity)
    return tuple(resolved)


def _merge(left: Entity, right: Entity) -> Entity:
    winner = max(left, right, key=_weight)
    return Entity(winner.type, min(left.start, right.start), max(left.end, right.end), winner.score)


def _weight(entity: Entity) -> tuple[float, float]:
    return (entity.end - entity.start) * entity.score, entity.score
