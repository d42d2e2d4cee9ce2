"""Takes sentences out of articles, each with the passage it stands in and what else may be put in its place."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.citations import sentences
from assistant.domain import LANGUAGES, Chunk
from assistant.knowledge.blocks import blocks
from assistant.verification.claim import plain
from evals.articles import Article as EvalArticle
from evals.words import STOP_WORDS
from kb_ingest.article import Article
from kb_ingest.split import CountTokens, split

MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_]|[*_](?!\w)")
NO_PROSE = re.compile(r"https?:|www\.|[\\{}|<>=@#\[\]]|^\W*[a-zäöüàéè]")
FEWEST_WORDS, MOST_WORDS = 5, 40
NAME = re.compile(r"(?<=[\w,] )[A-ZÄÖÜÉÈÀ][\w-]{2,}")
POLITE = {"Ihnen", "Ihres", "Ihrem", "Suo", "Sua", "Vous", "Votre"}
NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,5}(?:[.,]\d{1,2})?(?![\w:/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence of an article, the passage it stands in, the sentence after it, and values from elsewhere."""

    sentence: str
    following: str | None
    chunk: Chunk
    nearby: tuple[Chunk, ...]
    names: tuple[str, ...]
    numbers_nearby: tuple[str, ...]
    spoken: str | None = None  # the sentence's language where it is not the passage's
    elsewhere: tuple[str, ...] = ()  # sentences of other articles

    @property
    def language(self) -> str:
        return self.spoken or self.chunk.language

    @property
    def pair(self) -> str:
        """For example `de of en`: a German sentence about an English passage."""
        return f"{self.language} of {self.chunk.language}" if self.spoken else self.language


def chunks_of(articles: Iterable[EvalArticle], *, max_tokens: int, count_tokens: CountTokens) -> list[Chunk]:
    """Split articles as ingestion does, those in our languages."""
    return [
        chunk
        for article in articles
        if article.language in LANGUAGES
        for chunk in split(
            Article(article.article_id, article.title, article.language, article.text, str(article.path)),
            max_tokens=max_tokens,
            count_tokens=count_tokens,
        )
    ]


def samples(chunks: Sequence[Chunk], *, limit: int, chance: random.Random, passages: int = 5) -> list[Sample]:
    """At most `limit` sentences of each language, drawn at random; each with so many passages retrieved beside it."""
    return [
        sample
        for language in sorted({chunk.language for chunk in chunks})
        for sample in _of_language([chunk for chunk in chunks if chunk.language == language], limit, chance, passages)
    ]


def prose(chunk: Chunk) -> list[tuple[str, str | None]]:
    """Whole sentences of paragraphs and list items, without emphasis, each with the one after it."""
    return [
        (said, following)
        for block in blocks(chunk.text)
        if block.kind in {"paragraph", "list"}
        for line in block.text.splitlines()
        for said, following in _pairs([piece.strip() for piece in sentences(without_marks(line))])
        if is_prose(said)
    ]


def names_in(text: str) -> list[str]:
    """Words with a capital inside a sentence: names, and in German all nouns."""
    return [name for name in NAME.findall(text) if name.casefold() not in STOP_WORDS and name not in POLITE]


def without_marks(text: str) -> str:
    """The words of a Markdown line."""
    return MARKS.sub("", plain(text)).strip()


def _of_language(chunks: list[Chunk], limit: int, chance: random.Random, passages: int) -> Iterator[Sample]:
    found = [(chunk, *pair) for chunk in chunks for pair in prose(chunk)]
    names = tuple(sorted({name for _, said, _ in found for name in names_in(said)}))
    for chunk, said, following in chance.sample(found, min(limit, len(found))):
        others = [other for other in chunks if other.chunk_id != chunk.chunk_id]
        nearby = (chunk, *chance.sample(others, min(passages - 1, len(others))))
        numbers = tuple(sorted(set(NUMBER.findall(chunk.text)) - set(NUMBER.findall(said))))
        yield Sample(said, following, chunk, nearby, names, numbers)


def _pairs(pieces: list[str]) -> Iterator[tuple[str, str | None]]:
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        yield piece, following if following and is_prose(following) else None


def is_prose(text: str) -> bool:
    """A whole sentence of a usual length."""
    is_sentence = text.endswith((".", "!")) and not text.endswith("...")
    return is_sentence and FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not NO_PROSE.search(text)
