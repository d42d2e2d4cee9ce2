"""Finds passages over a small published help centre."""

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.live import LiveKnowledge
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.retrieval.evidence import COVERAGE, FEATURES
from assistant.retrieval.retriever import CHUNKS_PER_ARTICLE, Retriever

QUESTIONS = [
    "Passwort zurücksetzen",
    "Was kostet der Versand?",
    "warranty machine",
    "Zwiebeln anbraten",
    "?",
    "",
    "E07",
]


def retriever_over(snapshot, embedder, articles=10):
    return Retriever(snapshot=lambda: snapshot, embedder=embedder, articles=articles)


@pytest.fixture(scope="module")
def retriever(snapshot, embedder):
    return retriever_over(snapshot, embedder)


@pytest.fixture(scope="module")
def sample_retriever(sample_snapshot, embedder):
    return retriever_over(sample_snapshot, embedder)


def articles_of(found):
    return list(dict.fromkeys(passage.chunk.article_id for passage in found.passages))


@pytest.mark.parametrize(
    ("query", "language", "article_id"),
    [
        pytest.param("Was kostet der Versand nach Deutschland?", "de", "de-versand", id="German"),
        pytest.param("How do I reset my password?", "en", "en-password", id="English"),
        pytest.param("Passwort zurücksetzen", "de", "de-passwort", id="in both, asked in German"),
        pytest.param("password sign-in page link e-mail", "en", "en-password", id="in both, asked in English"),
        pytest.param("warranty machine delivery", "de", "en-warranty", id="only in English, asked by a German"),
        pytest.param("Versandkosten Schweiz Express", "en", "de-versand", id="only in German, asked by an Englishman"),
        pytest.param("Konto gesperrt", "fr", "de-passwort", id="a language without articles"),
    ],
)
def test_the_right_article_comes_first(retriever, query, language, article_id):
    assert articles_of(retriever.retrieve(query, language=language))[0] == article_id


def test_a_search_tells_what_it_was_made_of(retriever, snapshot):
    found = retriever.retrieve("Konto gesperrt", language="de")
    assert (found.query, found.language, found.chosen) == ("Konto gesperrt", "de", False)
    assert found.snapshot_id == snapshot.manifest.snapshot_id


def test_passages_are_ordered_by_score(retriever):
    scores = [passage.score for passage in retriever.retrieve("Versand", language="de").passages]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("languages", [("en",), ("de",), ("en", "de"), ("fr",), ()])
def test_a_search_can_be_kept_to_languages(retriever, languages):
    found = retriever.retrieve("Passwort", language="de", article_languages=languages)
    assert {passage.chunk.language for passage in found.passages} == set(languages) - {"fr"}


def test_where_nothing_can_be_found_there_is_no_evidence(retriever):
    found = retriever.retrieve("Passwort", language="de", article_languages=())
    assert (found.passages, found.evidence) == ((), {})


def test_a_chosen_article_is_all_that_is_found(retriever):
    found = retriever.retrieve("Was kostet der Versand?", language="de", article_id="de-passwort")
    assert articles_of(found) == ["de-passwort"]
    assert found.chosen
    assert set(found.evidence) == {*FEATURES, COVERAGE}


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_an_article_can_be_chosen_in_any_language(retriever, language):
    assert articles_of(retriever.retrieve("Passwort", language=language, article_id="en-warranty")) == ["en-warranty"]


@pytest.mark.parametrize("article_id", ["gone", "", "de-pass"])
def test_a_chosen_article_that_does_not_exist_gives_nothing(retriever, article_id):
    found = retriever.retrieve("Passwort", language="de", article_id=article_id)
    assert (found.passages, found.chosen) == ((), True)


@pytest.mark.parametrize("query", QUESTIONS)
def test_evidence_has_a_finite_value_for_each_feature(retriever, query):
    evidence = retriever.retrieve(query, language="de").evidence
    assert tuple(evidence) == (*FEATURES, COVERAGE)
    assert 0 <= evidence[COVERAGE] <= 1 + 1e-9
    assert all(math.isfinite(value) for value in evidence.values())


@pytest.mark.parametrize("article_id", [None, "de-subscription-cancel"])
@pytest.mark.parametrize("query", [*QUESTIONS, "Bohnen-Abo kündigen"])
def test_an_article_has_at_most_two_passages(sample_retriever, query, article_id):
    found = sample_retriever.retrieve(query, language="de", article_id=article_id)
    counts = Counter(passage.chunk.article_id for passage in found.passages)
    assert max(counts.values()) <= CHUNKS_PER_ARTICLE
    assert len({passage.chunk.chunk_id for passage in found.passages}) == len(found.passages)


@pytest.mark.parametrize("articles", [1, 3, 10])
def test_no_more_articles_than_wanted_are_found(sample_snapshot, embedder, articles):
    found = retriever_over(sample_snapshot, embedder, articles).retrieve("Bohnen-Abo kündigen", language="de")
    assert len(articles_of(found)) == articles


def test_fewer_articles_are_the_first_of_more(sample_snapshot, embedder):
    few, many = (
        articles_of(retriever_over(sample_snapshot, embedder, count).retrieve("Abo", language="de")) for count in (3, 9)
    )
    assert many[:3] == few


@settings(max_examples=60)
@given(query=st.one_of(st.sampled_from(QUESTIONS), st.text(max_size=80)), language=st.sampled_from(["de", "en", "it"]))
def test_any_question_can_be_asked_and_asked_again(sample_retriever, query, language):
    first, second = (sample_retriever.retrieve(query, language=language) for _ in range(2))
    assert first == second
    assert first.passages


def test_before_the_first_publication_nothing_can_be_searched(tmp_path, embedder):
    live = LiveKnowledge(KnowledgeDirectory(tmp_path), refresh_s=1)
    live.refresh()
    retriever = Retriever(snapshot=live.current, embedder=embedder)
    with pytest.raises(KnowledgeUnavailableError, match="auskunft ingest"):
        retriever.retrieve("Passwort", language="de")
