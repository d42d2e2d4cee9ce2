"""What every kind of source promises."""

from collections.abc import Callable, Iterator
from typing import Protocol

from kb_ingest.article import Article, Problem

Advance = Callable[[int], None]
"""Told how many more files, pages or articles have been read; how many there are in all is not known before."""


def silent(count: int) -> None:
    """An Advance for who does not want to know."""


class Source(Protocol):
    """A place where articles come from.

    `name` is how the editor knows it; it is the same in every run, since the manifest says by it which source an
    article came from.
    """

    @property
    def name(self) -> str: ...

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Every article there is now, in a stable order; what is not yielded is gone.

        Raises PermanentSourceError or TransientSourceError, also half-way: then nothing of this source counts and its
        live articles stay. A source that yields nothing at all counts as failed, too: an editor who has emptied one
        removes it from the list.
        """
        ...
