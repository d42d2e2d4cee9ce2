"""Turns decisions into drafts, and drafts into sources."""

from datetime import date

import pytest

from assistant.answering.extractive import Extractive
from assistant.answering.speaker import QUOTE_CHARS, Speaker
from assistant.domain import (
    Answer,
    CallResult,
    Chat,
    ChatKind,
    Choice,
    Chunk,
    Clarify,
    Decline,
    DeclineReason,
    Draft,
    HandOff,
    HandOffReason,
    ModelCall,
    Passage,
    Statement,
)
from assistant.exceptions import LanguageModelError
from assistant.prompting import FixedTexts
from kb_ingest.load import load
from kb_ingest.sources import open_source
from kb_ingest.split import split

TEXTS = FixedTexts("Bohnenpost")


def passage(chunk_id, text="Ein Satz.", url="https://hilfe.example/a", score=0.123456):
    article_id = chunk_id.split("#")[0]
    return Passage(Chunk(chunk_id, article_id, article_id.title(), "de", url, (), text, 0), 0.9, 1.0, score)


def draft_of(*cited):
    return Draft(tuple(Statement("Ein Satz.", ids) for ids in cited), "some/model")


@pytest.fixture
def extractive(embedder):
    return Extractive(embedder, other_language_note=TEXTS.other_language_note)


@pytest.fixture
def speaker(extractive):
    return Speaker(texts=TEXTS, extractive=extractive)


def sources(speaker, draft, *passages):
    return speaker.sources(Answer(passages, 0.9), draft)


class Generative:
    """A model that answers or fails."""

    def __init__(self, answer):
        self.answer = answer

    def draft(self, decision, *, query, language):  # noqa: ARG002
        if isinstance(self.answer, LanguageModelError):
            raise self.answer
        return self.answer


def test_without_a_model_answers_are_quoted(speaker):
    drafted = speaker.draft(Answer((passage("abo#0"),), 0.9), query="Abo?", language="de")
    assert (drafted.text, drafted.origin) == ("Ein Satz.", "extractive")


def test_with_a_model_answers_are_in_its_words(extractive):
    said = draft_of(("abo#0",))
    speaker = Speaker(texts=TEXTS, extractive=extractive, generative=Generative(said))
    assert speaker.draft(Answer((passage("abo#0"),), 0.9), query="Abo?", language="de") == said


def test_when_the_model_fails_the_article_is_quoted_and_the_attempt_not_forgotten(extractive):
    calls = (ModelCall("some/model", CallResult.TIMEOUT, 8000.0, 700),)
    failing = Generative(LanguageModelError("The model took too long.", calls=calls))
    speaker = Speaker(texts=TEXTS, extractive=extractive, generative=failing)
    drafted = speaker.draft(Answer((passage("abo#0"),), 0.9), query="Abo?", language="de")
    assert (drafted.text, drafted.origin, drafted.model_calls) == ("Ein Satz.", "extractive", calls)


@pytest.mark.parametrize(
    "decision",
    [
        Chat(ChatKind.ARE_YOU_HUMAN),
        HandOff(HandOffReason.COMPLAINT),
        Decline(DeclineReason.OFF_TOPIC),
        Clarify((Choice("a", "Abo", "de"), Choice("b", "Abo Plus", "de")), 0.4),
    ],
    ids=lambda decision: type(decision).__name__,
)
def test_everything_but_an_answer_is_a_fixed_text_without_sources(extractive, decision):
    never = Generative(LanguageModelError("The model must not be asked."))
    speaker = Speaker(texts=TEXTS, extractive=extractive, generative=never)
    drafted = speaker.draft(decision, query="Abo?", language="de")
    assert drafted.origin == "fixed"
    assert speaker.sources(decision, drafted) == ()


def test_sources_come_in_the_order_in_which_they_are_cited(speaker):
    passages = [passage("abo#0"), passage("konto#0"), passage("versand#0")]
    found = sources(speaker, draft_of(("versand#0",), ("abo#0", "versand#0")), *passages)
    assert [source.article_id for source in found] == ["versand", "abo"]


def test_an_article_is_one_source_quoted_where_it_is_cited_first(speaker):
    passages = [passage("abo#0", "Anfang."), passage("abo#1", "Mitte."), passage("abo#2", "Ende.")]
    (found,) = sources(speaker, draft_of(("abo#1",), ("abo#2",), ("abo#0",)), *passages)
    assert (found.article_id, found.title, found.quote, found.score) == ("abo", "Abo", "Mitte.", 0.1235)


def test_a_statement_without_a_passage_is_no_source(speaker):
    assert sources(speaker, draft_of(()), passage("abo#0")) == ()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://hilfe.example/abo", "https://hilfe.example/abo"),
        ("http://hilfe.example/abo", "http://hilfe.example/abo"),
        ("HTTPS://hilfe.example/abo", "HTTPS://hilfe.example/abo"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//fremd.example", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(speaker, url, shown):
    (found,) = sources(speaker, draft_of(("abo#0",)), passage("abo#0", url=url))
    assert found.url == shown


def test_a_quote_ends_between_words(speaker):
    text = " ".join(f"Wort{number}" for number in range(100))
    (found,) = sources(speaker, draft_of(("abo#0",)), passage("abo#0", text))
    assert text.startswith(f"{found.quote} ")
    assert QUOTE_CHARS - 10 < len(found.quote) <= QUOTE_CHARS


def test_quotes_stand_word_for_word_in_the_articles(speaker, embedder):
    articles = load([open_source("kb_ingest/sample")], today=date(2026, 1, 1)).articles
    for article in articles:
        for chunk in split(article, max_tokens=220, count_tokens=embedder.count_tokens):
            (found,) = sources(speaker, draft_of((chunk.chunk_id,)), Passage(chunk, 1, 1, 1))
            assert found.quote in article.body
