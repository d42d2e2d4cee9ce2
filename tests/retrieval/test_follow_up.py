"""Which messages lean on the history, and what is searched for then."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import LANGUAGES, Author, PastMessage
from assistant.retrieval.follow_up import search_query


def said(*questions, decision="answer"):
    """A history in which each question got a reply."""
    return tuple(
        message
        for question in questions
        for message in (PastMessage(Author.CUSTOMER, question), PastMessage(Author.AI, "Gern.", decision))
    )


@pytest.mark.parametrize(
    ("before", "message", "query"),
    [
        ("Was kostet ein Koffer nach Polen?", "und in die Schweiz?", "Was kostet ein Koffer in die Schweiz?"),
        ("Was kostet ein Koffer nach Polen?", "Und Bayern und Tirol?", "Was kostet ein Koffer nach Bayern und Tirol?"),
        ("Was kostet ein Koffer nach Polen?", "Österreich?", "Was kostet ein Koffer nach Österreich?"),
        ("Was kostet ein Koffer?", "auch in der Schweiz?", "Was kostet ein Koffer in der Schweiz"),
        ("Wie wasche ich die Jacke?", "Und die Hose?", "Wie wasche ich die Hose?"),
        ("wie wasche ich die jacke", "und die hose", "wie wasche ich die hose"),
        ("Was heißt Meldung F12?", "Und F07?", "Was heißt Meldung F07?"),
        ("Kann ich mit Gepäck reisen?", "Und ohne Gepäck?", "Kann ich ohne Gepäck reisen?"),
        ("Was kosten unbenutzte Karten?", "Und benutzte?", "Was kosten benutzte Karten?"),
        ("Kann ich in bar zahlen?", "Und für Vereine?", "Kann ich in bar zahlen für Vereine"),
        ("Wie wasche ich die Jacke?", "Wie sieht es mit der Hose aus?", "Wie wasche ich der Hose?"),
        ("How much is a ticket to Poland?", "what about Austria?", "How much is a ticket to Austria?"),
        ("How do I wash the jacket?", "And the trousers?", "How do I wash the trousers?"),
        ("Combien coûte un vol pour la Pologne ?", "et pour l'Autriche ?", "Combien coûte un vol pour l'Autriche ?"),
        ("Quanto costa un biglietto per la Polonia?", "e in Austria?", "Quanto costa un biglietto in Austria?"),
    ],
)  # fmt: skip
def test_a_part_takes_the_place_of_its_counterpart(before, message, query):
    language = {"How": "en", "Com": "fr", "Qua": "it"}.get(before[:3], "de")
    assert search_query(message, said(before), language) == query


@pytest.mark.parametrize(
    ("before", "message", "topic"),
    [
        ("Was kostet ein Koffer nach Polen?", "wie lange dauert das?", "ein Koffer nach Polen"),
        ("Was kostet ein Koffer nach Polen?", "Und wie schwer darf er sein?", "ein Koffer nach Polen"),
        ("Wie melde ich einen Umzug?", "Was brauche ich dafür?", "melde einen Umzug"),
        ("Wie melde ich einen Umzug?", "Kann ich das auch online machen?", "melde einen Umzug"),
        ("Wie melde ich einen Umzug?", "Kann ich ihn verschieben?", "melde einen Umzug"),
        ("Welche Karten gibt es?", "Wo bekomme ich die?", "Karten"),
        ("Welche Karten gibt es?", "Kann ich sie umtauschen?", "Karten"),
        ("How do I report a move?", "How long does that take?", "report a move"),
        ("How do I report a move?", "Can I do it online?", "report a move"),
        ("How do I report a move?", "When should someone start with it?", "report a move"),
        ("Comment signaler un déménagement ?", "ça coûte combien ?", "signaler un déménagement"),
        ("Come segnalo un trasloco?", "quanto costa?", "segnalo un trasloco"),
    ],
)
def test_a_question_that_points_back_is_asked_about_the_former_topic(before, message, topic):
    query = search_query(message, said(before), "de")
    assert query.endswith(f" – {topic}")
    assert query.split(" – ")[0].casefold() in message.casefold()


@pytest.mark.parametrize(
    "message",
    [
        "Wie kann ich mein Fahrrad mitnehmen?",
        "Und wie kann ich mein Fahrrad mitnehmen?",
        "Aber wo finde ich eigentlich den Fahrplan für Sonntag?",
        "fahrplan",
        "Sitzplatz reservieren",
        "verlorener Ausweis",
        "Ich habe einen Hund, darf er mitfahren?",
        "Wie lange dauert es, bis ein Antrag bearbeitet ist?",
        "Das Fenster klemmt",
        "Was ist das Bordbistro?",
        "Gibt es im Zug ein WLAN?",
        "Gibt es Gruppenkarten?",
        "Wird es morgen heiß?",
        "Fährt diese Woche ein Sonderzug?",
        "È freddo oggi?",
        "Où est mon train ?",
        "Et si je perds ma carte de fidélité ?",
        "Y a-t-il un wagon-restaurant ?",
        "Liefern Sie auch nach Italien?",
        "Können Sie mir den Fahrplan schicken?",
        "How can I bring my bike?",
        "Is there a lost property office?",
        "timetable",
        "Comment emporter mon vélo ?",
        "Come posso portare la bicicletta?",
        "<PERSON_1> hat den Ausweis verloren",
        "",
        "?",
        "Was kostet " + "sehr " * 20 + "viel davon?",
        "davon " * 200,
    ],
)
def test_a_message_that_stands_alone_is_left_alone(message):
    assert search_query(message, said("Was kostet ein Koffer nach Polen?"), "de") == message


def test_without_a_question_before_there_is_nothing_to_lean_on():
    assert search_query("und in die Schweiz?", (), "de") == "und in die Schweiz?"
    assert search_query("und in die Schweiz?", said("Hallo", "Vielen Dank"), "de") == "und in die Schweiz?"


def test_one_follow_up_leans_on_another():
    history = said("Was kostet ein Koffer nach Polen?", "Und in die Schweiz?")
    assert search_query("wie lange dauert das?", history, "de") == "wie lange dauert das? – ein Koffer in die Schweiz"


def test_thanks_in_between_do_not_end_the_topic():
    history = said("Was kostet ein Koffer nach Polen?", "Danke!")
    assert search_query("und in die Schweiz?", history, "de") == "Was kostet ein Koffer in die Schweiz?"


def test_the_last_topic_counts():
    history = said("Was kostet ein Koffer nach Polen?", "Wie melde ich einen Umzug?")
    assert search_query("Was brauche ich dafür?", history, "de").endswith("– melde einen Umzug")


def test_after_a_question_back_a_few_words_are_its_answer():
    history = said("Kann ich noch etwas ändern?", decision="clarify")
    assert search_query("die reservierung", history, "de") == "Kann ich noch etwas ändern die reservierung"
    assert search_query("Wie melde ich einen Umzug?", history, "de") == "Wie melde ich einen Umzug?"


def test_the_customer_may_change_the_language():
    history = said("Was kostet ein Koffer nach Polen?")
    assert search_query("and how long does it take?", history, "de") == "how long does it take? – ein Koffer nach Polen"


def test_what_the_assistant_said_is_not_searched_for():
    history = (PastMessage(Author.CUSTOMER, "Was kostet ein Koffer?"), PastMessage(Author.AI, "9 Euro nach Japan."))
    assert "Japan" not in search_query("wie lange dauert das?", history, "de")


def test_names_from_earlier_messages_are_not_searched_for():
    history = said("Ich bin <PERSON_1>, was kostet ein Koffer nach Polen?")
    assert "PERSON" not in search_query("wie lange dauert das?", history, "de")


def test_it_takes_less_than_a_millisecond():
    history = said(*["Was kostet ein Koffer nach Polen?", "Und wie lange dauert das?"] * 3)[-10:]
    search_query("und in die Schweiz?", history, "de")
    started = time.perf_counter()
    for _ in range(50):
        search_query("und in die Schweiz?", history, "de")
    assert (time.perf_counter() - started) / 50 < 0.004, "bounded generously: the machine may be busy"


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=5), st.sampled_from(LANGUAGES))
def test_any_text_is_taken(message, before, language):
    query = search_query(message, said(*before), language)
    assert query == message or len(query) <= len(message) + 2 * 300
