import pytest
from made_files import PASSWORD, Words, lines, pdf

from kb_ingest.article import Problem

LONG = "Reinigen Sie die Maschine mindestens einmal in der Woche mit klarem Wasser."


@pytest.mark.parametrize(
    ("page", "body"),
    [
        pytest.param(
            lines("Eine Zeile geht weiter", "in der nächsten Zeile."),
            "Eine Zeile geht weiter in der nächsten Zeile.",
            id="lines of a paragraph",
        ),
        pytest.param(
            [Words("Erster Absatz.", 700), Words("Zweiter Absatz.", 670)],
            "Erster Absatz.\n\nZweiter Absatz.",
            id="white space between paragraphs",
        ),
        pytest.param(lines(LONG, "Kurz.", LONG), f"{LONG} Kurz.\n\n{LONG}", id="a short last line"),
        pytest.param(
            lines("Lesen Sie die Bedienungs-", "anleitung."),
            "Lesen Sie die Bedienungsanleitung.",
            id="hyphen at the end of a line",
        ),
        pytest.param(lines("Es hat Vor-", "und Nachteile."), "Es hat Vor- und Nachteile.", id="hyphen that stays"),
        pytest.param(lines("Das Modell heißt KM-", "2000."), "Das Modell heißt KM-2000.", id="hyphen of a name"),
        pytest.param(
            lines("Sie brauchen:", "• Wasser", "• Entkalker, und zwar so viel,", "wie angegeben"),
            "Sie brauchen:\n\n- Wasser\n- Entkalker, und zwar so viel, wie angegeben",
            id="bullets",
        ),
        pytest.param(lines("1. Einschalten", "2) Warten"), "1. Einschalten\n2. Warten", id="numbers"),
        pytest.param(lines("# kein Titel"), "\\# kein Titel", id="a sign that Markdown would take for its own"),
        pytest.param(
            [Words("Reinigung", 750, size=20), *lines(LONG)], f"# Reinigung\n\n{LONG}", id="heading in large type"
        ),
        pytest.param(
            [Words("Teil", 750, size=20), Words("Kapitel", 725, size=15), *lines(LONG)],
            f"# Teil\n\n## Kapitel\n\n{LONG}",
            id="two sizes of headings",
        ),
        pytest.param(
            [Words("Was Sie brauchen", 730, bold=True), *lines(LONG, LONG, LONG)],
            f"# Was Sie brauchen\n\n{LONG} {LONG} {LONG}",
            id="heading in bold",
        ),
        pytest.param(
            [Words("20,00 €", 720, size=20), *lines(LONG)], f"20,00 €\n\n{LONG}", id="a large number is no heading"
        ),
    ],
)
def test_the_lines_of_a_page_become_paragraphs_lists_and_headings(read, page, body):
    assert read("a.pdf", pdf(page, lang="de")).body == body + "\n"


def test_a_title_of_the_outline_is_a_heading_of_its_depth(read):
    item = read("a.pdf", pdf(lines("Entkalken", LONG), lang="de", outline=[("Entkalken", 0)]))
    assert item.body == f"# Entkalken\n\n{LONG}\n"


def test_what_stands_on_every_page_and_page_numbers_are_left_out(read):
    own = ("Wasser nachfüllen.", "Filter tauschen.", "Gerät entkalken.")
    pages = [
        [Words("Beispiel GmbH, Handbuch", 815, size=8), *lines(text), Words(f"Seite {number} von 3", 30, size=8)]
        for number, text in enumerate(own, 1)
    ]
    assert read("a.pdf", pdf(*pages, lang="de")).body == "\n\n".join(own) + "\n"


def test_a_sentence_goes_on_on_the_next_page(read):
    item = read("a.pdf", pdf(lines("Der Satz beginnt hier"), lines("und endet hier."), lines("Neu."), lang="de"))
    assert item.body == "Der Satz beginnt hier und endet hier.\n\nNeu.\n"


@pytest.mark.parametrize(
    ("title", "pages", "expected"),
    [
        pytest.param("Handbuch", [lines(LONG)], "Handbuch", id="of the file"),
        pytest.param(
            "Microsoft Word - a.docx", [[Words("Reinigung", 750, size=20), *lines(LONG)]], "Reinigung", id="large type"
        ),
        pytest.param("", [lines(LONG)], "Anleitung KM 2000", id="file name"),
    ],
)
def test_the_title_is_the_files_own_or_the_largest_line(read, title, pages, expected):
    assert read("Anleitung_KM-2000.pdf", pdf(*pages, title=title)).title == expected


@pytest.mark.parametrize(("lang", "language"), [("fr-FR", "fr"), ("", "de"), ("German", "de")])
def test_the_language_is_declared_or_detected(read, lang, language):
    assert read("a.pdf", pdf(lines(LONG), lang=lang)).language == language


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "not a PDF file", id="empty"),
        pytest.param(b"Text", "not a PDF file", id="text"),
        pytest.param(pdf(lines(LONG))[:200], "not a PDF file", id="cut off"),
        pytest.param(pdf(lines(LONG), encrypt=PASSWORD), "protected by a password", id="password"),
        pytest.param(pdf([], []), "holds no text, only pictures", id="scanned"),
        pytest.param(pdf(), "not a PDF file", id="no pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_named_with_its_reason(read, content, words):
    item = read("a.pdf", content)
    assert isinstance(item, Problem)
    assert item.kind == "unreadable"
    assert words in item.detail
