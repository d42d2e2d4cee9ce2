"""Where articles come from; one file per kind of source. A new kind is a file and a line in `KINDS`."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from kb_ingest.sources.folder import FolderSource
from kb_ingest.sources.source import Advance, Source, silent
from kb_ingest.sources.source_list import Opened, SourceEntry, open_entry, read_source_list, refuse_namesakes

__all__ = ["Advance", "Source", "open_source", "open_sources", "silent"]

KINDS = {
    "folder": "folder:Folder",
    "website": "website:Website",
    "zammad": "zammad:Zammad",
    "zendesk": "zendesk:Zendesk",
    "confluence": "confluence:Confluence",
    "langchain": "langchain_loader:LangChain",
}
"""Module and model of each kind, loaded when a source of that kind is opened."""
LIST_SUFFIXES = (".yaml", ".yml")


def open_sources(addresses: Sequence[str], *, state: Path) -> list[Source]:
    """The sources at addresses as the editor writes them: folders, files, web addresses and lists of sources.

    Below `state` sources keep what makes the next run cheaper. Raises IngestError.
    """
    opened = [each for address in addresses for each in _open(address, state=state)]
    refuse_namesakes(opened)
    return [each.source for each in opened]


def open_source(address: str) -> Source:
    """One folder or file."""
    return FolderSource(Path(address))


def _open(address: str, *, state: Path) -> list[Opened]:
    if address.startswith(("https://", "http://")):
        key = "sitemap" if address.partition("?")[0].endswith(".xml") else "url"
        return [open_entry({"kind": "website", key: address}, kinds=_model, state=state, said_in=address)]
    if address.lower().endswith(LIST_SUFFIXES):
        return read_source_list(Path(address), kinds=_model, state=state)
    return [open_entry({"kind": "folder", "path": address}, kinds=_model, state=state, said_in=address)]


def _model(kind: str) -> type[SourceEntry]:
    if kind not in KINDS:
        raise KeyError(", ".join(KINDS))
    module, name = KINDS[kind].split(":")
    model: type[SourceEntry] = getattr(import_module(f"{__name__}.{module}"), name)
    return model
