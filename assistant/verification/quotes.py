"""Recognises what stands word for word in a cited passage."""

from assistant.domain import Chunk
from assistant.verification.claim import contains_words, plain, words
from assistant.verification.plain_text import cells


def is_quote(text: str, chunks: tuple[Chunk, ...]) -> bool:
    """Every line stands in one of the chunks, its title or headings; a table row may leave out cells."""
    lines = [line for line in text.splitlines() if words(line)]
    return bool(lines) and all(any(_stands_in(line, chunk) for chunk in chunks) for line in lines)


def _stands_in(line: str, chunk: Chunk) -> bool:
    if line.lstrip().startswith("|"):
        return any(_has_cells(row, cells(line)) for row in chunk.text.splitlines())
    texts = (chunk.title, *chunk.headings, chunk.text)
    return any(contains_words(text, line) or contains_words(plain(text), plain(line)) for text in texts)


def _has_cells(row: str, wanted: list[str]) -> bool:
    """Whether all cells stand in the row, in their order."""
    remaining = iter(cells(row))
    return all(any(words(cell) == words(candidate) for candidate in remaining) for cell in wanted)
