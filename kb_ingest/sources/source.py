"""What every kind of source promises."""

from collections.abc import Iterator
from typing import Protocol

from kb_ingest.article import Article, Problem


class Source(Protocol):
    """A place where articles come from.

    `name` is how the editor knows it; it is the same in every run, since the manifest says by it which source an
    article came from.
    """

    @property
    def name(self) -> str: ...

    def read(self) -> Iterator[Article | Problem]:
        """Every article there is now, in a stable order; what is not yielded is gone.

        Raises PermanentSourceError or TransientSourceError, also half-way: then nothing of this source counts and its
        live articles stay.
        """
        ...
