import logging
import sqlite3

import pytest
from made_files import docx, paragraph

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources import folder

GERMAN = "Sie können die Ware innerhalb von dreißig Tagen kostenlos an uns zurücksenden."
ENGLISH = "You can send the goods back to us free of charge within thirty days."


def page(text=GERMAN, *, title="Retoure", lang=""):
    return f"<html lang='{lang}'><title>{title}</title><main>{text}</main></html>"


def test_files_of_all_kinds_are_read_in_path_order(centre):
    centre.put("b.md", f"---\nid: b\ntitle: B\nlang: de\n---\n{GERMAN}\n")
    centre.put("a.HTML", page())
    centre.put("a/c.docx", docx(paragraph(GERMAN)))
    centre.put("d.csv", f"Frage;Antwort\nWie?;{GERMAN}\n")
    assert [item.origin for item in centre.read()] == [
        "hilfe/a/c.docx",
        "hilfe/a.HTML",
        "hilfe/b.md",
        "hilfe/d.csv, row 2",
    ]


def test_a_broken_file_takes_no_other_with_it(centre):
    centre.put("a.docx", b"kaputt")
    centre.put("b.html", page())
    problem, article = centre.read()
    assert isinstance(problem, Problem)
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("versand.html", "hilfe/versand"),
        ("Größe & Maße.html", "hilfe/groesse-masse"),
        ("de/Häufige_Fragen.2026.html", "hilfe/de/haeufige-fragen-2026"),
        ("crème brûlée.html", "hilfe/creme-brulee"),
        ("Вопрос.html", "hilfe/вопрос"),
        ("a/../b.html", "hilfe/b"),
    ],
)
def test_the_id_of_a_file_is_its_path_in_words(read, name, identifier):
    assert read(name, page()).article_id == identifier


def test_files_with_one_name_in_words_are_told_apart_in_every_run(centre):
    centre.put("versand.html", page())
    centre.put("Versand!.html", page())
    centre.put("preis.html", page())
    first = [item.article_id for item in centre.read()]
    assert len(set(first)) == 3
    assert "hilfe/preis" in first
    assert all(identifier.startswith("hilfe/") for identifier in first)
    assert first == [item.article_id for item in centre.read()]


def test_a_very_long_path_has_a_shorter_id(read):
    item = read("a" * 100 + "/" + "b" * 100 + ".html", page())
    assert isinstance(item, Article)
    assert len(item.article_id) < 140


@pytest.mark.parametrize(
    ("name", "content", "lang", "language"),
    [
        pytest.param("en/a.html", page(GERMAN, lang="fr"), "it", "fr", id="declared"),
        pytest.param("en/a.html", page(GERMAN), "it", "de", id="detected"),
        pytest.param("it/a.html", page(ENGLISH, title="Return"), "de", "en", id="the folder of the IT department"),
        pytest.param("en/a.html", page("OK 17", title="E07"), "it", "en", id="folder"),
        pytest.param("de-AT/x/a.html", page("OK 17", title="E07"), "it", "de", id="folder above"),
        pytest.param("x/a.html", page("OK 17", title="E07"), "it", "it", id="source"),
    ],
)
def test_the_language_is_the_files_its_texts_its_folders_or_the_sources(read, name, content, lang, language):
    assert read(name, content, language=lang).language == language


@pytest.mark.parametrize(
    ("text", "lang", "language"),
    [
        pytest.param("OK 17", "it", "it", id="the source's"),
        pytest.param(GERMAN, "it", "de", id="the text's"),
        pytest.param("OK 17", None, None, id="nobody's"),
        pytest.param(GERMAN, None, None, id="a head without it is a mistake where the source names none"),
    ],
)
def test_a_markdown_file_without_language_has_that_of_a_source_that_names_one(read, text, lang, language):
    item = read("a.md", f"---\nid: a\ntitle: E07\nlang:\n---\n{text}\n", language=lang)
    assert (item.language if isinstance(item, Article) else None) == language
    if language is None:
        assert item.detail.startswith("front matter: lang: is missing; write a line such as `lang: de`")


def test_the_head_of_a_markdown_file_counts_for_more_than_the_sources_language(read):
    assert read("a.md", f"---\nid: a\ntitle: A\nlang: fr\n---\n{GERMAN}\n", language="it").language == "fr"


def test_a_file_whose_language_nothing_tells_is_named(read):
    item = read("a.html", page("OK 17", title="E07"))
    assert isinstance(item, Problem)
    assert "its language cannot be told" in item.detail


def test_files_of_other_kinds_are_told_in_one_line(centre, caplog):
    centre.put("a.html", page())
    for name in ("b.pptx", "c.pptx", "d.txt", "bild.png", "stil.css", "~$offen.docx", "ohne"):
        centre.put(name, "x")
    with caplog.at_level(logging.WARNING):
        centre.only()
    (record,) = caplog.records
    assert record.getMessage().endswith(
        "hilfe: 4 left out, of kinds that are not read (2 .pptx, 1 .txt, 1 without suffix)"
    )


def test_a_folder_without_files_that_can_be_read_is_an_error(centre):
    centre.put("a.txt", "x")
    with pytest.raises(PermanentSourceError, match="contains no files that can be read"):
        centre.read()


def test_a_file_that_is_too_long_is_named(read, monkeypatch):
    monkeypatch.setattr(folder, "MAX_BYTES", 1_000)
    item = read("a.html", page(GERMAN * 20))
    assert isinstance(item, Problem)
    assert item.detail == "is longer than 1,000 bytes"


class _NoWorker:
    """Stands where files must not be read again."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def read(self, _, *, suffix):
        raise AssertionError(f"a {suffix} file was read again")


def test_an_unchanged_file_is_not_read_again(centre, monkeypatch):
    centre.put("a.html", page())
    centre.put("faq.csv", f"Frage;Antwort;gültig bis\nWie?;{GERMAN};2026-12-31\nLeer?;;\n")
    before = centre.read()
    monkeypatch.setattr(folder, "Worker", _NoWorker)
    assert centre.read() == before
    centre.put("a.html", page(title="Neu"))
    with pytest.raises(AssertionError, match=r"a \.html file was read again"):
        centre.read()


@pytest.mark.parametrize("kept", [b"kaputt" * 100, b""], ids=["damaged", "empty"])
def test_what_is_remembered_may_be_lost(centre, kept):
    centre.put("a.html", page())
    before = centre.read()
    (centre.state / "extracted.sqlite").write_bytes(kept)
    assert centre.read() == before
    assert centre.read() == before


def test_where_nothing_can_be_remembered_files_are_read_all_the_same(centre, caplog):
    centre.put("a.html", page())
    centre.state.write_text("a file where the folder should be")
    assert isinstance(centre.only(), Article)
    assert "cannot be kept" in caplog.text


def test_a_run_that_is_killed_keeps_most_of_what_it_read(centre):
    for number in range(120):
        centre.put(f"{number:03}.csv", f"Frage;Antwort\nWie {number}?;{GERMAN}\n")
    reading = folder.FolderSource(centre.folder, state=centre.state).read()
    for _ in range(110):
        next(reading)
    with sqlite3.connect(f"file:{centre.state / 'extracted.sqlite'}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM extracted").fetchone() == (100,)
    database.close()
    reading.close()


def test_files_that_are_gone_are_forgotten(centre):
    file = centre.put("a.html", page())
    centre.put("b.html", page(title="B"))
    centre.read()
    file.unlink()
    centre.read()
    with sqlite3.connect(centre.state / "extracted.sqlite") as database:
        assert database.execute("SELECT count(*) FROM extracted").fetchone() == (1,)
    database.close()
