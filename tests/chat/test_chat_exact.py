"""Exact answers over HTTP, with the real stages over the small help centre."""

import logging
from dataclasses import replace

import numpy as np
import pytest

from assistant.chat.explain import explain
from assistant.chat.pipeline import Turn, reply
from assistant.cli_explain import show_explanation
from assistant.config import Settings
from assistant.desk.page import Thresholds
from assistant.domain import Author, PastMessage, Redacted
from assistant.exceptions import LanguageModelError
from assistant.knowledge.exact import ExactAnswer, ExactShelf
from assistant.services import build_stages

SENTENCES = " ".join(f"Das gilt auch für den {day}. Tag des Monats." for day in range(1, 60))
STORM = ExactAnswer(
    "sturm",
    "de",
    ("Wo bleibt mein Paket?", "Wann kommt mein Paket?"),
    f"Wegen des Sturms liefern wir bis zum 3. Dezember nicht.\n\n{SENTENCES}",
    article_id="de-versand",
    title="Versandkosten und Lieferzeiten",
    url="https://hilfe.example/de/versand",
)
SWISS = ExactAnswer("hotline-ch", "de", ("Nummer der Hotline",), "044 1234", country="CH", country_words=("schweiz",))
BARE = ExactAnswer("hotline", "de", ("Wie lautet die Nummer der Hotline?",), "Sie erreichen uns unter **030 1234**.")


class Redactor:
    def redact(self, text, *, language, vault):  # noqa: ARG002
        return Redacted(text)


class Unasked:
    """A language model that must not be asked."""

    def complete(self, messages, *, max_tokens):  # noqa: ARG002
        logging.getLogger("test").warning("the model was asked")
        raise LanguageModelError("asked")


@pytest.fixture(scope="module")
def stages(snapshot, embedder, tmp_path_factory):
    questions = [question for answer in (STORM, BARE, SWISS) for question in answer.questions]
    shelf = ExactShelf((STORM, BARE, SWISS), np.stack([embedder.embed_query(question) for question in questions]))
    live = replace(snapshot, exact=shelf)
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    return build_stages(
        settings, snapshot=lambda: live, embedder=embedder, redactor=Redactor(), language_model=Unasked()
    )


@pytest.fixture
def exact_chat(chat, stages):
    return chat.with_services(stages=stages)


def test_an_exact_answer_wins_over_the_articles_and_a_model_and_is_given_whole(exact_chat):
    events = exact_chat.start(language="de").send("Hallo, wann kommt denn mein Paket?")
    done = dict(events)["done"]["reply"]
    assert (done["decision"], done["reason"], done["model"]) == ("answer", "exact", None)
    assert done["text"] == STORM.text
    (source,) = done["sources"]
    assert (source["article_id"], source["url"]) == ("de-versand", "https://hilfe.example/de/versand")
    assert done["snapshot_id"]


def test_an_answer_without_a_source_names_none(exact_chat):
    done = dict(exact_chat.start(language="de").send("Wie lautet die Nummer der Hotline?"))["done"]["reply"]
    assert (done["text"], done["sources"]) == (BARE.text, [])


def test_it_is_counted(exact_chat):
    conversation = exact_chat.start(language="de")
    conversation.send("Wann kommt mein Paket?")
    conversation.send("Danke!")
    assert "auskunft_exact_answers_total 1.0" in exact_chat.get("/metrics").text


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        pytest.param("Ich will nicht mehr leben. Wann kommt mein Paket?", "distress", id="distress"),
        pytest.param("Ich verklage Sie! Wann kommt mein Paket?", "legal_threat", id="legal threat"),
        pytest.param("Ich möchte mit einem Menschen sprechen. Wann kommt mein Paket?", "customer_request", id="person"),
    ],
)
def test_what_only_a_person_may_answer_goes_first(exact_chat, message, reason):
    done = dict(exact_chat.start(language="de").send(message))["done"]["reply"]
    assert (done["decision"], done["reason"]) == ("hand_off", reason)


def ask(stages, text, *history, **turn):
    return reply(Turn(text, "r", turn.pop("language", "de"), history=history, **turn), stages)


def test_a_choice_is_answered_from_its_article(stages):
    outcome = ask(stages, "Wann kommt mein Paket?", article_id="de-passwort")
    assert outcome.reply.reason == "chosen"


def test_a_follow_up_is_completed_from_the_question_before_it(stages):
    history = (PastMessage(Author.CUSTOMER, "Nummer der Hotline"), PastMessage(Author.AI, "030", "answer", "exact"))
    assert ask(stages, "und in der Schweiz?", *history).retrieved.exact.exact_id == "hotline-ch"
    assert ask(stages, "und in Italien?", *history).retrieved.exact is None


def test_in_another_language_it_comes_after_a_note(stages):
    stages = replace(stages, detect_language=lambda _text, _language: "en")
    text = ask(stages, "Wann kommt mein Paket?", language="en").reply.text
    note, said = text.split("\n\n", 1)
    assert "German" in note
    assert said == STORM.text


def test_it_is_explained_with_its_id_and_the_question_that_fits(stages, capsys):
    explanation = explain(ask(stages, "Wann kommt bitte mein Paket?"))
    assert (explanation.exact.exact_id, explanation.exact.how) == ("sturm", "nearly")
    show_explanation(explanation, Thresholds(0.6, 0.2))
    shown = capsys.readouterr().out
    assert "sturm" in shown
    assert "Wann kommt mein Paket?" in shown


def test_verification_objects_to_nothing_and_checks_it_like_a_quotation(stages):
    outcome = ask(stages, "Wann kommt mein Paket?")
    assert outcome.verdict.supported
    draft = stages.speaker.draft(outcome.decision, query="", language="de")
    changed = replace(draft, statements=(replace(draft.statements[0], text="Wir zahlen Ihnen 500 Euro."),))
    assert not stages.verifier.verify(changed, outcome.decision, query="").supported
