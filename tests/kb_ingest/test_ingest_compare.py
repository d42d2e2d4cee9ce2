import pytest

from kb_ingest.article import Article
from kb_ingest.compare_articles import compare_articles, features_of
from kb_ingest.families import family

FILLER = "Wir rösten jeden Dienstag und verschicken die Bohnen am Tag darauf mit der Post an Sie."


def article(article_id, body, *, title=None, language="de", url=None):
    return Article(article_id, title or f"Über {article_id}", language, body, f"{article_id}.md", url=url)


def notes(*articles):
    found = compare_articles(articles, {article.article_id: features_of(article) for article in articles})
    return [(note.kind, note.first.excerpt, note.second.excerpt) for note in found]


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        pytest.param("Versand kostet 4,90 EUR.", "Versand kostet 5,90 EUR.", "de", id="price"),
        pytest.param(
            "Der Versand nach Österreich kostet 4,90 €.",
            "Nach Österreich kostet der Versand 5,90 €.",
            "de",
            id="word order",
        ),
        pytest.param(
            "Sie können Ihre Bestellung innerhalb von 14 Tagen zurückgeben.",
            "Sie können jede Bestellung innerhalb von 30 Tagen zurückgeben.",
            "de",
            id="duration",
        ),
        pytest.param(
            "Die neuen Preise gelten ab dem 1. Mai 2026.",
            "Die neuen Preise gelten ab dem 1. Juni 2026.",
            "de",
            id="date",
        ),
        pytest.param(
            "Telefonisch erreichen Sie uns bis 18 Uhr.", "Telefonisch erreichen Sie uns bis 17 Uhr.", "de", id="time"
        ),
        pytest.param("Returns are free within 30 days.", "Returns are free within 14 days.", "en", id="en"),
        pytest.param("La livraison coûte 5 euros.", "La livraison coûte 7 euros.", "fr", id="fr"),
        pytest.param("La spedizione costa 5 euro.", "La spedizione costa 7 euro.", "it", id="it"),
        pytest.param(
            "Eine Ratenzahlung ist für Geräte möglich.",
            "Eine Ratenzahlung ist für Geräte nicht möglich.",
            "de",
            id="yes or no",
        ),
        pytest.param(
            "Wir liefern am Wochenende an Packstationen.",
            "Wir liefern am Wochenende nie an Packstationen.",
            "de",
            id="never",
        ),
        pytest.param(
            "Für die Abholung ist ein Ausweis nötig.",
            "Für die Abholung ist niemals ein Ausweis nötig.",
            "de",
            id="never, stronger",
        ),
        pytest.param("You can pay with cash in our shop.", "You cannot pay with cash in our shop.", "en", id="no, en"),
    ],
)
def test_contradicting_articles_are_reported_with_both_sentences(first, second, language):
    pair = [article("lieferung", first, language=language), article("konto", second, language=language)]
    assert notes(*pair) == [("contradiction", second, first)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Der Versand kostet 4,90 EUR.", "Der Versand kostet 4.90 Euro.", id="the same in other signs"),
        pytest.param("Der Versand dauert 14 Tage.", "Der Versand dauert vierzehn Tage.", id="the same in words"),
        pytest.param("Die Maschine fasst 2 Liter Wasser.", "Das Paket kostet 4 Euro.", id="other things"),
        pytest.param("Es kostet 4 Euro im Monat.", "Es kostet 5 Euro im Monat.", id="who knows what"),
        pytest.param("```\nport: 80 Euro Versand\n```", "```\nport: 81 Euro Versand\n```", id="code"),
        pytest.param("## Der Versand kostet 4 Euro", "## Der Versand kostet 5 Euro", id="headings"),
        pytest.param("| Versand | 4 Euro |", "| Versand | 5 Euro |", id="tables"),
        pytest.param("Mit 6 Raten zahlen Sie keine Zinsen (0 %).", "Mit 6 Raten zahlen Sie Zinsen (0 %).", id="zero"),
        pytest.param("Error 12 in module alpha beta gamma", "Error 13 in module alpha beta gamma", id="error messages"),
    ],
)
def test_articles_that_do_not_contradict_each_other_are_left_alone(first, second):
    assert notes(article("lieferung", first), article("konto", second)) == []


def test_articles_on_two_products_may_differ():
    said = "Die Garantie auf den Motor beträgt {} Monate."
    first = article("a", said.format(24), title="Mühle M1 einrichten")
    assert notes(first, article("b", said.format(36), title="Maschine B2 einrichten")) == []


