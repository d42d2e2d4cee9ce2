"""Where articles come from; one file per kind of source."""

from kb_ingest.sources.markdown import read_folder

__all__ = ["read_folder"]
