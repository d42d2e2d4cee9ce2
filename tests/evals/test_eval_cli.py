import json
from functools import partial

import pytest
from scripted_subject import ScriptedSubject
from typer.testing import CliRunner

from evals import cli, compare_redaction, gates
from evals.gates import Bound, Gate

CASE = {"id": "1", "lang": "de", "query": "a", "relevant_article_ids": ["x"]}


@pytest.fixture
def evals(monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "open_subject", lambda *_, **__: ScriptedSubject(rankings={"a": ("x",)}))
    return lambda *arguments: CliRunner().invoke(
        cli.app, [*map(str, arguments)], env={"AUSKUNFT_DATA_DIR": str(tmp_path)}
    )


def test_a_run_prints_a_table_and_writes_one_json_object(evals, case_file, articles, tmp_path):
    out = tmp_path / "out.json"
    result = evals("run", "retrieval", "--kb", articles, "--cases", case_file(CASE), "--json", out)
    assert result.exit_code == 0, result.output
    assert "hit@1" in result.stdout
    assert json.loads(out.read_text())["all"]["hit@1"] == 1


def test_redaction_needs_no_articles(evals, case_file):
    cases = case_file({"id": "1", "lang": "de", "text": "a", "spans": [], "must_keep": []})
    assert evals("run", "redaction", "--cases", cases).exit_code == 0


def test_a_limit_takes_the_first_cases(evals, case_file, articles, tmp_path):
    out = tmp_path / "out.json"
    cases = case_file(CASE, {"id": "not read"})
    assert evals("run", "retrieval", "--kb", articles, "--cases", cases, "--limit", 1, "--json", out).exit_code == 0
    assert json.loads(out.read_text())["all"]["n"] == 1


def test_a_broken_line_is_one_line_of_error_and_exit_code_1(evals, case_file, articles):
    result = evals("run", "retrieval", "--kb", articles, "--cases", case_file(CASE, {"id": "2", "lang": "de"}))
    assert result.exit_code == 1
    assert result.stderr.strip() == "cases.jsonl line 2: query: Field required"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("run", "guessing", "--cases", "CASES"), id="unknown evaluator"),
        pytest.param(("run", "retrieval", "--cases", "CASES"), id="no articles"),
        pytest.param(("run", "retrieval", "--kb", "nowhere", "--cases", "CASES"), id="no such folder"),
        pytest.param(("run", "redaction", "--cases", "nowhere.jsonl"), id="no such file"),
        pytest.param(("run", "redaction", "--cases", "CASES", "--limit", "0"), id="a limit of nothing"),
        pytest.param(("run", "redaction", "--cases", "CASES", "--speed", "9"), id="unknown option"),
    ],
)
def test_wrong_usage_is_exit_code_2(evals, case_file, arguments):
    cases = case_file(CASE)
    assert evals(*(cases if argument == "CASES" else argument for argument in arguments)).exit_code == 2


def test_a_data_directory_given_wins_over_the_settings(evals, case_file, articles, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(cli, "open_subject", lambda kb, *, data_dir: opened.append((kb, data_dir)) or ScriptedSubject())
    evals("run", "retrieval", "--kb", articles, "--cases", case_file(CASE), "--data-dir", tmp_path / "other")
    evals("run", "retrieval", "--kb", articles, "--cases", case_file(CASE))
    assert opened == [(articles, tmp_path / "other"), (articles, tmp_path)]


@pytest.mark.parametrize(("least", "exit_code"), [(1, 0), (1.1, 1)])
def test_a_gate_fails_when_a_figure_leaves_its_bounds(evals, case_file, monkeypatch, least, exit_code):
    monkeypatch.setattr(gates, "DATASETS", case_file(CASE).parent)
    gate = Gate(evaluator="retrieval", cases="cases.jsonl", bounds={"all/hit@1": Bound(min=least)})
    monkeypatch.setattr(cli, "read_gates", lambda: {"ours": gate})
    result = evals("gate")
    assert result.exit_code == exit_code
    assert ("ours: all/hit@1 is 1.0, must be at least 1.1" in result.stderr) is bool(exit_code)


def test_a_comparison_that_cannot_be_made_is_one_line_and_exit_code_1(evals, tmp_path):
    result = evals("compare", "--data", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.strip() == f"{tmp_path} has no retrieval set."


def test_a_service_that_is_not_there_is_one_line_and_exit_code_1(evals, case_file):
    result = evals("latency", "--url", "http://127.0.0.1:9", "--cases", case_file(CASE))
    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr


def test_redaction_is_compared_by_name_with_both_sides_in_the_file(evals, case_file, monkeypatch, tmp_path):
    class FindsNothing:
        def redact(self, text):  # noqa: ARG002
            return ()

    with_it = partial(compare_redaction.compare, make_baseline=FindsNothing)
    monkeypatch.setattr(compare_redaction, "compare", with_it)
    case_file({"id": "1", "lang": "de", "text": "a", "spans": [], "must_keep": []}).rename(tmp_path / "redaction.jsonl")
    out = tmp_path / "out.json"
    result = evals("compare", "redaction", "--data", tmp_path, "--json", out)
    assert result.exit_code == 0, result.output
    assert "over_redacted_words" in result.stdout
    assert set(json.loads(out.read_text())["sets"]["redaction"]) == {"auskunft", "presidio"}
