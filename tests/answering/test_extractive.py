"""Answers by quoting: word for word, short, and cut where it may be cut."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.extractive import MAX_TOKENS, Extractive
from assistant.answering.tables import trim_table
from assistant.domain import LANGUAGES, Answer, Chunk, Passage
from assistant.knowledge.lexical import terms
from assistant.prompting import FixedTexts
from assistant.verification.quotes import is_quote
from assistant.verification.verifier import Verifier
from kb_ingest.load import load
from kb_ingest.sources import open_source
from kb_ingest.split import split

TEXTS = FixedTexts("Bohnenpost")
PRICES = """| | Deutschland | Österreich | Schweiz |
|---|---|---|---|
| Standard | 4,90 Euro | 4,90 Euro | 8,90 Franken |
| Express | 9,90 Euro | 8,90 Euro | 18,90 Franken |
| Abholung | frei | frei | frei |"""


@pytest.fixture(scope="module")
def extractive(embedder):
    return Extractive(embedder, other_language_note=TEXTS.other_language_note)


@pytest.fixture
def quote(extractive):
    def quote(text, query="Frage", headings=(), language="de"):
        return extractive.quote(chunk_of(text, headings, language), query=query)

    return quote


def chunk_of(text, headings=(), language="de"):
    return Chunk("a#0", "a", "Titel", language, None, headings, text, 0)


def draft(extractive, chunk, query="Frage", language="de"):
    return extractive.draft(Answer((Passage(chunk, 1, 1, 1),), 1), query=query, language=language)


def numbered(count, words=10):
    return [f"{number}. Schritt {number} " + " ".join(["weiter"] * words) for number in range(1, count + 1)]


def words_of(count, word="Wort"):
    return " ".join(f"{word}{number}" for number in range(count))


@settings(max_examples=150)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_a_quotation_is_short_and_stands_word_for_word_in_the_article(
    data, language, extractive, embedder, sample_articles
):
    article = data.draw(st.sampled_from(sample_articles), label="article")
    limit = data.draw(st.sampled_from([64, 220, 480]), label="tokens of a chunk")
    chunk = data.draw(st.sampled_from(split(article, max_tokens=limit, count_tokens=embedder.count_tokens)))
    query = data.draw(questions(article, sample_articles), label="question")
    decision = Answer((Passage(chunk, 1, 1, 1),), 1)
    drafted = extractive.draft(decision, query=query, language=language)
    assert embedder.count_tokens(drafted.text) <= MAX_TOKENS
    note = TEXTS.other_language_note(article.language, language)
    statements = [statement.text for statement in drafted.statements]
    assert (note in statements[:1]) is (article.language != language)
    quoted = [text for text in statements if text != note]
    assert quoted
    assert [text for text in quoted if not stands_in(text, article)] == []
    verifier = Verifier(trusted_texts=TEXTS.other_language_notes())
    assert verifier.verify(drafted, decision, query=query).findings == ()


@settings(max_examples=80)
@given(data=st.data())
def test_list_items_keep_their_order_and_numbers(data, extractive, embedder, sample_articles):
    article = data.draw(st.sampled_from([each for each in sample_articles if "\n2. " in each.body]))
    chunk = data.draw(st.sampled_from(split(article, max_tokens=220, count_tokens=embedder.count_tokens)))
    query = data.draw(questions(article, sample_articles))
    steps = re.compile(r"^\d+\. .*$", re.MULTILINE)
    for text in extractive.quote(chunk, query=query):
        found = steps.findall(text)
        written = steps.findall(chunk.text)
        assert found == [] or any(written[at : at + len(found)] == found for at in range(len(written)))


def questions(article, articles):
    own = st.lists(st.sampled_from(article.body.split()), min_size=1, max_size=8).map(" ".join)
    return st.one_of(own, st.sampled_from([each.title for each in articles]), st.text(max_size=40))


def stands_in(text, article):
    """Line by line: table rows by their cells, all else as it is; headings are set in bold."""
    body = squeezed(f"{article.title}\n{article.body}")
    return all(
        all(cell.strip(" -") in body for cell in line.split("|"))
        if line.startswith("|")
        else squeezed(line.removesuffix(" …").removeprefix("**").removesuffix("**")) in body
        for line in map(squeezed, text.split("\n"))
    )


def squeezed(text):
    return " ".join(text.split())


def test_a_short_passage_is_quoted_whole(quote):
    assert quote("Erster Absatz.\n\nZweiter Absatz.") == ["Erster Absatz.", "Zweiter Absatz."]


def test_of_a_long_passage_only_the_fitting_blocks_are_quoted(quote):
    fitting = "Die Passwortlänge beträgt zwölf Zeichen."
    text = f"{words_of(60, 'Einleitung')}.\n\n{fitting}\n\n{words_of(60, 'Schluss')}."
    assert quote(text, "Welche Passwortlänge, wie viele Zeichen?") == [fitting]


def test_blocks_keep_the_order_of_the_article(quote):
    blocks = [f"Passwort {number} Zeichen." for number in range(4)]
    text = "\n\n".join([*blocks[:2], words_of(90, "Anderes"), *blocks[2:]])
    assert quote(text, "Passwort Zeichen") == blocks


def test_a_lead_in_stays_with_its_list(quote):
    steps = "1. Konto öffnen.\n2. Passwort vergessen wählen."
    text = f"{words_of(90)}.\n\nSo geht es:\n\n{steps}"
    assert quote(text, "Passwort vergessen") == ["So geht es:", steps]
    assert quote(text, "So geht es?") == ["So geht es:", steps]


def test_a_lead_in_stays_with_a_list_that_must_be_cut(quote):
    text = "So geht es:\n\n" + "\n".join(numbered(30))
    lead_in, steps = quote(text, "Schritt")
    assert lead_in == "So geht es:"
    assert steps == "\n".join(numbered(30)[: len(steps.split("\n"))])
    assert 10 < len(steps.split("\n")) < 30


def test_a_long_paragraph_before_a_list_does_not_crowd_it_out(quote):
    text = f"{words_of(195)}:\n\n1. Passwort wählen.\n2. Passwort bestätigen."
    assert quote(text, "Passwort wählen und bestätigen") == ["1. Passwort wählen.\n2. Passwort bestätigen."]


def test_a_lead_in_whose_list_stands_in_another_passage_is_left_out(quote):
    assert quote("Das geht im Konto. So geht es:") == ["Das geht im Konto."]
    assert quote("Das geht im Konto.\n\nSo geht es:") == ["Das geht im Konto."]


def test_a_passage_that_is_only_a_lead_in_is_quoted_all_the_same(quote):
    assert quote("So geht es:") == ["So geht es:"]


@pytest.mark.parametrize("indent", ["", " ", "   "])
@pytest.mark.parametrize("marker", ["-", "*", "+"])
def test_a_long_list_is_cut_between_its_items(quote, indent, marker):
    items = [f"{indent}{marker} " + words_of(30, f"Punkt{number}") for number in range(20)]
    (quoted,) = quote("\n".join(items), "Punkt")
    assert quoted.split("\n") == items[:6]


def test_steps_with_several_lines_are_not_cut_inside(quote):
    steps = [f"{number}. Schritt {number}:\n   {words_of(30)}" for number in range(1, 20)]
    (quoted,) = quote("\n".join(steps), "Schritt")
    assert quoted == "\n".join(steps[:6])


def test_a_long_paragraph_is_cut_after_a_sentence(quote):
    sentences = [f"Dies ist z. B. am 3. Mai der Satz {words_of(20)}!" for _ in range(20)]
    (quoted,) = quote(" ".join(sentences))
    assert quoted == " ".join(sentences[:6])


def test_one_enormous_sentence_is_cut_between_words(quote, embedder):
    (quoted,) = quote(words_of(1000))
    assert quoted.endswith(" …")
    assert words_of(1000).startswith(quoted.removesuffix(" …"))
    assert 190 < embedder.count_tokens(quoted) <= MAX_TOKENS


def test_nothing_is_quoted_after_a_cut(quote):
    long = " ".join(["Lieferung dauert lange."] * 80)
    (quoted,) = quote(f"{long} Lieferung dauert lange:\n\n- heute\n- morgen", "Lieferung dauert lange")
    assert quoted.endswith("lange.")


def test_code_is_cut_between_its_lines(quote):
    lines = ["```", *(f"befehl {number} --mit optionen" for number in range(100)), "```"]
    (quoted,) = quote("\n".join(lines))
    assert quoted.split("\n") == lines[: len(quoted.split("\n"))]


def test_short_code_is_quoted_whole(quote):
    assert quote("```\nauskunft serve\n```") == ["```\nauskunft serve\n```"]


@pytest.mark.parametrize("text", ["", "\n", "   "])
def test_an_empty_passage_gives_no_statement_not_even_a_note(extractive, text):
    assert draft(extractive, chunk_of(text, language="fr")).statements == ()


@pytest.mark.parametrize("text", ["---", "<!-- -->", "[a]: https://a.example", "# Nur eine Überschrift", "![](b.png)"])
def test_odd_passages_are_no_error(extractive, text):
    assert draft(extractive, chunk_of(text)).text


class TestTables:
    """Tables are trimmed to what was asked for."""

    def test_head_and_the_asked_row_and_column_stay(self, quote):
        (quoted,) = quote(PRICES, "Was kostet Express in die Schweiz?")
        assert quoted == "|  | Schweiz |\n| --- | --- |\n| Express | 18,90 Franken |"

    def test_a_table_is_quoted_whole_when_nothing_of_it_is_named(self, quote):
        assert quote(PRICES, "Was kostet das?") == [PRICES]

    def test_rows_alone_can_be_asked_for(self, quote):
        assert quote(PRICES, "Abholung möglich?") == ["\n".join(PRICES.split("\n")[i] for i in (0, 1, 4))]

    def test_a_table_is_introduced_by_its_heading(self, quote):
        assert quote(PRICES, headings=("Versand", "Preise"))[0] == "**Preise**"

    def test_a_long_table_is_cut_between_its_rows_and_keeps_its_head(self, quote):
        rows = [f"| Zeile{number} | {words_of(20)} |" for number in range(30)]
        head = ["| Name | Wert |", "|---|---|"]
        (quoted,) = quote("\n".join([*head, *rows]))
        assert quoted.split("\n") == [*head, *rows[:8]]

    def test_a_row_asked_for_is_found_at_the_end_of_a_long_table(self, quote):
        rows = [f"| Zeile{number} | {words_of(20)} |" for number in range(30)]
        (quoted,) = quote("\n".join(["| Name | Wert |", "|---|---|", *rows]), "Was ist Zeile29?")
        assert quoted.split("\n")[2:] == rows[-1:]

    @pytest.mark.parametrize(
        "table",
        [
            pytest.param("||Berlin|Wien|\n|---|---|---|\n|Preis|1|2|\n|Dauer|3|4|", id="empty first cell, no spaces"),
            pytest.param("| |Berlin|Wien|\n|---|---|---|\n|Preis|1|2|\n|Dauer|3|4|", id="empty first cell"),
            pytest.param("Was|Berlin|Wien\n---|---|---\nPreis|1|2\nDauer|3|4", id="no outer bars"),
            pytest.param("|Was|Berlin|Wien|\n|-|-|-|\n|Preis|1|2|\n|Dauer|3|4|\n\n[a]: b", id="followed by a link"),
        ],
    )
    def test_columns_do_not_shift(self, table, extractive):
        trimmed = trim_table(table, set(terms("Preis in Wien", "de")), "de").split("\n")
        assert trimmed[2:] == ["| Preis | 2 |"]
        drafted = draft(extractive, chunk_of(table), "Preis in Wien")
        assert is_quote(drafted.text, (chunk_of(table),))

    def test_bars_inside_cells_are_no_borders(self):
        table = "| Taste | Wirkung | Gerät |\n|---|---|---|\n| a \\| b | an \\| aus | B2 |"
        assert trim_table(table, {"wirkung"}, "de").split("\n")[2] == "| a \\| b | an \\| aus |"

    def test_a_shorter_row_stays_short(self):
        assert trim_table("| A | B | C |\n|---|---|---|\n| x |", {"c"}, "de").split("\n")[2] == "| x |"

    @given(st.text(alphabet="|-\\ab \n", max_size=60), st.sets(st.sampled_from(["a", "b", "ab"])))
    def test_no_table_is_too_odd(self, table, asked):
        assert trim_table(f"|a|b|\n|-|-|\n{table}", asked, "de")


class TestOtherLanguages:
    """A quotation in another language is announced first."""

    def test_the_note_comes_first_and_counts(self, extractive, embedder):
        drafted = draft(extractive, chunk_of(words_of(1000), language="en"))
        assert drafted.statements[0].text == "Diese Auskunft liegt nur auf Englisch vor."
        assert embedder.count_tokens(drafted.text) <= MAX_TOKENS

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_language_without_a_name_is_no_failure(self, extractive, language):
        chunk = chunk_of("La entrega cuesta cinco euros.", language="es")
        drafted = draft(extractive, chunk, language=language)
        note, quoted = (statement.text for statement in drafted.statements)
        assert note == TEXTS.render("answer_foreign_language", language)
        assert quoted == chunk.text
        verifier = Verifier(trusted_texts=TEXTS.other_language_notes())
        assert verifier.verify(drafted, Answer((Passage(chunk, 1, 1, 1),), 1), query="?").supported

    def test_in_the_same_language_there_is_no_note(self, extractive):
        drafted = draft(extractive, chunk_of("Ein Satz."))
        assert [statement.text for statement in drafted.statements] == ["Ein Satz."]
        assert (drafted.origin, drafted.prompt_versions) == ("extractive", ())
        assert drafted.statements[0].chunk_ids == ("a#0",)


@pytest.fixture(scope="module")
def sample_articles():
    return load([open_source("kb_ingest/sample")], today=date(2026, 1, 1)).articles
