import os
from pathlib import Path

import pytest

from kb_ingest.errors import IngestError

BODY = "Der Versand kostet 5 Euro."


def article(head, body=BODY):
    return f"---\n{head}\n---\n{body}\n"


LAUGHS = "a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20))
LONG_HEAD = f"id: a\nlang: de\nowner: {'x' * 4000}\n"
GOOD_HEAD = "id: a\ntitle: Titel\nlang: de"


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        pytest.param("", "invalid", "no front matter", id="empty file"),
        pytest.param(BODY, "invalid", "no front matter", id="no front matter"),
        pytest.param(f"---\n{GOOD_HEAD}\n{BODY}", "invalid", "not closed", id="front matter not closed"),
        pytest.param(article("- id\n- title"), "invalid", "no lines such as", id="front matter is a list"),
        pytest.param(article("nur Text"), "invalid", "no lines such as", id="front matter is a text"),
        pytest.param(article(""), "invalid", "no lines such as", id="front matter is empty"),
        pytest.param(article("id: [a\ntitle: b"), "invalid", "not valid YAML in line", id="broken YAML"),
        pytest.param(article("a: *b"), "invalid", "not valid YAML", id="unknown YAML alias"),
        pytest.param(article("a: " + "[" * 3000), "invalid", "not valid YAML", id="nested YAML"),
        pytest.param(article("a: " + "[" * 5000), "invalid", "not valid YAML", id="deeply nested YAML"),
        pytest.param(article("a: " + "[" * 400_000), "invalid", "not valid YAML", id="very deeply nested YAML"),
        pytest.param(article("a:\n  " + "- " * 1900), "invalid", "not valid YAML", id="nested list"),
        pytest.param(article("? [a]\n: b"), "invalid", "not valid YAML in line", id="a key that is a list"),
        pytest.param(article("a: &a [*a]"), "invalid", "not valid YAML", id="YAML that contains itself"),
        pytest.param(article(LAUGHS), "invalid", "id: is missing; write", id="YAML that unfolds to billions of words"),
        pytest.param(
            article("title: a\x07b\nid: x\nlang: de"), "invalid", "not valid YAML", id="control character in YAML"
        ),
        pytest.param('{\n"id": 1\n}\nText', "invalid", "no front matter", id="JSON"),
        pytest.param(article("title: Titel\nlang: de"), "invalid", "id: is missing; write a line such as", id="no id"),
        pytest.param(
            article("id: a\ntitle: Titel"), "invalid", "lang: is missing; write a line such as `lang: de`", id="no lang"
        ),
        pytest.param(article("id: a\nlang: de"), "invalid", "title: is missing; write a line such as", id="no title"),
        pytest.param(article('id: a\nlang: de\ntitle: "\\u200b"'), "invalid", "title", id="invisible title"),
        pytest.param(
            article("id: a\nlang: de\ntitle: [a, b]"), "invalid", "title: must be a single text", id="title is a list"
        ),
        pytest.param(article('id: a\nlang: de\ntitle: "\\ud800"'), "invalid", "not valid YAML", id="half a character"),
        pytest.param(
            article(LONG_HEAD + 'title: "\\ud800"'), "invalid", "half of a character", id="half in a long head"
        ),
        pytest.param(
            article(LONG_HEAD + 'title: T\ntags: ["\\ud800"]'), "invalid", "tags: contains half", id="half in a tag"
        ),
        pytest.param(
            article(LONG_HEAD + 'title: T\nid: "a\\ud800"'), "invalid", "id: contains half", id="half in the id"
        ),
        pytest.param(
            article("id: a b\ntitle: Titel\nlang: de"), "invalid", "id: must not contain spaces", id="id with space"
        ),
        pytest.param(
            article(f"id: {'x' * 201}\ntitle: T\nlang: de"),
            "invalid",
            "id: is longer than 200 characters",
            id="long id",
        ),
        pytest.param(article("id: a\ntitle: Titel\nlang: Deutsch"), "invalid", "two letters", id="lang in words"),
        pytest.param(
            article(GOOD_HEAD + "\nurl: javascript:alert(1)"), "invalid", "url: must begin", id="script as url"
        ),
        pytest.param(article(GOOD_HEAD + '\nurl: "http://[::1"'), "invalid", "url", id="broken url"),
        pytest.param(
            article(GOOD_HEAD + "\nvalid_until: morgen"),
            "invalid",
            "valid_until: must be a date such as 2026-12-31",
            id="date in words",
        ),
        pytest.param(article(GOOD_HEAD, ""), "invalid", "no text", id="no body"),
        pytest.param(article(GOOD_HEAD, "<!-- nur ein Kommentar -->"), "invalid", "no text", id="only a comment"),
        pytest.param(article(GOOD_HEAD, "# Titel"), "invalid", "no text", id="only the title"),
        pytest.param(article(GOOD_HEAD, "\u200b\u00ad"), "invalid", "no text", id="only invisible characters"),
        pytest.param(b"\xff\xfe\x00\x01", "unreadable", "not UTF-8", id="binary"),
        pytest.param(article(GOOD_HEAD, "Gr\xf6\xdfe").encode("latin-1"), "unreadable", "not UTF-8", id="latin-1"),
        pytest.param(article(GOOD_HEAD, "a\0b"), "unreadable", "NUL", id="NUL"),
        pytest.param(article(GOOD_HEAD, "x" * 1_000_001), "unreadable", "longer than 1,000,000 bytes", id="1 MB"),
    ],
)
def test_an_article_that_cannot_be_taken_is_named_with_its_reason(problem_of, content, kind, words):
    problem = problem_of("schlecht.md", content)
    assert problem.kind == kind
    assert words in problem.detail


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(article(GOOD_HEAD).replace("\n", "\r\n"), BODY, id="CRLF"),
        pytest.param(article(GOOD_HEAD).replace("\n", "\r"), BODY, id="CR"),
        pytest.param("\ufeff" + article(GOOD_HEAD), BODY, id="byte order mark"),
        pytest.param("\n\n" + article(GOOD_HEAD), BODY, id="blank lines first"),
        pytest.param(article(GOOD_HEAD, "a\x1b[31mb\x08\u00adc"), "a[31mbc", id="control characters"),
        pytest.param(article(GOOD_HEAD, "مرحبا بكم في المتجر"), "مرحبا بكم في المتجر", id="right to left"),
        pytest.param(article(GOOD_HEAD, "Kaffee ☕👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿"), "Kaffee ☕👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿", id="emoji"),
        pytest.param(article(GOOD_HEAD, "Gro\u0308\u00dfe"), "Größe", id="decomposed"),
        pytest.param(article(GOOD_HEAD, "a <!-- geheim --> b"), "a  b", id="comment"),
        pytest.param(article(GOOD_HEAD, "![b](data:image/png;base64,AAAA/+9=)"), "![b](data:,)", id="pasted image"),
        pytest.param(article(GOOD_HEAD + "\nowner: Anna\nowner: Ben"), BODY, id="keys of the editor's own"),
        pytest.param(article(GOOD_HEAD, 'a"\u2028\u0085b\t\\n'), 'a"\u2028\u0085b\t\\n', id="line separators"),
        pytest.param(article(GOOD_HEAD, "Text\n\n---\n\nid: b"), "Text\n\n---\n\nid: b", id="dashes in the body"),
    ],
)
def test_text_arrives_as_its_reader_sees_it(desk, content, expected):
    desk.put("a.md", content)
    assert not desk.ingest().problems
    assert desk.live == {"a": expected}


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        pytest.param("id: 007\ntitle: T\nlang: de", "article_id", "007", id="id keeps zeros"),
        pytest.param("id: 2026-01-01\ntitle: T\nlang: de", "article_id", "2026-01-01", id="id like a date"),
        pytest.param("id: a\ntitle: 1.10\nlang: de", "title", "1.10", id="title like a number"),
        pytest.param("id: a\ntitle: yes\nlang: de", "title", "yes", id="title like a truth value"),
        pytest.param('id: a\ntitle: "a\\nb\\u200bc"\nlang: de', "title", "a bc", id="title of two lines"),
        pytest.param("id: a\ntitle: T\nlang: no", "language", "no", id="Norwegian"),
        pytest.param("id: a\ntitle: T\nlang: de-AT", "language", "de", id="Austrian German"),
        pytest.param("id: a\ntitle: T\nlang: DE_ch", "language", "de", id="Swiss German"),
        pytest.param("id: a\ntitle: T\nlang: de\nurl:", "url", None, id="empty url"),
        pytest.param("id: a\ntitle: T\nlang: de\nurl: ~", "url", None, id="null url"),
        pytest.param(
            "id: a\ntitle: T\nlang: de\nvalid_until: 2999-01-31 12:00:00", "article_id", "a", id="date with time"
        ),
        pytest.param("id: a\ntitle: T\nlang: de\ntags: a, b,", "article_id", "a", id="tags in one line"),
    ],
)
def test_front_matter_is_read_as_it_is_written(desk, head, field, expected):
    desk.put("a.md", article(head))
    report = desk.ingest()
    assert not report.problems
    (entry,) = desk.directory.manifest(report.snapshot_id).articles
    assert getattr(entry, field) == expected


