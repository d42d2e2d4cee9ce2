"""Questions about a country over the whole reply line, with the sample help centre and the real model."""

from pathlib import Path

import pytest

from assistant.chat.pipeline import Turn, reply
from assistant.domain import Author, PastMessage
from evals.opening import open_subject
from evals.subject import PipelineSubject

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LOCKERS = """---
id: de-lockers
lang: de
title: Schließfächer für Fahrräder
---
Ein Schließfach für Ihr Fahrrad kostet in Deutschland 3 Euro am Tag. In Österreich kostet es 4 Euro am Tag.

## Wie miete ich ein Schließfach für mein Fahrrad?

Ein Schließfach mieten Sie im Konto.
"""


@pytest.fixture(scope="module")
def subject(tmp_path_factory, models_dir):
    """The reply line over the sample help centre and one more article."""
    folder = tmp_path_factory.mktemp("articles")
    for path in Path("kb_ingest/sample/de").glob("*.md"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "lockers.md").write_text(LOCKERS, encoding="utf-8")
    data_dir = tmp_path_factory.mktemp("data")
    models_dir.mkdir(exist_ok=True)
    (data_dir / "models").symlink_to(models_dir.resolve())
    opened = open_subject(folder, data_dir=data_dir)
    assert isinstance(opened, PipelineSubject)
    return opened


def talk(subject, *messages):
    """The last reply of a conversation."""
    history = ()
    for message in messages:
        outcome = reply(Turn(message, "r", "de", history), subject.stages)
        said = outcome.reply
        history += (
            PastMessage(Author.CUSTOMER, message),
            PastMessage(Author.AI, said.text, said.decision, said.reason, said.choices),
        )
    return said


@pytest.mark.parametrize(
    ("follow_up", "price"),
    [
        pytest.param("Und nach Österreich?", "8,90 €", id="Austria"),
        pytest.param("Und in die Schweiz?", "18,90 CHF", id="Switzerland"),
    ],
)
def test_the_price_of_the_follow_up_s_country_is_told(subject, follow_up, price):
    said = talk(subject, "Was kostet der Expressversand?", follow_up)
    assert said.decision == "answer"
    assert price in said.text


@pytest.mark.parametrize(
    ("follow_up", "right", "wrong"),
    [
        pytest.param("Und in Österreich?", "4 Euro", "3 Euro", id="Austria"),
        pytest.param("Und in Deutschland?", "3 Euro", "4 Euro", id="Germany"),
    ],
)
def test_the_sentence_of_the_follow_up_s_country_is_chosen(subject, follow_up, right, wrong):
    said = talk(subject, "Was kostet ein Schließfach für mein Fahrrad?", follow_up)
    assert said.decision == "answer"
    assert right in said.text
    assert wrong not in said.text


def test_another_country_s_line_is_not_quoted(subject):
    said = talk(subject, "Was kostet ein Schließfach für mein Fahrrad?", "Und in Polen?")
    assert (said.decision, said.reason) == ("clarify", "other_country")
    assert "Für dieses Land" in said.text
    assert "Menschen" in said.text
    assert [choice.article_id for choice in said.choices] == ["de-lockers"]
    assert "Euro" not in said.text


def test_the_article_picked_then_says_nothing_of_other_countries(subject):
    asked = ("Was kostet ein Schließfach für mein Fahrrad?", "Und in Polen?", "Schließfächer für Fahrräder")
    said = talk(subject, *asked)
    assert "3 Euro" not in said.text
    assert "4 Euro" not in said.text
