"""Which language a message is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.language import build_language_detector
from assistant.domain import LANGUAGES

DETECT = build_language_detector()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie kann ich mein Passwort zurücksetzen?", "de"),
        ("wo isch mis paket, ich warte scho zwei wuche", "de"),
        ("How can I reset my password?", "en"),
        ("Comment annuler mon abonnement ?", "fr"),
        ("Come posso disdire l'abbonamento?", "it"),
        ("Was kostet der Express-Versand in die Schweiz?", "de"),
        ("<PERSON_1> would like to return a coffee machine", "en"),
    ],
)
@pytest.mark.parametrize("current", LANGUAGES)
def test_a_sentence_is_recognised_whatever_was_spoken_before(text, language, current):
    assert DETECT(text, current) == language


@pytest.mark.parametrize(
    "text", ["", " ", "???", "1", "OK", "ja", "E07", "BO-12345678", "PayPal", "TWINT", "Wifi", "<PERSON_1>", "Hi", "👍"]
)
@pytest.mark.parametrize("current", LANGUAGES)
def test_what_says_too_little_leaves_the_language_as_it_is(text, current):
    assert DETECT(text, current) == current


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ok thanks", "en"),
        ("thanks", "en"),
        ("Hello", "en"),
        ("and Austria?", "en"),
        ("danke", "de"),
        ("ok danke", "de"),
        ("Hallo", "de"),
        ("und TWINT?", "de"),
        ("merci beaucoup", "fr"),
        ("oui", "fr"),
        ("avec PayPal ?", "fr"),
        ("grazie", "it"),
        ("ok grazie", "it"),
    ],
)
@pytest.mark.parametrize("current", LANGUAGES)
def test_a_few_words_are_enough_to_change_the_language(text, language, current):
    assert DETECT(text, current) == language


@pytest.mark.parametrize(("current", "language"), [("de", "de"), ("fr", "fr"), ("en", "fr"), ("it", "fr")])
def test_merci_is_swiss_german_among_german_messages(current, language):
    assert DETECT("merci", current) == language


def test_another_language_than_ours_is_taken_for_one_of_ours():
    assert DETECT("¿Cómo puedo restablecer mi contraseña?", "de") in LANGUAGES


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.sampled_from(LANGUAGES))
def test_every_text_has_a_language_and_always_the_same(text, current):
    assert DETECT(text, current) in LANGUAGES
    assert DETECT(text, current) == DETECT(text, current)
