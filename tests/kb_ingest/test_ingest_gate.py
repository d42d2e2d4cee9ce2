"""The regression gate from the outside: the real reply line over an embedder that needs no model."""

import json
from datetime import UTC, datetime

import pytest
import typer
from typer.testing import CliRunner

from assistant.domain import Author, Redacted
from assistant.knowledge import embedder as embedder_module
from assistant.storage import conversations as store
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.records import MessageRecord, NewConversation
from kb_ingest import composition
from kb_ingest.cli import ingest, snapshots

GOLDEN = """
questions:
  - frage: Was kostet der Versand?
    artikel: versand
    muss_enthalten: "5 Euro"
"""
app = typer.Typer(pretty_exceptions_enable=False)
app.command("ingest")(ingest)
app.add_typer(snapshots, name="snapshots")


class Redactor:
    def redact(self, text, *, language, vault):  # noqa: ARG002
        return Redacted(text)


@pytest.fixture
def data_dir(desk):
    folder = desk.directory.root.parent
    folder.mkdir()
    return folder


@pytest.fixture
def loaded():
    """What was loaded, in order."""
    return []


@pytest.fixture
def run(desk, data_dir, loaded, monkeypatch):
    def load(what, result):
        return lambda *_, **__: loaded.append(what) or result

    monkeypatch.setenv("AUSKUNFT_DECIDING__ANSWER_FROM", "0")  # the embedder of these tests is no good judge
    monkeypatch.setattr(embedder_module, "load_embedder", load("embedder", desk.embedder))
    monkeypatch.setattr(embedder_module, "embedder_name", lambda *_, **__: desk.embedder.name)
    monkeypatch.setattr(composition, "build_embedder", load("embedder", desk.embedder))
    monkeypatch.setattr(composition, "build_redaction", load("redactor", Redactor()))

    def invoke(*arguments):
        result = CliRunner().invoke(app, [*map(str, arguments), "--data-dir", str(data_dir)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def live(desk, data_dir, run):
    """A published help centre and its golden questions; returns the snapshot's id."""
    desk.write("versand", "Der Versand kostet 5 Euro.", title="Versand")
    desk.write("konto", "Das Konto hat ein Passwort.", title="Konto")
    (data_dir / "golden.yaml").write_text(GOLDEN)
    return json.loads(run("ingest", desk.folder, "--json").stdout)["snapshot_id"]


def test_a_golden_question_that_breaks_stops_publication(desk, live, run):
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    result = run("ingest", desk.folder)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "1 golden question is broken: “Was kostet der Versand?” does not contain “5 Euro”" in line
    assert "auskunft snapshots publish 2" in line
    assert "broken: Was kostet der Versand?" in result.stdout
    assert desk.directory.current_id() == live
    assert desk.live["versand"].strip() == "Der Versand kostet 5 Euro."


def test_it_can_be_published_all_the_same(desk, live, run):
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    report = json.loads(run("ingest", desk.folder, "--json").stdout)
    assert (report["published"], report["check"]["broken"]) == (False, ["Was kostet der Versand?"])
    assert run("snapshots", "publish", report["snapshot_id"]).exit_code == 0
    assert desk.directory.current_id() == report["snapshot_id"] != live


def test_what_stays_right_is_published_with_a_report(desk, live, run, data_dir):
    desk.write("versand", "Der Versand kostet 5 Euro, mit Express 9 Euro.", title="Versand")
    result = run("ingest", desk.folder, "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["published"]) == (0, True)
    assert (report["check"]["golden"], report["check"]["golden_changed"]) == (1, 1)
    assert report["check"]["report"] == str(data_dir / "knowledge" / "reports" / f"{report['snapshot_id']}.html")
    assert "mit Express 9 Euro" in (data_dir / "knowledge" / "reports" / f"{report['snapshot_id']}.html").read_text()
    assert desk.directory.current_id() != live


def test_a_removed_article_is_gone_whatever_golden_questions_want(desk, live, run):
    desk.write("versand").unlink()
    result = run("ingest", desk.folder)
    assert result.exit_code == 0
    assert "rests on an article that is gone" in result.stderr
    assert set(desk.live) == {"konto"}
    assert desk.directory.current_id() != live


def test_without_publication_the_check_is_shown(desk, live, run):
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    result = run("ingest", desk.folder, "--no-publish")
    assert result.exit_code == 0
    assert "1 broken" in result.stdout
    assert desk.directory.current_id() == live


def test_an_unchanged_run_asks_nothing_and_loads_nothing(desk, live, run, loaded):
    loaded.clear()
    assert run("ingest", desk.folder).exit_code == 0
    assert loaded == []
    assert desk.directory.current_id() == live


@pytest.mark.usefixtures("live")
def test_redaction_is_loaded_for_new_questions_only(desk, run, loaded, data_dir):
    assert "redactor" in loaded
    loaded.clear()
    desk.write("konto", "Das Konto hat zwei Passwörter.", title="Konto")
    run("ingest", desk.folder)
    assert loaded == ["embedder"]
    (data_dir / "golden.yaml").write_text(GOLDEN.replace("kostet der", "kostet denn der"))
    desk.write("konto", "Das Konto hat drei Passwörter.", title="Konto")
    run("ingest", desk.folder)
    assert loaded.count("redactor") == 1


def test_golden_questions_that_no_change_asks_are_told_with_the_command_that_does(desk, live, run, data_dir):
    (data_dir / "golden.yaml").write_text(GOLDEN + "    pflicht: ja\n" + GOLDEN[11:].replace("5 Euro", "6 Euro"))
    result = run("ingest", desk.folder)
    command = f"auskunft snapshots check {live} {live}"
    assert f"not asked, because no article has changed. To ask them: `{command}`." in result.stderr
    assert result.exit_code == 0
    asked = run(*command.split()[1:])
    assert "Golden questions: 2 asked, 0 broken, 0 mended, 1 still wrong" in asked.stdout
    other = run("ingest", desk.folder, "--golden", data_dir / "golden.yaml").stderr
    assert f"--golden {data_dir / 'golden.yaml'}`" in other


def test_a_required_question_holds_although_what_was_offered_before_is_gone(desk, data_dir, run):
    for name in ("konto", "garantie", "raten"):
        desk.write(name, f"Alles über {name}.", title=name)
    run("ingest", desk.folder)
    for name in ("konto", "garantie", "raten"):
        (desk.folder / f"{name}.md").unlink()
    desk.write("versand", "Der Versand kostet 16,50 Euro.", title="Versand")
    (data_dir / "golden.yaml").write_text(GOLDEN.replace("5 Euro", "9,90") + "    pflicht: ja\n")
    result = run("ingest", desk.folder)
    assert result.exit_code == 1
    assert "does not contain “9,90”" in result.stderr


def test_a_damaged_golden_file_is_told_before_any_work(desk, live, run, loaded, data_dir):
    loaded.clear()
    (data_dir / "golden.yaml").write_text("questions: [")
    desk.write("konto", "Neu.", title="Konto")
    result = run("ingest", desk.folder, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"].endswith("is not valid YAML. Texts with a colon belong in quotes.")
    assert (loaded, desk.directory.current_id()) == ([], live)


def test_another_golden_file_can_be_named(desk, live, run, tmp_path):
    (tmp_path / "andere.yaml").write_text(GOLDEN.replace("5 Euro", "7 Euro"))
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    result = run("ingest", desk.folder, "--golden", tmp_path / "andere.yaml", "--json")
    assert json.loads(result.stdout)["check"]["wrong"] == ["Was kostet der Versand?"]
    assert run("ingest", desk.folder, "--golden", tmp_path / "fehlt.yaml").exit_code == 1
    assert desk.directory.current_id() != live


@pytest.fixture
def asked(data_dir):
    """A customer has asked about shipping; the message is stored as it is redacted."""
    database = open_database(sqlite_url(data_dir))
    at = datetime(2026, 11, 1, tzinfo=UTC)
    with database.writing() as session:
        store.add_conversation(session, NewConversation("c1", "hash", "de", None, "KI"), at=at)
        question = MessageRecord(Author.CUSTOMER, "Ich bin <PERSON_1>, kostet der Versand etwas?", "de")
        reply = MessageRecord(Author.AI, "Ja.", "de", "answer", "supported", reply_id="r1", snapshot_id="s1")
        for message in (question, reply):
            store.add_message(session, "c1", message, at=at)
    database.close()
    return (data_dir / "auskunft.db").read_bytes()


def test_customers_questions_are_compared_and_their_database_is_only_read(desk, live, run, asked, data_dir):
    (data_dir / "golden.yaml").write_text("max_changed: 50 %")
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    result = run("ingest", desk.folder, "--json")
    report = json.loads(result.stdout)
    assert (report["check"]["customers"], report["check"]["customers_changed"], result.exit_code) == (1, 1, 1)
    assert "1 of 1 answers to customers' questions change; 50% may" in result.stderr
    assert "&lt;PERSON_1&gt;" in (data_dir / "knowledge" / "reports" / f"{report['snapshot_id']}.html").read_text()
    assert (data_dir / "auskunft.db").read_bytes() == asked
    assert desk.directory.current_id() == live


def test_a_database_that_cannot_be_read_leaves_the_golden_questions(desk, live, run, data_dir):
    (data_dir / "auskunft.db").write_bytes(b"x" * 4096)
    desk.write("konto", "Das Konto hat zwei Passwörter.", title="Konto")
    result = run("ingest", desk.folder, "--json")
    report = json.loads(result.stdout)
    assert (report["published"], report["check"]["golden"], report["check"]["customers"]) == (True, 1, 0)
    assert "Only golden questions were asked" in report["check"]["notes"][0]
    assert report["snapshot_id"] != live


def test_two_snapshots_can_be_compared_at_any_time(desk, live, run):
    desk.write("versand", "Der Versand kostet 6 Euro.", title="Versand")
    new = json.loads(run("ingest", desk.folder, "--no-publish", "--json").stdout)["snapshot_id"]
    result = run("snapshots", "check", live, new, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["broken"] == ["Was kostet der Versand?"]
    back = run("snapshots", "check", new, live)
    assert back.exit_code == 0
    assert "1 mended" in back.stdout
    assert desk.directory.current_id() == live


def test_a_snapshot_that_is_not_there_cannot_be_checked(live, run):
    result = run("snapshots", "check", live, "fehlt", "--json")
    assert result.exit_code == 1
    assert "fehlt" in json.loads(result.stdout)["error"]


def test_a_report_that_cannot_be_written_leaves_what_is_live(desk, live, run, data_dir):
    reports = data_dir / "knowledge" / "reports"
    for file in reports.iterdir():
        file.unlink()
    reports.rmdir()
    reports.write_text("a file")
    desk.write("konto", "Das Konto hat zwei Passwörter.", title="Konto")
    result = run("ingest", desk.folder, "--json")
    assert result.exit_code == 1
    assert "cannot be written" in json.loads(result.stdout)["error"]
    assert desk.directory.current_id() == live
    assert run("snapshots", "check", live, live).exit_code == 1
