"""Takes translated sentences: the reply is in one language, the passage that it rests on in another."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.answering.citations import sentences
from assistant.domain import LANGUAGES, Chunk
from evals.articles import Article
from evals.contradictions.samples import FEWEST_WORDS, NUMBER, Sample, is_prose, names_in, without_marks

LONGEST_RATIO = 2.0
"""Of two sentences that say the same, none is so many times as long as the other."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A sentence in the reply's language and what it translates."""

    sentence: str
    original: str
    topic: str


def aligned_samples(
    articles: Iterable[Article], chunks: Sequence[Chunk], *, limit: int, chance: random.Random, passages: int = 5
) -> list[Sample]:
    """At most `limit` sentences of each pair of languages, each beside the passage in the other language."""
    topics = _topics(articles)
    by_article = defaultdict(list)
    for chunk in chunks:
        by_article[chunk.article_id].append(chunk)
    return [
        sample
        for said, cited in permutations(LANGUAGES, 2)
        for sample in _of_pair(topics, by_article, said, cited, limit=limit, chance=chance, passages=passages)
    ]


def translations(said: Article, cited: Article) -> Iterator[Translated]:
    """Sentences in the same place of two articles that are built alike."""
    here, there = _lines(said.text), _lines(cited.text)
    if len(here) != len(there):
        return
    for one, other in zip(here, there, strict=True):
        ours, theirs = list(sentences(one)), list(sentences(other))
        if len(ours) == len(theirs):
            yield from (
                Translated(a, b, said.article_id) for a, b in zip(ours, theirs, strict=True) if _are_alike(a, b)
            )


def _are_alike(one: str, other: str) -> bool:
    ratio = len(one) / len(other)
    is_long = len(other.split()) >= FEWEST_WORDS
    return is_prose(one) and is_long and 1 / LONGEST_RATIO < ratio < LONGEST_RATIO


def _lines(text: str) -> list[str]:
    return [without_marks(line) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("|")]


def _topics(articles: Iterable[Article]) -> dict[str, dict[str, Article]]:
    """The versions of an article by language: their ids differ only in the language."""
    found: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        topic = re.sub(rf"(?:^|(?<=-)){re.escape(article.language)}(?=-|$)", "", article.article_id, count=1)
        found[topic][article.language] = article
    return found


def _of_pair(
    topics: dict[str, dict[str, Article]],
    chunks: dict[str, list[Chunk]],
    said: str,
    cited: str,
    *,
    limit: int,
    chance: random.Random,
    passages: int,
) -> Iterator[Sample]:
    versions = [topic for topic in topics.values() if {said, cited} <= topic.keys()]
    found = [
        (pair, chunk)
        for topic in versions
        for pair in translations(topic[said], topic[cited])
        for chunk in chunks[topic[cited].article_id]
        if pair.original in without_marks(chunk.text)
    ]
    every = [chunk for topic in versions for chunk in chunks[topic[cited].article_id]]
    names = tuple(sorted({name for pair, _ in found for name in names_in(pair.sentence)}))
    for pair, chunk in chance.sample(found, min(limit, len(found))):
        others = [other for other in every if other.article_id != chunk.article_id]
        numbers = tuple(sorted(set(NUMBER.findall(chunk.text)) - set(NUMBER.findall(pair.original))))
        yield Sample(
            pair.sentence,
            None,
            chunk,
            (chunk, *chance.sample(others, min(passages - 1, len(others)))),
            names,
            numbers,
            spoken=said,
            elsewhere=tuple(other.sentence for other, _ in found if other.topic != pair.topic),
        )
