from dataclasses import dataclass, field

import pytest
from scripted_subject import passage

from assistant.chat.pipeline import Stages
from assistant.domain import (
    Author,
    Draft,
    Entity,
    HandOff,
    HandOffReason,
    PastMessage,
    Redacted,
    Retrieved,
    Statement,
    Verdict,
)
from evals.subject import CountsTokens, PipelineSubject


@dataclass
class FakeStages:
    """Stages that hide the word Anna and hand everything off, and remember the history they decided on."""

    says: str = "ohne Modell"
    histories: list = field(default_factory=list)

    def redact(self, text, *, language, vault):  # noqa: ARG002
        found = text.find("Anna")
        entities = (Entity("PERSON", found, found + 4, 1.0),) if found >= 0 else ()
        return Redacted(text.replace("Anna", "<PERSON_1>"), entities)

    def retrieve(self, query, *, language, article_id=None, article_languages=None):  # noqa: ARG002
        return Retrieved(tuple(passage(name) for name in article_languages or ("alle",)), query, language, "s")

    def decide(self, message, history, *_):  # noqa: ARG002
        self.histories.append(history)
        return HandOff(HandOffReason.MISSING_KNOWLEDGE)

    def draft(self, *_, **__):
        return Draft((Statement(self.says, ()),), "fixed")

    def sources(self, *_):
        return ()

    def verify(self, *_, **__):
        return Verdict()

    def as_stages(self):
        return Stages(
            detect_language=lambda _, language: language,
            redactor=self,
            decide_from_message=lambda *_: None,
            retriever=self,
            decide_from_passages=self.decide,
            speaker=self,
            extractive=self,
            verifier=self,
            notice=lambda _: "KI",
        )


@pytest.fixture
def fakes():
    return FakeStages()


@pytest.fixture
def subject(fakes):
    armed = lambda url: FakeStages(says=f"mit {url}").as_stages()  # noqa: E731
    return PipelineSubject(fakes.as_stages(), fakes, armed, len)


def test_a_reply_is_one_turn_of_the_line_and_its_history_is_redacted(subject, fakes):
    outcome = subject.reply("Frage", language="de", history=(PastMessage(Author.CUSTOMER, "Ich bin Anna"),))
    assert outcome.reply.text == "ohne Modell"
    assert fakes.histories == [(PastMessage(Author.CUSTOMER, "Ich bin <PERSON_1>"),)]


def test_a_search_can_be_kept_to_some_languages(subject):
    assert subject.retrieve("x", language="de", article_languages=("fr",)).passages[0].chunk.article_id == "fr"
    assert subject.retrieve("x", language="de").passages[0].chunk.article_id == "alle"


def test_redaction_returns_what_was_found(subject):
    assert subject.redact("Ich bin Anna", language="de") == (Entity("PERSON", 8, 12, 1.0),)


def test_a_subject_with_a_model_answers_through_it_and_the_first_stays_as_it_was(subject):
    armed = subject.with_model("http://x")
    assert armed.reply("Frage", language="de").reply.text == "mit http://x"
    assert subject.reply("Frage", language="de").reply.text == "ohne Modell"


def test_tokens_are_counted_as_the_embedder_does(subject):
    assert isinstance(subject, CountsTokens)
    assert subject.count_tokens("vier") == 4
