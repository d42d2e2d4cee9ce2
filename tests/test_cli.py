"""The command line, from the outside: what it prints where, and its exit codes."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache

import pytest
import uvicorn
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from assistant import cli, services
from assistant.chat.conversations import Conversations
from assistant.chat.language import build_language_detector
from assistant.cli_tickets import tickets
from assistant.desk.access import DeskKey
from assistant.domain import Contact, Entity, HandOffReason, Redacted
from assistant.exceptions import LanguageModelError, RedactionUnavailableError
from assistant.handoff.tickets import TicketDesk
from assistant.kit.clocks import utc_now
from assistant.storage.database import open_database, sqlite_url
from assistant.storage.keys import open_cipher

REPLY = {
    "reply_id",
    "decision",
    "reason",
    "language",
    "text",
    "sources",
    "choices",
    "notice",
    "ai_generated",
    "snapshot_id",
    "prompt_versions",
    "model",
    "timings_ms",
}


class Redactor:
    """Knows one name."""

    def redact(self, text, *, language, vault):  # noqa: ARG002
        if "kaputt" in text:
            raise RedactionUnavailableError("Personal data cannot be recognised at the moment.")
        if "Anna" not in text:
            return Redacted(text)
        start = text.index("Anna")
        entity = Entity("PERSON", start, start + 4, 0.9)
        return Redacted(text.replace("Anna", vault.placeholder_for("PERSON", "Anna")), (entity,))


class Model:
    """A language model that remembers what it was told, and fails."""

    def __init__(self):
        self.told = []

    def warm_up(self):
        self.told.append("warm_up")

    def complete(self, messages, *, max_tokens):  # noqa: ARG002
        self.told.append("complete")
        raise LanguageModelError("The model is down.")

    def close(self):
        self.told.append("close")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("AUSKUNFT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def run(tmp_path):
    def run(*arguments, stdin=b"", data_dir=None):
        command = [*map(str, arguments), "--data-dir", str(data_dir or tmp_path / "data")]
        return CliRunner().invoke(cli.app, command, input=stdin)

    return run


@pytest.fixture
def published(tmp_path, monkeypatch, knowledge, embedder):
    """A data directory with the small help centre, and adapters without models."""
    data_dir = tmp_path / "published"
    data_dir.mkdir()
    (data_dir / "knowledge").symlink_to(knowledge.root)
    monkeypatch.setattr(services, "build_embedder", lambda _: embedder)
    monkeypatch.setattr(services, "build_redaction", lambda _, **__: Redactor())
    monkeypatch.setattr(services, "build_language_detector", language_detector)
    return data_dir


@cache
def language_detector():
    """Loaded once: it takes a second."""
    return build_language_detector()


def is_one_line(text):
    return text.strip() and "\n" not in text.strip()


class TestAsk:
    """`auskunft ask`."""

    def test_before_any_publication_it_says_what_to_do(self, run):
        result = run("ask", "Hallo")
        assert (result.exit_code, result.stdout) == (1, "")
        assert is_one_line(result.stderr)
        assert "auskunft ingest" in result.stderr

    def test_with_json_even_a_failure_is_one_object(self, run):
        result = run("ask", "Hallo", "--json")
        assert result.exit_code == 1
        assert list(json.loads(result.stdout)) == ["error"]

    @pytest.mark.parametrize(
        "arguments", [("Hallo", "--lang", "xx"), ("Hallo", "--lang", "DE"), (), ("Hallo", "--loud")]
    )
    def test_wrong_usage_is_exit_code_2(self, run, arguments):
        assert run("ask", *arguments).exit_code == 2

    def test_with_json_a_reply_has_the_fields_of_the_contract(self, run, published):
        result = run("ask", "Wie setze ich mein Passwort zurück?", "--json", data_dir=published)
        assert result.exit_code == 0
        assert is_one_line(result.stdout)
        reply = json.loads(result.stdout)
        assert set(reply) == REPLY
        assert set(reply["timings_ms"]) == {"redact", "retrieve", "decide", "answer", "verify", "total"}
        assert reply["language"] == "de"
        assert "KI" in reply["notice"]

    def test_loading_a_language_model_costs_nothing_of_its_deadline(self, run, published, monkeypatch):
        model = Model()
        monkeypatch.setattr(services, "build_language_model", lambda _: model)
        monkeypatch.setenv("AUSKUNFT_DECIDING__ANSWER_FROM", "0")
        assert run("ask", "Wie setze ich mein Passwort zurück?", data_dir=published).exit_code == 0
        assert model.told == ["warm_up", "complete", "close"]

    def test_without_json_a_person_reads_text_sources_and_notice(self, run, published):
        result = run("ask", "Hallo", data_dir=published)
        assert result.exit_code == 0
        assert "Guten Tag!" in result.stdout
        assert "[chat: greeting]" in result.stdout
        assert "kein Mensch" in result.stdout

    def test_an_explanation_stands_beside_the_reply(self, run, published):
        reply = json.loads(run("ask", "Passwort vergessen?", "--json", "--explain", data_dir=published).stdout)
        assert set(reply) == REPLY | {"explain"}
        assert reply["explain"]["passages"]

    def test_an_explanation_can_be_read_too(self, run, published):
        shown = run("ask", "Anna hat ihr Passwort vergessen", "--explain", data_dir=published).stdout
        assert "Redacted     <PERSON_1> hat ihr Passwort vergessen" in shown
        assert "Searched for hat ihr Passwort vergessen" in shown
        assert "Language     de" in shown
        for word in ("Decision", "Probability", "answers from 0.55", "meaning", "words", "together", "de-passwort#0"):
            assert word in shown
        assert "Verification: Nothing was objected to." in shown
        assert "Milliseconds: redact" in shown

    def test_a_question_may_go_on_from_another(self, run, published):
        before = ("--after", "Was kostet der Versand nach Deutschland?")
        asked = run("ask", "Und in die Schweiz?", *before, "--json", "--explain", data_dir=published)
        explained = json.loads(asked.stdout)["explain"]
        assert explained["redacted"] == "Und in die Schweiz?"
        assert explained["searched_for"] == "Was kostet der Versand in die Schweiz?"

    def test_the_conversation_keeps_its_language(self, run, published):
        before = ("--after", "Quanto costa la spedizione in Svizzera?")
        asked = run("ask", "Francia?", *before, "--json", data_dir=published)
        assert json.loads(asked.stdout)["language"] == "it"

    def test_what_was_asked_before_is_redacted_as_well(self, run, published):
        before = ("--after", "Was kostet der Versand für Anna?")
        asked = run("ask", "Und in die Schweiz?", *before, "--json", "--explain", data_dir=published)
        assert "Anna" not in asked.stdout

    def test_small_talk_is_explained_without_passages(self, run, published):
        shown = run("ask", "Hallo", "--explain", data_dir=published).stdout
        assert "Decision     Small talk: It is a greeting." in shown
        assert "Probability  Nothing was searched." in shown

    def test_an_explanation_of_what_could_not_be_redacted_shows_nothing_of_it(self, run, published):
        shown = run("ask", "kaputt", "--explain", data_dir=published).stdout
        assert "The question could not be redacted; nothing of it was processed." in shown
        assert "kaputt" not in shown

    @pytest.mark.parametrize("question", ["", "  ", "\n"])
    def test_an_empty_question_is_declined(self, run, published, question):
        result = run("ask", question, "--json", data_dir=published)
        assert result.exit_code == 0
        assert (json.loads(result.stdout)["decision"], json.loads(result.stdout)["reason"]) == ("decline", "empty")

    @pytest.mark.parametrize(
        ("question", "reason"),
        [
            pytest.param("a" * 1_000_000, "1000000 characters", id="a megabyte"),
            pytest.param("a" * 4001, "4000 are allowed", id="a character too many"),
            pytest.param("Hallo\x1b[2J", "control characters", id="control characters"),
            pytest.param("Hallo \udcff", "control characters", id="bytes that are no text"),
        ],
    )
    def test_what_the_chat_refuses_is_refused_at_once(self, run, question, reason):
        result = run("ask", question)
        assert result.exit_code == 1
        assert is_one_line(result.stderr)
        assert reason in result.stderr

    def test_the_language_can_be_given(self, run, published):
        assert json.loads(run("ask", "?", "--lang", "fr", "--json", data_dir=published).stdout)["language"] == "fr"

    def test_the_language_of_the_settings_counts_otherwise(self, run, published, monkeypatch):
        monkeypatch.setenv("AUSKUNFT_LANGUAGE", "it")
        assert json.loads(run("ask", "?", "--json", data_dir=published).stdout)["language"] == "it"

    def test_without_redaction_a_person_is_offered(self, run, published):
        reply = json.loads(run("ask", "kaputt", "--json", data_dir=published).stdout)
        assert (reply["decision"], reply["reason"]) == ("hand_off", "redaction_unavailable")

    def test_a_data_directory_that_is_a_file_is_told(self, run, tmp_path):
        (tmp_path / "file").touch()
        result = run("ask", "Hallo", data_dir=tmp_path / "file")
        assert result.exit_code == 1
        assert "file" in result.stderr
        assert "Traceback" not in result.stderr


class TestRedact:
    """`auskunft redact`."""

    @pytest.fixture(autouse=True)
    def redactor(self, monkeypatch):
        monkeypatch.setattr(services, "build_redaction", lambda _, **__: Redactor())

    def test_it_reads_standard_input_and_prints_the_redacted_text_as_it_is(self, run):
        result = run("redact", stdin="Ich heiße Anna.\r\nGrüße\n".encode())
        assert result.exit_code == 0
        assert result.stdout_bytes.decode() == "Ich heiße <PERSON_1>.\r\nGrüße\n"

    def test_with_json_it_prints_text_and_entities(self, run):
        result = run("redact", "--json", stdin="Ich heiße Anna.".encode())
        assert is_one_line(result.stdout)
        assert json.loads(result.stdout) == {
            "text": "Ich heiße <PERSON_1>.",
            "entities": [{"type": "PERSON", "start": 10, "end": 14, "score": 0.9}],
        }

    def test_nothing_is_redacted_to_nothing(self, run):
        assert json.loads(run("redact", "--json").stdout) == {"text": "", "entities": []}

    @pytest.mark.parametrize("stdin", [b"\xff\xfe\x00\x01", bytes(range(256)), b"\x7fELF\x02\x80"])
    def test_what_is_no_text_is_not_done(self, run, stdin):
        result = run("redact", "--json", stdin=stdin)
        assert result.exit_code == 1
        assert "UTF-8" in json.loads(result.stdout)["error"]
        assert is_one_line(result.stderr)

    def test_without_an_analysis_there_is_no_text(self, run):
        result = run("redact", stdin=b"kaputt")
        assert (result.exit_code, result.stdout) == (1, "")
        assert is_one_line(result.stderr)

    def test_an_unknown_language_is_wrong_usage(self, run):
        assert run("redact", "--lang", "xx").exit_code == 2


class TestServe:
    """`auskunft serve`, as far as it gets without serving."""

    @pytest.fixture(autouse=True)
    def logging_stays_as_it_is(self, monkeypatch):
        """It belongs to the whole process, other tests included."""
        monkeypatch.setattr("assistant.kit.logging.configure_logging", lambda _: None)

    def test_a_port_that_is_taken_is_named(self, run):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            result = run("serve", "--port", port)
        assert result.exit_code == 1
        assert is_one_line(result.stderr)
        assert str(port) in result.stderr

    @pytest.mark.parametrize("port", ["0", "65536", "web"])
    def test_a_port_that_cannot_be_is_wrong_usage(self, run, port):
        assert run("serve", "--port", port).exit_code == 2

    def test_editors_are_told_where_they_can_look_without_their_key_in_a_log(self, run, monkeypatch, tmp_path):
        monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
        result = run("serve", "--port", free_port())
        assert result.exit_code == 0
        file = tmp_path / "data" / "desk.key"
        assert f"/desk/explain (the key is in {file})" in result.stderr
        assert file.read_text() not in result.stderr

    def test_no_web_socket_is_spoken_for_its_attempts_would_be_logged(self, run, monkeypatch):
        configs = []
        monkeypatch.setattr("uvicorn.run", lambda app, **options: configs.append(uvicorn.Config(app, **options)))
        assert run("serve", "--port", free_port()).exit_code == 0
        configs[0].load()
        assert configs[0].ws_protocol_class is None

    def test_on_a_terminal_the_link_holds_the_key(self, tmp_path):
        key = DeskKey.of(tmp_path)
        hint = cli._key_hint(key, is_terminal=True)
        assert hint == f"#key={key.file.read_text()}"

    def test_a_notice_that_leaves_doubt_about_the_machine_never_starts_a_server(self, run, monkeypatch):
        monkeypatch.setenv("AUSKUNFT_COMPANY__ASSISTANT_NAME", "Assistent")
        result = run("serve", "--port", free_port())
        assert result.exit_code == 1
        assert is_one_line(result.stderr)
        assert "company.assistant_name" in result.stderr


def test_an_error_nobody_foresaw_is_one_line_without_its_message():
    program = """
