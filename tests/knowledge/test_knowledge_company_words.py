from types import SimpleNamespace

import pytest

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.bm25 import LexicalIndex
from assistant.knowledge.company_words import CompanyWords
from assistant.knowledge.lexical import terms
from assistant.knowledge.postings import count_terms

ARTICLES = [
    ("viktoria", "Viktoria Pro entkalken", "Die Maschine Viktoria Pro meldet sich."),
    ("pumpe", "Pumpe tauschen", "Die Pumpe von Bergmann passt. Schreiben Sie Erika Beispiel."),
    ("filter", "Filter wechseln", "Der Müll gehört getrennt. Filter von Bergmann passen in jede Maschine."),
]


def shelf_of(articles, language="de"):
    chunks = [Chunk(f"{key}#0", key, title, language, None, (title,), text, 0) for key, title, text in articles]
    postings = count_terms(terms(f"{chunk.title} {chunk.text}", language) for chunk in chunks)
    return SimpleNamespace(language=language, chunks=chunks, lexical=LexicalIndex(postings))


def snapshot_of(articles):
    return SimpleNamespace(shelves={"de": shelf_of(articles)})


@pytest.mark.parametrize(
    ("expression", "own"),
    [
        ("Viktoria", True),
        ("viktoria pro", True),
        ("VIKTORIA", True),
        ("Pro Viktoria", False),
        ("Bergmann", True),
        ("Erika Beispiel", False),
        ("Beispiel", False),
        ("Müller", False),
        ("Bergmannstraße", False),
        ("Xhevahire", False),
        ("", False),
        ("!?", False),
        ("der", False),
    ],
)
def test_words_of_a_title_or_of_two_articles_are_the_companys_own(expression, own):
    snapshot = snapshot_of(ARTICLES)
    assert CompanyWords(lambda: snapshot).include(expression) is own


def test_an_article_in_two_languages_is_one():
    german = shelf_of([("de-lob", "Lob", "Erika Beispiel schreibt: sehr gut.")])
    english = shelf_of([("en-praise", "Praise", "Erika Beispiel writes: very good.")], "en")
    assert not CompanyWords(lambda: SimpleNamespace(shelves={"de": german, "en": english})).include("Erika Beispiel")


def test_without_articles_nothing_is():
    def nothing_published():
        raise KnowledgeUnavailableError("no articles")

    assert not CompanyWords(nothing_published).include("Viktoria")


def test_a_new_snapshot_counts_at_once():
    published = [snapshot_of(ARTICLES[:1])]
    own = CompanyWords(lambda: published[-1])
    assert own.include("Viktoria")
    published.append(snapshot_of(ARTICLES[1:]))
    assert not own.include("Viktoria")