def test_the_first_heading_is_the_title_of_an_article_without_one(desk):
    desk.put("a.md", article("id: a\nlang: de", f"# Versand\n\n{BODY}"))
    report = desk.ingest()
    assert desk.directory.manifest(report.snapshot_id).articles[0].title == "Versand"
    assert desk.live == {"a": BODY}


def test_two_articles_with_one_id_are_both_refused(desk):
    desk.write("a", file="eins.md")
    desk.write("a", file="zwei.md")
    desk.write("b")
    report = desk.ingest()
    assert set(desk.live) == {"b"}
    assert [(problem.kind, problem.origin) for problem in report.problems] == [
        ("duplicate", "artikel/eins.md"),
        ("duplicate", "artikel/zwei.md"),
    ]
    assert "also the id of artikel/zwei.md" in report.problems[0].detail


def test_one_id_in_two_sources_is_told_apart_by_the_source(desk):
    desk.write("a", file="de/a.md")
    desk.write("b", file="de/b.md")
    desk.write("a", file="en/a.md")
    report = desk.ingest(desk.folder / "de", desk.folder / "en")
    assert set(desk.live) == {"b"}
    assert [problem.origin for problem in report.problems] == ["de/a.md", "en/a.md"]


def test_a_source_named_twice_is_read_once(desk):
    desk.write("a")
    assert not desk.ingest(desk.folder, desk.folder).problems


