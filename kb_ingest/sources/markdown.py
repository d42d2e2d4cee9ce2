"""Reads a Markdown file with a front matter: see `front_matter.py` for its keys."""

from kb_ingest.article import Article, Problem
from kb_ingest.sources.front_matter import parse

SUFFIXES = (".md", ".markdown")


def read_markdown(raw: bytes, *, origin: str) -> Article | Problem:
    """The article, or what is wrong with it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("unreadable", origin, f"is not UTF-8 text (byte {error.start})")
    if "\0" in text:
        return Problem("unreadable", origin, "contains NUL bytes; is it a binary file?")
    return parse(text, origin=origin)
