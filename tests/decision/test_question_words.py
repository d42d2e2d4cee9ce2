"""What two questions may differ in and still be the same one."""

import pytest

from assistant.decision.question_words import question_words


def said(text, language="de"):
    return [(*word.before, word.stem) for word in question_words(text, language)]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("Wann habt ihr geöffnet?", "Wann haben Sie geöffnet", "de", id="du and Sie"),
        pytest.param(
            "Hallo, können Sie mir bitte sagen, was der Versand kostet?", "Was kostet der Versand?", "de", id="polite"
        ),
        pytest.param("Ist Strasse 12 gesperrt", "Ist Straße 12 gesperrt?", "de", id="Swiss spelling"),
        pytest.param("Could you please tell me when you are open? Thanks!", "When are you open?", "en", id="en"),
        pytest.param(
            "Bonjour, pourriez-vous me dire combien coûte la livraison ? Merci",
            "Combien coûte la livraison ?",
            "fr",
            id="fr",
        ),
        pytest.param(
            "Buongiorno, vorrei sapere quanto costa la spedizione, grazie", "Quanto costa la spedizione?", "it", id="it"
        ),
    ],
)
def test_courtesies_and_forms_of_address_do_not_count(one, other, language):
    assert sorted(said(one, language)) == sorted(said(other, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Wann haben Sie geöffnet?", "Wo haben Sie geöffnet?", id="when, where"),
        pytest.param("Ist es lieferbar?", "Ist es nicht lieferbar?", id="negated"),
        pytest.param("Versand von Wien nach Bern", "Versand von Bern nach Wien", id="direction"),
        pytest.param("Muss ich zahlen?", "Kann ich zahlen?", id="must, can"),
        pytest.param("Was kostet 1 kg?", "Was kostet 2 kg?", id="number"),
    ],
)
def test_what_changes_the_meaning_counts(one, other):
    assert sorted(said(one)) != sorted(said(other))


def test_a_placeholder_is_a_word_of_its_own():
    assert said("Ist <PERSON_1> erreichbar?") != said("Sind Sie erreichbar?")