from assistant import cli
@cli.app.command()
def explode():
    raise ValueError("Anna Schmidt")
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", program, "explode"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ValueError")
    assert is_one_line(done.stderr)
    assert "Anna" not in done.stderr


class TestTickets:
    """`auskunft tickets`."""

    @pytest.fixture
    def run(self, tmp_path):
        def run(*arguments):
            return CliRunner().invoke(tickets, [*arguments, "--data-dir", str(tmp_path / "data")])

        return run

    @pytest.fixture
    def number(self, tmp_path):
        """A ticket in which somebody gave her name."""
        with closing(open_database(sqlite_url(tmp_path / "data"))) as database:
            cipher = open_cipher(tmp_path / "data")
            chat = Conversations(database, cipher, TicketDesk(cipher, Texts()), Redactor(), utc_now)
            opened = chat.open(language="de", page_url=None, notice="KI")
            contact = Contact(email="anna@mueller.example")
            return chat.hand_off(
                opened.conversation_id, reason=HandOffReason.CUSTOMER_REQUEST, note="Hier ist Anna", contact=contact
            ).number

    def test_a_ticket_shows_placeholders_and_its_contact(self, run, number):
        shown = run("show", number).stdout
        assert "note: Hier ist <PERSON_1>" in shown
        assert "email: anna@mueller.example" in shown
        assert json.loads(run("list", "--json").stdout)["tickets"][0]["note"] == "Hier ist <PERSON_1>"

    def test_a_value_is_printed_alone_and_the_request_can_be_read_later(self, run, number):
        assert run("reveals", number).stdout == "Nobody has asked for a value.\n"
        revealed = run("reveal", number, "<PERSON_1>", "--by", "Petra", "--why", "Rückruf bei Anna")
        assert (revealed.exit_code, revealed.stdout, revealed.stderr) == (0, "Anna\n", "")
        told = run("reveals", number).stdout
        assert told.endswith("  Petra  <PERSON_1>  revealed  Rückruf bei <PERSON_1>\n")
        assert "Anna" not in told

    def test_without_a_number_the_latest_requests_in_all_tickets_are_listed(self, run, number, tmp_path):
        assert run("reveals").stdout == "Nobody has asked for a value.\n"
        for agent in ("Petra", "Urs", "Carla"):
            run("reveal", number, "<PERSON_1>", "--by", agent, "--why", "Rückruf")
        with closing(sqlite3.connect(tmp_path / "data" / "auskunft.db")) as database, database:
            database.execute("UPDATE reveals SET ticket_number = 'AU-1' WHERE agent = 'Carla'")
        told = [line.split("  ") for line in run("reveals").stdout.splitlines()]
        assert [line[1:] for line in told] == [
            ["Carla", "AU-1", "<PERSON_1>", "revealed", "Rückruf"],
            ["Urs", number, "<PERSON_1>", "revealed", "Rückruf"],
            ["Petra", number, "<PERSON_1>", "revealed", "Rückruf"],
        ]
        assert run("reveals", "--limit", "1").stdout.split("  ")[1] == "Carla"
        (row,) = json.loads(run("reveals", "--limit", "1", "--json").stdout)["reveals"]
        assert row["ticket_number"] == "AU-1"
        assert run("reveals", "--limit", "0").exit_code == 2

    def test_both_can_be_json(self, run, number):
        revealed = run("reveal", number, "[person 1]", "--by", "Petra", "--why", "Rückruf", "--json")
        assert json.loads(revealed.stdout) == {"placeholder": "[person 1]", "value": "Anna"}
        (row,) = json.loads(run("reveals", number, "--json").stdout)["reveals"]
        assert row.pop("asked_at").endswith("+00:00")
        assert row == {
            "ticket_number": number,
            "placeholder": "<PERSON_1>",
            "agent": "Petra",
            "reason": "Rückruf",
            "outcome": "revealed",
        }

    @pytest.mark.parametrize(
        ("placeholder", "told"),
        [
            pytest.param("<PERSON_2>", "There is no <PERSON_2> in ticket", id="unknown"),
            pytest.param("Anna", "That is no placeholder", id="no placeholder"),
        ],
    )
    def test_what_cannot_be_told_is_said_in_one_line(self, run, number, placeholder, told):
        refused = run("reveal", number, placeholder, "--by", "Petra", "--why", "Rückruf")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert is_one_line(refused.stderr)
        assert told in refused.stderr

    def test_an_old_value_has_expired(self, run, number, tmp_path, monkeypatch):
        with closing(sqlite3.connect(tmp_path / "data" / "auskunft.db")) as database, database:
            database.execute("UPDATE conversations SET last_active_at = datetime('now', '-3 days')")
        monkeypatch.setenv("AUSKUNFT_PRIVACY__VAULT_DAYS", "2")
        refused = run("reveal", number, "<PERSON_1>", "--by", "Petra", "--why", "Rückruf")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "has expired" in refused.stderr
        assert "  expired  " in run("reveals", number).stdout

    @pytest.mark.parametrize("command", [("show",), ("reveals",), ("reveal", "<PERSON_1>")], ids=lambda each: each[0])
    def test_a_ticket_that_is_not_there_is_told(self, run, number, command):
        name, *more = command
        options = ["--by", "Petra", "--why", "Rückruf"] if more else []
        refused = run(name, number[:-1] + "9", *more, *options)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "There is no" in refused.stderr

    @pytest.mark.parametrize("options", [(), ("--by", "Petra"), ("--why", "Rückruf")])
    def test_nobody_gets_a_value_without_a_name_and_a_reason(self, run, number, options):
        assert run("reveal", number, "<PERSON_1>", *options).exit_code == 2
        assert run("reveals", number).stdout == "Nobody has asked for a value.\n"

    def test_another_key_is_told(self, run, number, monkeypatch):
        monkeypatch.setenv("AUSKUNFT_PRIVACY__VAULT_KEY", Fernet.generate_key().decode())
        refused = run("reveal", number, "<PERSON_1>", "--by", "Petra", "--why", "Rückruf")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "The vault key does not fit the stored data" in refused.stderr


