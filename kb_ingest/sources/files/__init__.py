"""Readers of single files, one for each kind; adding a kind is a file here and a line in the list."""

from importlib import import_module

from kb_ingest.sources.files.extracted import Reader

READERS = {
    ".html": "html:read_html",
    ".htm": "html:read_html",
    ".xhtml": "html:read_html",
    ".pdf": "pdf:read_pdf",
    ".docx": "docx:read_docx",
    ".csv": "csv:read_csv",
    ".tsv": "csv:read_csv",
    ".xlsx": "xlsx:read_xlsx",
}
"""Suffix to module and function: the libraries behind them are loaded when the first such file is read."""


def reader_of(suffix: str) -> Reader:
    """The reader of files with this suffix. Raises KeyError."""
    module, function = READERS[suffix].split(":")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader
