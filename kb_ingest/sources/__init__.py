"""Where articles come from; one file per kind of source."""

from pathlib import Path

from kb_ingest.sources.markdown import MarkdownFolder
from kb_ingest.sources.source import Source

__all__ = ["Source", "open_source"]


def open_source(address: str) -> Source:
    """The source at an address as the editor writes it."""
    return MarkdownFolder(Path(address))