class Texts:
    """Fixed texts that nobody reads here."""

    def render(self, key, language, /, **values):
        return f"{key} {language} {values}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestSettings:
    """`auskunft settings` and what refused settings do to every command."""

    def test_all_settings_are_printed_and_secrets_are_not(self, run, monkeypatch, tmp_path):
        monkeypatch.setenv("AUSKUNFT_MODEL__API_KEY", "geheim")
        monkeypatch.setenv("AUSKUNFT_DATABASE_URL", "postgresql://auskunft:geheim@db/auskunft")
        monkeypatch.setenv("AUSKUNFT_PRIVACY__VAULT_KEY", "geheim")
        result = run("settings")
        assert result.exit_code == 0
        assert "geheim" not in result.stdout
        printed = json.loads(result.stdout)
        assert printed["data_dir"] == str(tmp_path / "data")
        assert printed["model"]["api_key"] == "**********"

    @pytest.mark.parametrize("command", [("ask", "Hallo"), ("redact",), ("serve",), ("settings",)], ids=lambda c: c[0])
    def test_refused_settings_are_wrong_usage_told_in_one_line(self, run, monkeypatch, command):
        monkeypatch.setenv("AUSKUNFT_SERVER__PROT", "1")
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert is_one_line(result.stderr)
        assert "server.prot" in result.stderr


