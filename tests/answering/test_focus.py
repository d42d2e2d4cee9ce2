"""Of a passage only what was asked for is quoted: the value, the country's line, the sentence that answers."""

import pytest

from assistant.answering.asked import asked_for, kinds_in
from assistant.answering.extractive import Extractive
from assistant.answering.leaning import is_bare_reply, leans_back, points_elsewhere
from assistant.domain import Answer, Chunk, Passage
from assistant.prompting import FixedTexts
from assistant.verification.verifier import Verifier

SHIPPING = (
    "Der Paketversand kostet in Deutschland 5 Euro. In der Schweiz kostet er 9 Franken. "
    "Pakete verlassen das Lager am Montag. Verpackt wird in Karton."
)
RENTAL = (
    "Sie können Koffer bei uns mieten. Die Miete kostet 12 Euro am Tag. Sie endet nach 4 Wochen von selbst. "
    "Mehr dazu lesen Sie unter [Miete](https://hilfe.example/miete)."
)


@pytest.fixture(scope="module")
def extractive(embedder):
    return Extractive(embedder, other_language_note=FixedTexts("Koffer AG").other_language_note)


def chunk_of(text, headings=(), position=0, language="de", title="Koffer"):
    return Chunk(f"a#{position}", "a", title, language, None, headings, text, position)


@pytest.fixture
def quote(extractive):
    def quote(text, query, headings=(), language="de"):
        return "\n".join(extractive.quote(chunk_of(text, headings, language=language), query=query))

    return quote


@pytest.mark.parametrize(
    ("query", "kinds", "steps"),
    [
        pytest.param("Was kostet der Koffer?", {"amount"}, False, id="price"),
        pytest.param("Wie lange dauert die Miete?", {"span"}, False, id="span"),
        pytest.param("Wann öffnen Sie?", {"moment"}, False, id="moment"),
        pytest.param("Wie viele Koffer darf ich mieten?", {"number"}, False, id="number"),
        pytest.param("Wie miete ich einen Koffer?", set(), True, id="steps"),
        pytest.param("How do I rent a suitcase?", set(), True, id="steps, English"),
        pytest.param("Combien coûte la valise ?", {"amount"}, False, id="price, French"),
        pytest.param("Quanto dura il noleggio?", {"span"}, False, id="span, Italian"),
        pytest.param("Gibt es rote Koffer?", set(), False, id="anything else"),
    ],
)
def test_a_question_asks_for_values_or_steps(query, kinds, steps):
    asked = asked_for(query, "de")
    assert (asked.kinds, asked.steps) == (kinds, steps)


@pytest.mark.parametrize(
    "text", [pytest.param("2. Konto öffnen.", id="step"), pytest.param("[Hilfe](https://a.example/2)", id="address")]
)
def test_numbers_of_steps_and_addresses_are_no_values(text):
    assert kinds_in(text) == frozenset()


def test_placeholders_are_no_words_of_the_question():
    assert asked_for("<PERSON_1> mietet Koffer", "de").words == asked_for("mietet Koffer", "de").words


def test_two_questions_get_both_values(quote):
    text = f"{RENTAL} Gemietet wird mindestens für 2 Tage."
    both = quote(text, "Wie lange muss ich einen Koffer mieten und was kostet das?")
    assert "12 Euro" in both
    assert "2 Tage" in both


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Es kostet 5 €.", "amount", id="price"),
        pytest.param("Das ist kostenlos.", "amount", id="free"),
        pytest.param("Drei Wochen lang.", "span", id="span"),
        pytest.param("Ab 9:00 Uhr.", "moment", id="time"),
        pytest.param("Am Dienstag.", "moment", id="weekday"),
        pytest.param("Im Jahr 2019 gegründet.", "moment", id="year"),
    ],
)
def test_values_have_kinds(text, kind):
    assert kind in kinds_in(text)


def test_a_question_for_a_price_gets_the_sentence_with_the_price(quote):
    assert quote(RENTAL, "Was kostet die Miete?") == "Die Miete kostet 12 Euro am Tag."


def test_a_sentence_brings_the_one_its_pronoun_stands_for(quote):
    text = "Die Miete beginnt mit der Abholung. Sie endet nach 4 Wochen von selbst. Koffer gibt es in Rot."
    assert quote(text, "Wann endet es, nach wie viel Wochen?") == text.removesuffix(" Koffer gibt es in Rot.")


def test_where_to_read_more_is_left_out(quote):
    assert "Mehr dazu" not in quote(RENTAL, "Kann ich einen Koffer mieten?")


def test_a_passage_that_only_points_elsewhere_is_quoted_all_the_same(quote):
    text = "Mehr dazu lesen Sie unter [Miete](https://hilfe.example/miete)."
    assert quote(text, "Kann ich einen Koffer mieten?") == text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("Was kostet der Paketversand in die Schweiz?", "In der Schweiz kostet er 9 Franken.", id="named"),
        pytest.param("Was kostet der Paketversand nach Bern?", "In der Schweiz kostet er 9 Franken.", id="city"),
        pytest.param(
            "Was kostet der Paketversand nach Deutschland?",
            "Der Paketversand kostet in Deutschland 5 Euro.",
            id="the other",
        ),
    ],
)
def test_only_the_line_of_the_customer_s_country_is_quoted(quote, query, expected):
    assert quote(SHIPPING, query) == expected


