"""Which offered article a customer picks in her own words."""

import pytest

from assistant.domain import Author, Choice, PastMessage
from assistant.retrieval.choice import picked_article

CHOICES = (
    Choice("booking", "Reise buchen", "de"),
    Choice("guest", "Mitgliedskonto anlegen oder als Gast buchen", "de"),
    Choice("change", "Buchung ändern oder stornieren", "de"),
)


def asked(*choices, author=Author.AI, decision="clarify"):
    return (PastMessage(Author.CUSTOMER, "buchung"), PastMessage(author, "Was meinen Sie?", decision, None, choices))


@pytest.mark.parametrize(
    ("message", "article_id"),
    [
        ("das zweite", "guest"),
        ("2", "guest"),
        ("Nr. 3 bitte", "change"),
        ("Ich meine das erste.", "booking"),
        ("das letzte", "change"),
        ("Letzteres", "change"),
        ("the second one, please", "guest"),
        ("le troisième", "change"),
        ("la seconda", "guest"),
        ("Buchung ändern oder stornieren", "change"),
        ("stornieren", "change"),
        ("als gast", "guest"),
        ("das mit dem Konto", "guest"),
    ],
)
def test_a_place_or_the_words_of_a_title_pick(message, article_id):
    assert picked_article(message, asked(*CHOICES), "de") == article_id


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "keins davon",
        "das vierte",
        "das erste oder das zweite",
        "buchen",
        "ja",
        "Wie bekomme ich eine Quittung für das zweite Ticket?",
        "Ich möchte mit einem Menschen sprechen",
        "Wo finde ich den Fahrplan?",
        "2 Koffer",
        "das erste " * 20,
    ],
)
def test_anything_else_picks_nothing(message):
    assert picked_article(message, asked(*CHOICES), "de") is None


def test_a_word_of_praise_picks_nothing_but_in_italian():
    assert picked_article("prima", asked(*CHOICES), "de") is None
    assert picked_article("la prima", asked(*CHOICES), "it") == "booking"


def test_a_single_choice_is_picked_by_agreeing():
    assert picked_article("Ja, genau", asked(CHOICES[0]), "de") == "booking"
    assert picked_article("nein", asked(CHOICES[0]), "de") is None


@pytest.mark.parametrize(
    "history",
    [
        pytest.param((), id="nothing before"),
        pytest.param(asked(), id="no choices known"),
        pytest.param(asked(*CHOICES, decision="answer"), id="no question back"),
        pytest.param(asked(*CHOICES, author=Author.HUMAN), id="a person asked"),
        pytest.param((*asked(*CHOICES), PastMessage(Author.CUSTOMER, "hm")), id="already answered"),
    ],
)
def test_only_the_question_just_asked_counts(history):
    assert picked_article("das zweite", history, "de") is None