@pytest.mark.slow
class TestInstalled:
    """The command as it is installed, in a process of its own."""

    def test_logs_and_libraries_leave_standard_output_alone(self, data_dir):
        result = auskunft("ask", "Wie kann ich bezahlen?", "--json", data_dir=data_dir)
        assert result.returncode == 0, result.stderr
        assert result.stdout.count("\n") == 1
        assert set(json.loads(result.stdout)) == REPLY

    def test_commands_of_other_packages_are_there(self, data_dir):
        result = auskunft("snapshots", "list", "--json", data_dir=data_dir)
        assert result.returncode == 0, result.stderr
        assert len(json.loads(result.stdout)["snapshots"]) >= 1

    def test_personal_data_is_found(self, tmp_path):
        result = auskunft("redact", "--json", data_dir=tmp_path, stdin="Ich bin Anna Schmidt, anna@schmidt.example")
        assert json.loads(result.stdout)["text"] == "Ich bin <PERSON_1>, <EMAIL_1>"
        assert not list(tmp_path.iterdir()), "redaction keeps nothing"

    def test_without_a_publication_it_takes_no_model_to_say_so(self, tmp_path):
        result = auskunft("ask", "Hallo", data_dir=tmp_path)
        assert (result.returncode, result.stdout) == (1, "")
        assert not list(tmp_path.iterdir())

    def test_a_directory_that_cannot_be_written_is_told(self, small_help_centre):
        result = auskunft("ingest", small_help_centre, data_dir="/proc/auskunft")
        assert (result.returncode, result.stdout) == (1, "")
        assert is_one_line(result.stderr)


def auskunft(*arguments, data_dir, stdin=""):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AUSKUNFT_")}
    command = [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        [*command, "--data-dir", str(data_dir)],
        input=stdin,
        env=environment,
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