def test_what_holds_everywhere_is_quoted_for_any_country(quote):
    assert "Franken" not in quote(SHIPPING, "Wie wird das Paket nach Polen verpackt?")
    assert "Verpackt wird in Karton." in quote(SHIPPING, "Wie wird das Paket nach Polen verpackt?")


def test_a_passage_that_only_speaks_of_other_countries_is_not_quoted(quote):
    assert not quote("In der Schweiz kostet es 9 Franken.", "Was kostet es nach Polen?")


COUNTRIES = "| | Deutschland | Schweiz |\n|---|---|---|\n| Porto | 5 € | 9 CHF |\n| Zoll | keiner | inklusive |"


def test_of_a_table_the_country_s_column_is_quoted(quote):
    assert quote(COUNTRIES, "Porto für einen Brief nach Zürich") == "|  | Schweiz |\n| --- | --- |\n| Porto | 9 CHF |"
    assert not quote(COUNTRIES, "Porto für einen Brief nach Polen")


def test_of_a_list_the_country_s_items_are_quoted(quote):
    text = "Das Porto:\n\n- Deutschland: 5 €\n- Schweiz: 9 CHF\n- Pakete wiegen höchstens 20 kg."
    assert quote(text, "Porto in die Schweiz") == "Das Porto:\n- Schweiz: 9 CHF\n- Pakete wiegen höchstens 20 kg."


def test_of_a_table_the_rows_with_a_price_are_quoted(quote):
    table = "| | Klein |\n|---|---|\n| Miete | 12 € |\n| Gewicht | 3 kg |\n| Farbe | rot |"
    assert quote(table, "Was kostet das?") == "| | Klein |\n|---|---|\n| Miete | 12 € |"


def test_of_a_list_only_the_items_about_the_question_are_quoted(quote):
    items = ["- **Koffer:** aus Leder.", "- **Rucksack:** aus Leinen.", "- **Zelt:** aus Nylon."]
    assert quote("\n".join(items), "Woraus ist der Rucksack?") == items[1]


def test_steps_are_quoted_from_the_first_one(quote):
    steps = "1. Konto öffnen.\n2. Koffer wählen.\n3. Miete bestätigen."
    assert quote(steps, "Wie bestätige ich die Miete?") == steps


def test_steps_below_a_quoted_paragraph_are_quoted_with_it(quote):
    filler = " ".join(f"Fülltext{number}" for number in range(95))
    steps = "1. Rollen ölen.\n2. Koffer drehen."
    text = f"{filler}.\n\nDer Koffer quietscht beim Rollen.\n\n{steps}"
    assert quote(text, "mein Koffer quietscht") == f"Der Koffer quietscht beim Rollen.\n{steps}"


def test_a_bare_yes_or_no_stands_below_its_question(quote):
    assert quote("Nein. Koffer bleiben stehen.", "Koffer", headings=("Rollen Koffer weg?",)).startswith("**Rollen")
    assert quote("Koffer bleiben stehen.", "Koffer", headings=("Rollen Koffer weg?",)) == "Koffer bleiben stehen."


def test_the_passage_of_the_article_that_says_most_is_quoted(extractive):
    near = Passage(chunk_of("Die Miete ist beliebt.", ("Miete",), position=3), 0.9, 1.0, 0.10)
    better = Passage(chunk_of("Die Miete kostet 12 Euro am Tag.", position=0), 0.9, 1.0, 0.09)
    decision = Answer((near, better), 0.9)
    drafted = extractive.draft(decision, query="Was kostet die Miete?", language="de")
    assert drafted.text == "Die Miete kostet 12 Euro am Tag."
    assert drafted.statements[0].chunk_ids == ("a#0",)
    assert Verifier().verify(drafted, decision, query="Was kostet die Miete?").supported


def test_no_other_article_is_quoted(extractive):
    first = Passage(chunk_of("Die Miete ist beliebt."), 0.9, 1.0, 0.10)
    other = Passage(Chunk("b#0", "b", "Preise", "de", None, (), "Die Miete kostet 12 Euro.", 0), 0.9, 1.0, 0.10)
    drafted = extractive.draft(Answer((first, other), 0.9), query="Was kostet die Miete?", language="de")
    assert drafted.text == "Die Miete ist beliebt."


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        pytest.param("Er kostet 5 Euro.", True, id="pronoun"),
        pytest.param("Sie läuft auf neuen Geräten.", True, id="she"),
        pytest.param("Sie können mieten.", False, id="polite form"),
        pytest.param("Es gibt Koffer.", False, id="expletive"),
        pytest.param("Dazu öffnen Sie das Konto.", True, id="adverb"),
        pytest.param("Das Konto ist gesperrt.", False, id="article"),
        pytest.param("Das geht nicht.", True, id="demonstrative"),
        pytest.param("It is free.", True, id="English"),
        pytest.param("Il faut payer.", False, id="French expletive"),
        pytest.param("Elle coûte 5 euros.", True, id="French"),
        pytest.param("Inoltre paga 5 euro.", True, id="Italian"),
    ],
)
def test_some_sentences_lean_on_the_one_before(sentence, leans):
    assert leans_back(sentence) is leans


def test_pointers_and_bare_replies_are_told_from_answers():
    assert points_elsewhere("Einzelheiten stehen unter [Miete](https://a.example).")
    assert not points_elsewhere("Die Miete steht unter [Konto](https://a.example).")
    assert is_bare_reply("Nein. Das geht nicht.")
    assert not is_bare_reply("Neinsager mieten nicht.")
