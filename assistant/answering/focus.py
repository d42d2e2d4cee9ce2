"""Keeps of a block what was asked for: the lines of the customer's country, the sentences and items that answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.answering.asked import Asked
from assistant.answering.leaning import leans_back, points_elsewhere
from assistant.answering.pieces import ORDERED, joined, pieces
from assistant.answering.relevance import VALUE_BONUS, Relevance
from assistant.answering.tables import for_columns
from assistant.knowledge.blocks import Block, BlockKind
from assistant.knowledge.countries import countries_in

CLEAR: Final = 0.34
"""Score from which a sentence is known to be the one that answers."""
NEARLY_BEST: Final = 0.3
OF_ITEMS: Final = 0.6
"""Of the best score: a further sentence, or item, from here on says something about the question, too."""
MIN_ITEMS: Final = 3
NEXT_BONUS: Final = 0.3
"""For the sentence after the best one, which often says more of the same; a value has no need of it."""
FACT_TOKENS: Final = 75
"""Two or three sentences: an amount, a time or a number needs no more."""
OPEN_TOKENS: Final = 110

Count = Callable[[str], int]


def for_countries(block: Block, asked: Asked, language: str) -> str:
    """The block without what is said of other countries than those asked for; empty where that is all it says.

    Steps stay whole: without one of them the rest would mislead.
    """
    if not asked.countries or (block.kind == "list" and ORDERED.match(block.text)):
        return block.text

    def is_elsewhere(text: str) -> bool:
        named = countries_in(text, language).keys()
        return bool(named) and not named & asked.countries

    if block.kind == "table":
        return for_columns(block.text, is_elsewhere)
    parts = pieces(block.text, block.kind)
    return joined(parts, {row for row, part in enumerate(parts) if not is_elsewhere(part)})


def focus(text: str, kind: BlockKind, asked: Asked, relevance: Relevance, *, count: Count) -> str:
    """The pieces that answer, in their order; the whole text where it is not clear which ones do."""
    match kind:
        case "paragraph":
            return _values(text, asked, relevance, count) if asked.kinds else _sentences(text, relevance, count)
        case "list" if asked.is_met_by(text) or not ORDERED.match(text):
            return text if asked.steps else _items(text, relevance)
        case _:
            return text


def _values(text: str, asked: Asked, relevance: Relevance, count: Count) -> str:
    """The sentences with the values that were asked for."""
    parts = pieces(text, "paragraph")
    with_values = {
        row: relevance.score(joined(parts, _with_context(parts, row)))
        for row, part in enumerate(parts)
        if asked.is_met_by(part)
    }
    if max(with_values.values(), default=0.0) < CLEAR + VALUE_BONUS:
        return _sentences(text, relevance, count)
    if asked.is_double:
        return _best(parts, dict.fromkeys(with_values, 1.0), OPEN_TOKENS, count)
    return _best(parts, with_values, FACT_TOKENS, count)


def _sentences(text: str, relevance: Relevance, count: Count) -> str:
    """The sentences about the question, and what follows the best one, as many as are read at ease."""
    parts = pieces(text, "paragraph")
    telling = [row for row, part in enumerate(parts) if not points_elsewhere(part)] or list(range(len(parts)))
    whole = joined(parts, telling)
    scores = {row: relevance.share(parts[row]) for row in telling}
    best = max(telling, key=lambda row: scores[row])
    if scores[best] < CLEAR or count(whole) <= OPEN_TOKENS:
        return whole
    if best + 1 in scores:
        scores[best + 1] += NEXT_BONUS
    return _best(parts, scores, OPEN_TOKENS, count)


def _best(parts: list[str], scores: Mapping[int, float], limit: int, count: Count) -> str:
    """The best piece and those nearly as good up to so many tokens, each with what it leans on."""
    order = sorted(scores, key=lambda row: -scores[row])
    kept = _with_context(parts, order[0])
    for row in order[1:]:
        candidate = kept | _with_context(parts, row)
        if scores[row] >= NEARLY_BEST * scores[order[0]] and count(joined(parts, candidate)) <= limit:
            kept = candidate
    return joined(parts, kept)


def _with_context(parts: Sequence[str], row: int) -> set[int]:
    """The sentence, and those before it without which its first word stands for nothing."""
    first = row
    while first > 0 and leans_back(parts[first]):
        first -= 1
    return set(range(first, row + 1))


def _items(text: str, relevance: Relevance) -> str:
    """The items about the question, of steps only the one with the value; the whole list where it is about all."""
    parts = pieces(text, "list")
    scores = {row: relevance.score(part) for row, part in enumerate(parts)}
    best = max(scores, key=lambda row: scores[row])
    if len(parts) < MIN_ITEMS or scores[best] < CLEAR:
        return text
    if ORDERED.match(text):
        return parts[best].strip("\n")
    kept = {row for row, score in scores.items() if score >= OF_ITEMS * scores[best]}
    return joined(parts, kept) if len(kept) <= len(parts) / 2 else text
