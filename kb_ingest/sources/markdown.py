"""Reads a Markdown file with a front matter: see `front_matter.py` for its keys."""

from kb_ingest.article import Article, Problem
from kb_ingest.sources.front_matter import LanguageOf, parse

SUFFIXES = (".md", ".markdown")


def read_markdown(raw: bytes, *, origin: str, language_of: LanguageOf = lambda _text: None) -> Article | Problem:
    """The article, or what is wrong with it; `language_of` tells the language where the head does not."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("unreadable", origin, f"is not UTF-8 text (byte {error.start})")
    if "\0" in text:
        return Problem("unreadable", origin, "contains NUL bytes; is it a binary file?")
    return parse(text, origin=origin, language_of=language_of)
