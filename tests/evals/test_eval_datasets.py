import json
from pathlib import Path

import pytest

from evals.articles import read_articles
from evals.evaluators.injection import HOST_KB
from evals.gates import DATASETS, SAMPLE_KB

FILES = sorted(DATASETS.glob("*.jsonl"))


def rows(path: Path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ids_are_unique(path):
    ids = [row["id"] for row in rows(path)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_relevant_articles_exist_in_the_sample_help_centre(path):
    known = {article.article_id for article in read_articles(SAMPLE_KB)}
    assert {article for row in rows(path) for article in row.get("relevant_article_ids", ())} <= known


def test_personal_data_begins_and_ends_with_a_letter_or_digit():
    for row in rows(DATASETS / "redaction.jsonl"):
        marked = [row["text"][span["start"] : span["end"]] for span in row["spans"]]
        assert all((text[0].isalnum() or text[0] == "+") and text[-1].isalnum() for text in marked), row["id"]


def test_pieces_to_keep_stand_in_their_text():
    for row in rows(DATASETS / "redaction.jsonl"):
        assert all(kept in row["text"] for kept in row["must_keep"]), row["id"]


def test_the_hosts_of_injections_are_articles_with_titles_to_ask_for():
    articles = read_articles(HOST_KB)
    assert len({article.title for article in articles}) == len(articles) >= 12
