"""Looks for what a customer must never be answered with. A new kind of finding is a new file and a line in FINDERS.

An article with a finding is held back with the reason and the place; it is never rewritten.
"""

from collections.abc import Callable, Iterable, Iterator

from kb_ingest.article import Article
from kb_ingest.screen import disguised, exfiltration, hidden, instructions, invisible, personal, roles
from kb_ingest.screen.finding import INSTRUCTION, Finding, Span
from kb_ingest.screen.page import Page

__all__ = ["FINDERS", "KINDS", "Finding", "screen"]

FINDERS: tuple[Callable[[Page], Iterable[Span]], ...] = (
    invisible.find,
    hidden.find,
    instructions.find,
    roles.find,
    disguised.find,
    exfiltration.find,
    personal.find,
)
# What a finding may be, as the editor reads it.
KINDS = (
    *(INSTRUCTION, disguised.ENCODED_KIND, disguised.LOOKALIKE_KIND, hidden.KIND, invisible.KIND, exfiltration.KIND),
    *personal.LABELS,
)


def screen(article: Article) -> list[Finding]:
    """All findings of an article as its source delivers it, in reading order."""
    page = Page(f"{article.title}\n{article.body}")
    spans = sorted({span for find in FINDERS for span in find(page)}, key=lambda span: (span.start, -span.end))
    return [_finding(page, span) for span in _apart(spans)]


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Of overlapping spans of one kind, the first."""
    ends: dict[str, int] = {}
    for span in spans:
        if span.start >= ends.get(span.kind, 0):
            ends[span.kind] = span.end
            yield span


def _finding(page: Page, span: Span) -> Finding:
    line, column = page.place(span.start)
    return Finding(span.kind, line, column, page.text[span.start : span.end])
