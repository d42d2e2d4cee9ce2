"""Finds articles that repeat or contradict each other. Reported only: which of two is right, an editor knows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.knowledge.lexical import STOP_WORDS, words
from kb_ingest.article import Article
from kb_ingest.compare_articles.contradictions import Claimed, Said, contradictions, denials
from kb_ingest.compare_articles.duplicates import similar_pairs
from kb_ingest.compare_articles.features import Features, features_of
from kb_ingest.compare_articles.note import Note, Place
from kb_ingest.compare_articles.statements import Claim
from kb_ingest.compare_articles.translations import Amount, differences
from kb_ingest.families import families

__all__ = ["Features", "Note", "Place", "compare_articles", "features_of"]

EXCERPT_CHARS = 200
MOST = 200  # notes of one kind
COPY = 0.95  # share of common text; less, in many articles, is a form with the same words in each
FORM = 3  # articles that resemble one


def compare_articles(articles: Sequence[Article], features: Mapping[str, Features]) -> tuple[Note, ...]:
    """Notes on near duplicates, contradictions and differing language versions; `features` by article id."""
    by_language: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.article_id):
        by_language[article.language].append(article)
    notes = [
        note
        for language in sorted(by_language)
        for find in (_repeated, _contradicting, _denying)
        for note in [*find(by_language[language], features)][:MOST]
    ]
    return (*notes, *[*_translated(articles, features)][:MOST])


def _repeated(articles: Sequence[Article], features: Mapping[str, Features]) -> Iterator[Note]:
    pairs = [*similar_pairs([features[article.article_id].signature for article in articles])]
    met = Counter(position for first, second, _ in pairs for position in (first, second))
    for first, second, share in pairs:
        if share < COPY and max(met[first], met[second]) > FORM:
            continue
        one, other = articles[first], articles[second]
        yield Note(
            "near_duplicate",
            f"The texts are about {share:.0%} the same.",
            _place(one, 1, one.title),
            _place(other, 1, other.title),
        )


def _contradicting(articles: Sequence[Article], features: Mapping[str, Features]) -> Iterator[Note]:
    titles = [_title_words(article.title, article.language) for article in articles]
    said = [
        Said(position, titles[position], statement)
        for position, article in enumerate(articles)
        for statement in features[article.article_id].statements
    ]
    told: set[tuple[int, int, int, int]] = set()
    for one, other in contradictions(said):
        key = (one.article, one.statement.line, other.article, other.statement.line)
        if key not in told:
            told.add(key)
            yield Note(
                "contradiction",
                "The same is said with another value.",
                _place(articles[one.article], one.statement.line, one.statement.text),
                _place(articles[other.article], other.statement.line, other.statement.text),
            )


def _denying(articles: Sequence[Article], features: Mapping[str, Features]) -> Iterator[Note]:
    titles = [_title_words(article.title, article.language) for article in articles]
    claims = [
        Claimed(position, titles[position], claim)
        for position, article in enumerate(articles)
        for claim in features[article.article_id].claims
    ]
    for one, other in denials(claims):
        yield Note(
            "contradiction",
            "One denies what the other says.",
            _claim_place(articles[one.article], one.claim),
            _claim_place(articles[other.article], other.claim),
        )


def _claim_place(article: Article, claim: Claim) -> Place:
    return _place(article, claim.line, article.body.split("\n")[claim.line - 1].strip())


@lru_cache(maxsize=20_000)
def _title_words(title: str, language: str) -> frozenset[str]:
    return frozenset(words(title)) - STOP_WORDS.get(language, frozenset())


def _translated(articles: Sequence[Article], features: Mapping[str, Features]) -> Iterator[Note]:
    for group in families(articles):
        first, *others = sorted(group, key=lambda article: (article.language != "de", article.language))
        for other in others:
            for one, two in differences(features[first.article_id].amounts, features[other.article_id].amounts):
                yield Note(
                    "translation_differs",
                    f"The language versions {first.language} and {other.language} differ: {one.text} and {two.text}.",
                    _amount_place(first, one),
                    _amount_place(other, two),
                )


def _amount_place(article: Article, amount: Amount) -> Place:
    return _place(article, amount.line, amount.sentence)


def _place(article: Article, line: int, text: str) -> Place:
    return Place(article.article_id, article.origin, line, text[:EXCERPT_CHARS])