def test_two_answers_to_one_question_are_reported():
    said = "Die Garantie auf den Motor beträgt {} Monate."
    first = article("a", said.format(24), title="Wie lange gilt die Garantie?")
    assert len(notes(first, article("b", said.format(36), title="Wie lange gilt die Garantie?"))) == 1


def test_a_form_that_is_filled_in_anew_in_each_article_is_no_contradiction():
    forms = [article(f"ort{number}", f"Die Filiale hat täglich bis {number} Uhr geöffnet.") for number in range(10, 20)]
    assert notes(*forms) == []


def test_articles_in_two_languages_are_not_taken_for_each_other():
    assert (
        notes(
            article("a", "Returns are free within 30 days.", language="en"),
            article("b", "Returns are free within 14 days."),
        )
        == []
    )


def test_the_place_is_a_line_of_the_text_as_written():
    first = article("a", "Eins\n\n- Der Versand kostet 4 Euro.")
    second = article("b", "Der Versand kostet **5 Euro**.")
    (note,) = compare_articles([first, second], {one.article_id: features_of(one) for one in (first, second)})
    assert (note.first.article_id, note.first.line, note.second.line) == ("a", 3, 1)
    assert note.second.excerpt == "Der Versand kostet 5 Euro."


LONG = "\n\n".join(
    f"{FILLER} Das ist Satz {word} von vielen in diesem Artikel." for word in ("eins", "zwei", "drei", "vier")
)


def test_nearly_the_same_articles_are_reported_once():
    copy = LONG.replace("Dienstag", "Mittwoch", 1)
    assert notes(article("a", LONG, title="A"), article("b", copy, title="B")) == [("near_duplicate", "A", "B")]


def test_three_copies_are_two_notes():
    copies = [article(name, LONG, title=name) for name in "abc"]
    assert [note[1:] for note in notes(*copies)] == [("a", "b"), ("a", "c")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            "Die Maschine B2 brüht mit neun Bar und braucht zum Aufheizen eine knappe Minute lang.", id="another"
        ),
        pytest.param(FILLER, id="a part of it"),
    ],
)
def test_different_articles_are_no_duplicates(other):
    assert notes(article("a", LONG), article("b", other)) == []


def test_very_short_articles_are_not_compared():
    assert notes(article("a", "Ja, das geht."), article("b", "Ja, das geht.")) == []


@pytest.mark.parametrize(
    ("german", "english", "differing"),
    [
        pytest.param("Sie haben 14 Tage Zeit.", "You have 30 days.", True, id="days"),
        pytest.param("Sie haben 14 Tage Zeit.", "You have fourteen days.", False, id="in words"),
        pytest.param("Wir sind bis 18 Uhr da.", "We are here until 6 pm.", False, id="clock of twelve hours"),
        pytest.param("Ab 1.234,50 €.", "From €1,234.50.", False, id="thousands"),
        pytest.param("Das dauert 14 Tage.", "This takes 2 weeks.", False, id="another unit"),
        pytest.param("Am 1. Mai 2026.", "On 2 May 2026.", True, id="date"),
        pytest.param("| Versand | 4,90 € | 3 Tage |", "| Shipping | €4.90 | 5 days |", True, id="table"),
        pytest.param("Das kostet 5 €. Es dauert 3 Tage.", "It costs €5.", False, id="left out"),
    ],
)
def test_language_versions_of_an_article_are_compared(german, english, differing):
    pair = [article("versand-de", german), article("versand-en", english, language="en")]
    assert [note[0] for note in notes(*pair)] == ["translation_differs"] * differing


@pytest.mark.parametrize(
    ("article_id", "url", "language", "expected"),
    [
        pytest.param("de-versand", None, "de", "versand", id="before"),
        pytest.param("versand-en", None, "en", "versand-", id="behind"),
        pytest.param("versand.fr", None, "fr", "versand.", id="with a dot"),
        pytest.param("de-AT-versand", None, "de", "versand", id="with a country"),
        pytest.param("17", "https://a.example/it/faq/17", "it", "https://a.example/faq/17", id="by address"),
        pytest.param("modell", None, "de", "modell", id="letters inside a word"),
        pytest.param("de-versand", None, "en", "de-versand", id="another language"),
    ],
)
def test_language_versions_share_a_family(article_id, url, language, expected):
    assert family(article(article_id, "Text.", language=language, url=url)) == expected
