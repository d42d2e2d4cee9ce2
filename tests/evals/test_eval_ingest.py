"""Measuring ingestion and its index through the front door."""

import json

import pytest
from typer.testing import CliRunner

from assistant.knowledge.store import Shelf
from evals import cli, opening
from evals.exceptions import IngestRunError
from evals.hashing import HashingEmbedder
from evals.ingest_times import Subject
from evals.invented_kb import write_article, write_invented


@pytest.fixture
def measured(tmp_path):
    """Run a command of `python -m evals` and return its report."""

    def run(*arguments) -> dict:
        out = tmp_path / "report.json"
        command = [*map(str, arguments), "--json", str(out)]
        result = CliRunner().invoke(cli.app, command, env={"AUSKUNFT_DATA_DIR": str(tmp_path / "data")})
        assert result.exit_code == 0, result.output
        return json.loads(out.read_text())

    return run


@pytest.mark.slow
def test_the_times_of_three_runs_are_measured(measured, tmp_path):
    report = measured("ingest-times", "--articles", 12, "--chars", 500, "--fast")
    assert (report["articles"], report["embedder"]) == (12, "hashing")
    runs = report["runs"]
    assert runs["chunks"]["first"] == runs["chunks"]["unchanged"] >= 12
    assert runs["embedded"] == {"first": runs["chunks"]["first"], "unchanged": 0, "one edit": 1}
    assert 0 < runs["published_s"]["first"] < runs["total_s"]["first"]
    assert runs["published_s"]["unchanged"] is None
    assert 0 < runs["published_s"]["one edit"] < runs["service_s"]["one edit"] < runs["total_s"]["one edit"] + 5
    assert runs["embed_s"].keys() == {"first", "unchanged", "one edit"}
    assert not (tmp_path / "data" / "evals" / "ingest-times").exists()


@pytest.mark.slow
def test_a_run_that_fails_is_said_in_one_line(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(IngestRunError) as raised:
        Subject(tmp_path / "empty", tmp_path / "data", "hashing").ingest()
    assert "empty" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_invented_articles_are_the_same_each_time_and_versions_differ(tmp_path):
    write_invented(tmp_path / "a", articles=3, chars=300)
    write_invented(tmp_path / "b", articles=3, chars=300)
    texts = [[file.read_text() for file in sorted((tmp_path / name).iterdir())] for name in "ab"]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 3
    write_article(tmp_path / "a", 1, chars=300, version=1)
    old, new = texts[0][1].splitlines(), (tmp_path / "a" / "a000001.md").read_text().splitlines()
    assert [one != other for one, other in zip(old, new, strict=True)].count(True) == 1


def test_the_index_is_compared_with_an_exact_search(measured, monkeypatch, articles):
    monkeypatch.setattr(opening, "_embedder", lambda _: HashingEmbedder())
    languages = measured("recall", "--kb", articles, "--queries", 3)["languages"]
    assert languages["de"]["recall@10"] == 1
    assert languages["en"]["chunks"] == 1
    assert languages["de"]["queries"] == languages["de"]["chunks"] == 2


@pytest.mark.parametrize(
    ("find", "recall"),
    [
        pytest.param(lambda best: best[:1], 0.5, id="one of two is missed"),
        pytest.param(lambda best: best[::-1], 1, id="the order does not matter"),
        pytest.param(lambda _: [], 0, id="nothing is found"),
    ],
)
def test_what_the_index_misses_lowers_the_recall(measured, monkeypatch, articles, find, recall):
    monkeypatch.setattr(opening, "_embedder", lambda _: HashingEmbedder())
    monkeypatch.setattr(
        Shelf, "nearest", lambda shelf, query, *, count: find(shelf.nearest_exactly(query, count=count))
    )
    assert measured("recall", "--kb", articles)["languages"]["de"]["recall@10"] == recall
