"""A customer who writes ss finds what is written with ß, and the other way round."""

import pytest

from assistant.decision.messages import decide_from_message
from assistant.decision.normalise import normalise
from assistant.knowledge.lexical import terms

PAIRS = [
    ("Straße", "Strasse"),
    ("Größe", "Grösse"),
    ("schließen", "schliessen"),
    ("Maß", "Mass"),
    ("Fußnote", "Fussnote"),
]


@pytest.mark.parametrize(("german", "swiss"), PAIRS)
def test_both_spellings_are_the_same_word(german, swiss):
    assert terms(german, "de") == terms(swiss, "de")
    assert normalise(german) == normalise(swiss)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Ich heiße <PERSON_1>. Ich möchte mit einem Menschen sprechen.", id="person"),
        pytest.param("Schließen Sie bitte mein Konto und löschen Sie alle meine Daten", id="data protection"),
        pytest.param("Grüß Gott", id="greeting"),
        pytest.param("Du bist ein Scheißbot", id="insult"),
        pytest.param("Mit freundlichen Grüßen, ich kündige fristgemäß mein Abo", id="cancellation"),
    ],
)
def test_rules_decide_alike_in_both_spellings(message):
    decided = decide_from_message(message, (), "de")
    assert decided is not None
    assert decide_from_message(message.replace("ß", "ss"), (), "de") == decided
