from datetime import date

import pytest
from made_files import archive, xlsx

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.table import read_rows

HEAD = "Frage;Antwort\n"
QUESTION, ANSWER = "Was kostet der Versand?", "Der Versand kostet in ganz Österreich fünf Euro."
ROW = f"{QUESTION};{ANSWER}\n"


def columns(**cells):
    """A table with one row and a question."""
    every = {"Frage": QUESTION, "Antwort": ANSWER} | cells
    return ";".join(every) + "\n" + ";".join(every.values()) + "\n"


def test_each_row_is_an_article_with_its_row_as_origin(centre):
    centre.put("faq.csv", HEAD + ROW + "\nWie lange dauert es?;Die Lieferung dauert fünf Werktage.\n")
    first, second = centre.read()
    assert (first.title, first.body, first.language) == (QUESTION, ANSWER, "de")
    assert (first.article_id, first.origin) == ("hilfe/faq/was-kostet-der-versand", "hilfe/faq.csv, row 2")
    assert (second.article_id, second.origin) == ("hilfe/faq/wie-lange-dauert-es", "hilfe/faq.csv, row 4")


@pytest.mark.parametrize(
    "head",
    [
        "Frage;Antwort",
        "question;answer",
        "Question ;Réponse",
        "DOMANDA;Risposta",
        "\ufeffFrage:;Antwort*",
        "Titel;Text",
        "egal;Frage;auch;Antwort",
    ],
)
def test_the_columns_are_found_by_their_names(read, head):
    cells = dict.fromkeys(head.split(";"), "x")
    names = list(cells)
    cells[names[-1]] = ANSWER
    cells[next(name for name in names if name not in ("egal", "auch"))] = QUESTION
    item = read("faq.csv", f"{head}\n{';'.join(cells.values())}\n")
    assert (item.title, item.body) == (QUESTION, ANSWER)


@pytest.mark.parametrize(
    ("name", "separator"), [("faq.csv", ";"), ("faq.csv", ","), ("faq.csv", "\t"), ("faq.tsv", "\t"), ("faq.csv", "|")]
)
def test_any_usual_separator_is_found(read, name, separator):
    rows = [("Frage", "Antwort", "Sprache"), (QUESTION, f'"{ANSWER};,"', "de")]
    item = read(name, "\r\n".join(separator.join(row) for row in rows))
    assert (item.title, item.body) == (QUESTION, f"{ANSWER};,")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_encoding_is_read(read, encoding):
    assert read("faq.csv", (HEAD + ROW).encode(encoding)).body == ANSWER


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        pytest.param({"ID": "V-17"}, "article_id", "V-17", id="id"),
        pytest.param({"Titel": "Versand"}, "title", "Versand", id="title"),
        pytest.param({"Titel": "Versand"}, "body", f"**{QUESTION}**\n\n{ANSWER}", id="question beside a title"),
        pytest.param({"Sprache": "fr-CH"}, "language", "fr", id="language"),
        pytest.param({"lang": ""}, "language", "de", id="empty language"),
        pytest.param({"Link": "https://a.de/b"}, "url", "https://a.de/b", id="url"),
        pytest.param({"Kategorie": "Versand, Preis | Zoll"}, "tags", ("Versand", "Preis", "Zoll"), id="tags"),
        pytest.param({"gültig bis": "31.12.2026"}, "valid_until", date(2026, 12, 31), id="German date"),
        pytest.param({"valid_until": "2026-12-31"}, "valid_until", date(2026, 12, 31), id="ISO date"),
        pytest.param({"valid_until": "2026-12-31 00:00:00"}, "valid_until", date(2026, 12, 31), id="date and time"),
        pytest.param({"Stand": "1.2.2026"}, "updated", date(2026, 2, 1), id="updated"),
        pytest.param({"Zielgruppe": "intern"}, "audience", "intern", id="audience"),
        pytest.param(
            {"Antwort": "<p>Fünf <b>Euro</b><br>je Paket</p>"}, "body", "Fünf **Euro**  \nje Paket\n", id="HTML"
        ),
        pytest.param({"Antwort": "a < b und c > d"}, "body", "a < b und c > d", id="signs that are no HTML"),
        pytest.param({"Antwort": "Mail: <a@b.de>"}, "body", "Mail: <a@b.de>", id="mail address"),
    ],
)
def test_further_columns_say_more(read, cells, field, value):
    assert getattr(read("faq.csv", columns(**cells)), field) == value


