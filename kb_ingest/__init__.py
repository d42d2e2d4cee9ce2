"""Ingestion: from an editor's articles to a published snapshot."""