def test_a_single_file_is_a_source(desk):
    desk.write("b")
    desk.ingest(desk.write("a"))
    assert set(desk.live) == {"a"}


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        pytest.param(lambda _: None, "contains no files that can be read", id="empty folder"),
        pytest.param(lambda folder: (folder / "a.txt").write_text("a"), "contains no files", id="other files"),
        pytest.param(lambda folder: folder.rmdir(), "cannot be read: No such file", id="no folder"),
        pytest.param(
            lambda folder: (folder / "a.md").touch(), "No article could be taken", id="nothing that can be taken"
        ),
    ],
)
def test_a_source_without_articles_stops_the_run(desk, prepare, words):
    prepare(desk.folder)
    with pytest.raises(IngestError, match=words):
        desk.ingest()
    assert desk.directory.current_id() is None


def test_hidden_files_and_folders_are_left_alone(desk):
    desk.write("a")
    desk.write("b", file=".git/b.md")
    desk.write("c", file=".c.md")
    desk.ingest()
    assert set(desk.live) == {"a"}


def test_links_within_the_folder_are_followed_and_loops_end(desk):
    desk.write("a", file="de/a.md")
    desk.write("b", file=".abgelegt/b.md")
    desk.write("c", file=".abgelegt/tief/c.md")
    (desk.folder / "de" / "loop").symlink_to(desk.folder)
    (desk.folder / "b.md").symlink_to(desk.folder / ".abgelegt" / "b.md")
    (desk.folder / "linked").symlink_to(desk.folder / ".abgelegt" / "tief")
    report = desk.ingest()
    assert not report.problems
    assert set(desk.live) == {"a", "b", "c"}