@pytest.mark.parametrize(
    ("row", "origin", "article_id", "words"),
    [
        pytest.param("Leer?;", "row 2", "hilfe/faq/leer", "has no answer to 'Leer?'", id="no answer"),
        pytest.param("Leer?;  ", "row 2", "hilfe/faq/leer", "has no answer", id="only spaces"),
        pytest.param("Leer?", "row 2", "hilfe/faq/leer", "has no answer", id="short row"),
        pytest.param(";Fünf Euro", "row 2", None, "has no question", id="no question"),
    ],
)
def test_a_row_without_question_or_answer_is_named_and_the_others_are_taken(centre, row, origin, article_id, words):
    centre.put("faq.csv", HEAD + row + "\n" + ROW)
    problem, article = centre.read()
    assert (problem.kind, problem.origin, problem.article_id) == ("invalid", f"hilfe/faq.csv, {origin}", article_id)
    assert words in problem.detail
    assert article.title == QUESTION


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("", "names its columns", id="empty"),
        pytest.param("Frage;Preis\na;b\n", "an answer (Antwort, answer)", id="no answer column"),
        pytest.param("Antwort;Preis\na;b\n", "a question (Frage, question)", id="no question column"),
        pytest.param('Frage;Antwort\n"a;b\n', "in line 2", id="quotation mark that is never closed"),
        pytest.param(HEAD + f"a;{'x' * 140_000}\n", "field larger than field limit", id="huge cell"),
        pytest.param(HEAD + "a;b\0c\n", "NUL", id="binary"),
        pytest.param(columns(**{"gültig bis": "morgen"}), "'morgen' is not a date such as", id="date in words"),
        pytest.param(columns(URL="javascript:a()"), "url: must begin with http", id="script as url"),
        pytest.param(columns(ID="a b"), "id: must not contain spaces", id="id with a space"),
    ],
)
def test_a_table_that_cannot_be_taken_is_named_with_its_reason(read, content, words):
    item = read("faq.csv", content)
    assert isinstance(item, Problem)
    assert words in item.detail


def test_the_id_of_a_row_stays_when_the_row_moves(centre):
    centre.put("faq.csv", HEAD + ROW)
    before = centre.only()
    centre.put("faq.csv", "Stand 2026\n\n" + HEAD + "Neu?;Diese Frage kam gerade erst hinzu.\n" + ROW)
    _, after = centre.read()
    assert after.article_id == before.article_id
    assert after.origin == "hilfe/faq.csv, row 5"


def test_long_questions_that_begin_alike_have_different_ids(centre):
    same = "Wie kann ich meine Bestellung nach dem Absenden des Formulars noch "
    centre.put("faq.csv", HEAD + f"{same}ändern?;{ANSWER}\n{same}stornieren?;{ANSWER}\n")
    first, second = centre.read()
    assert first.article_id != second.article_id
    assert len(first.article_id) < 100


def test_too_many_rows_are_named(centre):
    centre.put("faq.csv", HEAD + "".join(f"Frage {n}?;{ANSWER}\n" for n in range(50_001)))
    *articles, problem = centre.read()
    assert len(articles) == 50_000
    assert "more than 50,000 rows" in problem.detail


def test_a_row_that_is_no_article_is_named():
    rows = [("Frage", "Antwort"), (QUESTION, "x" * 2_000_001), (QUESTION, ANSWER)]
    problem, found = read_rows(iter(enumerate(rows, 1)))
    assert problem.detail == "has more than 2,000,000 characters; split it into articles"
    assert (problem.place, found.body) == ("row 2", ANSWER)


def test_the_visible_sheets_of_an_excel_file_are_tables(centre):
    sheets = {
        "Deckblatt": [("Häufige Fragen",)],
        "Versand": [
            ("Stand", 2026),
            (),
            ("Frage", "Antwort", "gültig bis"),
            (QUESTION, ANSWER, "31.12.2026"),
            ("Leer?",),
        ],
        "Alt": [("Frage", "Antwort"), ("Geheim?", "Ja.")],
    }
    centre.put("faq.xlsx", xlsx(sheets, hidden=["Alt"]))
    article, problem = centre.read()
    assert (article.title, article.body, article.valid_until) == (QUESTION, ANSWER, date(2026, 12, 31))
    assert (article.origin, problem.origin) == ("hilfe/faq.xlsx, Versand, row 4", "hilfe/faq.xlsx, Versand, row 5")


def test_numbers_in_cells_stay_as_they_are_shown(read):
    item = read("faq.xlsx", xlsx({"A": [("ID", "Frage", "Antwort"), (7, QUESTION, 3.0)]}), language="de")
    assert (item.article_id, item.body) == ("7", "3")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"kaputt", "not an Office file", id="no archive"),
        pytest.param(archive({"xl/workbook.xml": "<kaputt"}), "not an Excel file that can be read", id="broken"),
        pytest.param(xlsx({"A": [("a", "b")]}), "names its columns", id="no known columns"),
        pytest.param(xlsx({"A": [("Frage", "Antwort")]}, hidden=["A"]), "names its columns", id="only hidden sheets"),
        pytest.param(
            xlsx({"A": {"A1": "Frage", "B1": "Antwort", "AAA9000": "x"}}), "cells; at most 5,000,000", id="many cells"
        ),
    ],
)
def test_an_excel_file_that_cannot_be_read_is_named_with_its_reason(read, content, words):
    item = read("faq.xlsx", content)
    assert isinstance(item, Problem)
    assert words in item.detail


def test_a_sheet_of_billions_of_cells_takes_no_other_file_with_it(centre):
    centre.put("a.xlsx", xlsx({"A": {"A1": "Frage", "B1": "Antwort", "XFD1048576": "x"}}))
    centre.put("b.csv", HEAD + ROW)
    problem, article = centre.read()
    assert (problem.kind, problem.origin) == ("unreadable", "hilfe/a.xlsx")
    assert isinstance(article, Article)
