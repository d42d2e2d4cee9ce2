import pytest
from made_files import archive, docx, paragraph, word_table

from kb_ingest.article import Problem

TEXT = "Sie können die Ware innerhalb von dreißig Tagen kostenlos zurücksenden."


@pytest.mark.parametrize(
    ("blocks", "body"),
    [
        pytest.param([paragraph(TEXT)], TEXT, id="paragraph"),
        pytest.param([paragraph("Retoure", style="Titel"), paragraph(TEXT)], f"# Retoure\n\n{TEXT}", id="title"),
        pytest.param([paragraph("Kosten", style="berschrift2"), paragraph(TEXT)], f"## Kosten\n\n{TEXT}", id="heading"),
        pytest.param([paragraph("eins", numbered=1), paragraph("zwei", numbered=1)], "- eins\n- zwei", id="bullets"),
        pytest.param([paragraph("eins", numbered=2), paragraph("zwei", numbered=2)], "1. eins\n2. zwei", id="numbers"),
        pytest.param(
            [word_table(("Land", "Preis"), ("AT", "3 €"))], "| Land | Preis |\n| --- | --- |\n| AT | 3 € |", id="table"
        ),
        pytest.param([paragraph("5 < 6 & mehr")], "5 < 6 & mehr", id="signs"),
    ],
)
def test_a_word_file_becomes_markdown(read, blocks, body):
    assert read("a.docx", docx(*blocks), language="de").body == body + "\n"


@pytest.mark.parametrize(
    ("blocks", "title", "expected"),
    [
        pytest.param([paragraph("Die Retoure", style="Titel")], "T", "Die Retoure", id="title in the text"),
        pytest.param([paragraph("Die Retoure", style="berschrift1")], "T", "Die Retoure", id="first heading"),
        pytest.param([paragraph(TEXT)], "Über & unter", "Über & unter", id="property"),
        pytest.param([paragraph(TEXT)], "", "rück sendung", id="file name"),
    ],
)
def test_the_title_is_the_first_heading_or_a_property(read, blocks, title, expected):
    assert read("rück_sendung.docx", docx(*blocks, paragraph(TEXT), title=title)).title == expected


def _bomb():
    return archive({"word/document.xml": " " * 101_000_000})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "not an Office file", id="empty"),
        pytest.param(b"PK\x03\x04kaputt", "not an Office file", id="broken archive"),
        pytest.param(docx(paragraph(TEXT))[:-40], "not an Office file", id="cut off"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "password or has an old Office format", id="old or encrypted"),
        pytest.param(archive({"a.txt": "a"}), "word/document.xml is missing", id="another archive"),
        pytest.param(archive({"word/document.xml": "<kaputt"}), "not a Word file that can be read", id="broken XML"),
        pytest.param(_bomb(), "unpacks to more than 100,000,000 bytes", id="bomb"),
        pytest.param(docx(), "holds no text", id="no text"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_named_with_its_reason(read, content, words):
    item = read("a.docx", content)
    assert isinstance(item, Problem)
    assert words in item.detail