def test_a_folder_that_is_itself_a_link_is_read(desk, tmp_path):
    desk.write("a")
    (tmp_path / "verweis").symlink_to(desk.folder)
    assert not desk.ingest(tmp_path / "verweis").problems
    assert set(desk.live) == {"a"}


@pytest.mark.parametrize("is_folder", [True, False], ids=["folder", "file"])
def test_a_link_that_leads_out_of_the_folder_is_reported_and_not_read(desk, tmp_path, is_folder):
    desk.write("a")
    (tmp_path / "artikel-geheim").mkdir()
    secret = tmp_path / "artikel-geheim" / "b.md"
    secret.write_text(article("id: b\ntitle: T\nlang: de"))
    name = "linked" if is_folder else "b.md"
    (desk.folder / name).symlink_to(secret.parent if is_folder else secret)
    (desk.folder / "logo.png").symlink_to(secret)
    (problem,) = desk.ingest().problems
    assert (problem.kind, problem.origin) == ("unreadable", f"artikel/{name}")
    assert problem.detail == "is a link that leads out of the folder, so it was not followed"
    assert set(desk.live) == {"a"}


@pytest.mark.parametrize(
    ("target", "words"),
    [pytest.param("kaputt.md", "Too many levels", id="loop"), pytest.param("fehlt.md", "No such file", id="broken")],
)
def test_a_link_that_leads_nowhere_is_reported(desk, target, words):
    desk.write("a")
    (desk.folder / "kaputt.md").symlink_to(desk.folder / target)
    (problem,) = desk.ingest().problems
    assert words in problem.detail


def test_a_pipe_is_no_article(desk):
    desk.write("a")
    os.mkfifo(desk.folder / "pipe.md")
    (problem,) = desk.ingest().problems
    assert problem.detail == "cannot be read: it is not a file"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(b"Gr\xf6\xdfe.md", r"artikel/Gr\xf6\xdfe.md", id="latin-1"),
        pytest.param(b"a\n\x1b[2Jb.md", r"artikel/a\n\x1b[2Jb.md", id="control characters"),
        pytest.param("Größe [1].md".encode(), "artikel/Größe [1].md", id="umlauts"),
    ],
)
def test_file_names_of_any_kind_are_taken_and_shown_in_one_line(desk, name, shown):
    path = os.path.join(os.fsencode(desk.folder), name)  # noqa: PTH118  bytes
    with open(path, "w") as file:  # noqa: PTH123
        file.write(article(GOOD_HEAD))
    report = desk.ingest()
    (entry,) = desk.directory.manifest(report.snapshot_id).articles
    assert entry.origin == shown


def test_a_file_without_permission_is_reported(desk, monkeypatch):
    desk.write("a")
    locked = desk.write("b")
    _refuse(monkeypatch, locked)
    (problem,) = desk.ingest().problems
    assert (problem.origin, problem.detail) == ("artikel/b.md", "cannot be read: Permission denied")


def test_a_folder_without_permission_stops_the_run(published, monkeypatch):
    before = published.live
    desk_folder = published.folder / "intern"
    published.write("c", file="intern/c.md")
    scandir = os.scandir

    def refuse(path):
        if str(path) == str(desk_folder):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(IngestError, match=r"intern cannot be read: Permission denied"):
        published.ingest()
    monkeypatch.undo()
    assert published.live == before


def _refuse(monkeypatch, path):
    original = Path.open

    def refuse(file, *arguments, **options):
        if file == path:
            raise PermissionError(13, "Permission denied")
        return original(file, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
