"""Splits an article into chunks along its headings.

Promises, each a property test: nothing is lost (the words of all chunks in order are the words of the body), no chunk
exceeds the limit, and a table or list stays whole where it fits. A table cut in two repeats its head.
"""

from collections.abc import Callable, Iterator

from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.domain import Chunk
from assistant.knowledge.blocks import Block, blocks
from kb_ingest.article import Article

CountTokens = Callable[[str], int]
TABLE_HEAD_LINES = 2


def split(article: Article, *, max_tokens: int, count_tokens: CountTokens) -> list[Chunk]:
    """Chunks of at most `max_tokens` tokens of text, in reading order."""
    parts = [part for block in blocks(article.body) for part in _bounded(block, max_tokens, count_tokens)]
    return [
        Chunk(
            chunk_id=f"{article.article_id}#{position}",
            article_id=article.article_id,
            title=article.title,
            language=article.language,
            url=article.url,
            headings=headings,
            text=text,
            position=position,
        )
        for position, (headings, text) in enumerate(_pack(parts, max_tokens, count_tokens))
    ]


def embedding_text(chunk: Chunk) -> str:
    """What stands for a chunk in the vector space: title, headings and text."""
    return "\n".join([chunk.title, *chunk.headings, chunk.text])


def _bounded(block: Block, max_tokens: int, count_tokens: CountTokens) -> Iterator[Block]:
    """The block, or pieces of it that each fit."""
    if count_tokens(block.text) <= max_tokens:
        yield block
        return
    if block.kind == "table":
        pieces = _cut_table(block.text, max_tokens, count_tokens)
    else:
        pieces = _cut_text(block.text, max_tokens, count_tokens)
    for piece in pieces:
        yield Block(block.headings, piece, block.kind)


def _cut_table(table: str, max_tokens: int, count_tokens: CountTokens) -> Iterator[str]:
    lines = table.split("\n")
    head, rows = lines[:TABLE_HEAD_LINES], lines[TABLE_HEAD_LINES:]
    current: list[str] = []
    for row in rows:
        if current and count_tokens("\n".join([*head, *current, row])) > max_tokens:
            yield "\n".join([*head, *current])
            current = []
        if count_tokens("\n".join([*head, row])) > max_tokens:  # a single row too long for the limit
            yield from _cut_text(row, max_tokens, count_tokens)
        else:
            current.append(row)
    if current:
        yield "\n".join([*head, *current])
    elif not rows or count_tokens("\n".join(head)) > max_tokens:
        yield from _cut_text("\n".join(head), max_tokens, count_tokens)


def _cut_text(text: str, max_tokens: int, count_tokens: CountTokens) -> list[str]:
    splitter = RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n- ", "\n* ", "\n", ". ", "? ", "! ", "; ", ", ", " ", ""],
        keep_separator="end",
        chunk_size=max_tokens,
        chunk_overlap=0,
        length_function=count_tokens,
        strip_whitespace=False,
    )
    return [piece for piece in splitter.split_text(text) if piece.strip()]


def _pack(
    parts: list[Block], max_tokens: int, count_tokens: CountTokens
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Join neighbouring blocks of one section while they fit."""
    current: list[Block] = []
    for block in parts:
        same_section = bool(current) and current[-1].headings == block.headings
        if current and (not same_section or count_tokens(_join([*current, block])) > max_tokens):
            yield current[0].headings, _join(current)
            current = []
        current.append(block)
    if current:
        yield current[0].headings, _join(current)


def _join(parts: list[Block]) -> str:
    return "\n\n".join(block.text.strip("\n") for block in parts)
