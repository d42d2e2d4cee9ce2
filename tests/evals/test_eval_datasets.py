import json
from pathlib import Path

import pytest

from assistant.redaction.checksums import is_iban, is_luhn, is_swiss_social_security
from evals.articles import read_articles
from evals.evaluators.injection import HOST_KB
from evals.gates import DATASETS, SAMPLE_KB

FILES = sorted(DATASETS.glob("*.jsonl"))
LABELS = {
    *("ADDRESS", "AHV_NUMBER", "BIC", "CREDIT_CARD", "CUSTOMER_ID", "DATE_OF_BIRTH", "EMAIL", "HEALTH_INSURANCE_NO"),
    *("IBAN", "ID_CARD", "IP_ADDRESS", "LICENSE_PLATE", "PASSWORD", "PERSON", "PHONE", "SOCIAL_SECURITY_NO"),
    *("TAX_ID", "URL"),
}


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


def test_every_kind_of_personal_data_has_cases():
    labels = {span["label"] for row in rows(DATASETS / "redaction.jsonl") for span in row["spans"]}
    assert labels == LABELS


def test_half_of_the_messages_hold_no_personal_data_but_pieces_to_keep():
    without = [row for row in rows(DATASETS / "redaction.jsonl") if not row["spans"]]
    assert 0.45 < len(without) / len(rows(DATASETS / "redaction.jsonl")) < 0.55
    assert all(row["must_keep"] for row in without)


def test_personal_data_does_not_overlap_itself_or_pieces_to_keep():
    for row in rows(DATASETS / "redaction.jsonl"):
        taken = [range(span["start"], span["end"]) for span in row["spans"]]
        taken += [range(at, at + len(kept)) for kept in row["must_keep"] for at in [row["text"].index(kept)]]
        offsets = [offset for part in taken for offset in part]
        assert len(offsets) == len(set(offsets)), row["id"]


def test_identifiers_with_a_check_digit_are_valid():
    checks = {"IBAN": is_iban, "CREDIT_CARD": is_luhn, "AHV_NUMBER": is_swiss_social_security}
    for row in rows(DATASETS / "redaction.jsonl"):
        for span in row["spans"]:
            assert checks.get(span["label"], bool)(row["text"][span["start"] : span["end"]]), row["id"]


def test_the_hosts_of_injections_are_articles_with_titles_to_ask_for():
    articles = read_articles(HOST_KB)
    assert len({article.title for article in articles}) == len(articles) >= 12
