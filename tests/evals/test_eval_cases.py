import json

import pytest

from assistant.domain import Author, PastMessage
from evals.cases import DecisionsCase, InjectionCase, RedactionCase, RetrievalCase, read_cases
from evals.exceptions import CasesError

RETRIEVAL = {"id": "1", "lang": "de", "query": "Wann?", "relevant_article_ids": ["a"]}


def test_keys_nobody_asked_for_are_ignored(case_file):
    (case,) = read_cases(case_file({**RETRIEVAL, "kind": "title", "answer": 3}), RetrievalCase)
    assert case.query == "Wann?"


@pytest.mark.parametrize("key", sorted(RETRIEVAL))
def test_a_missing_key_is_an_error_that_names_line_and_key(case_file, key):
    broken = {name: value for name, value in RETRIEVAL.items() if name != key}
    with pytest.raises(CasesError, match=rf"line 2: {key}: Field required"):
        read_cases(case_file(RETRIEVAL, broken), RetrievalCase)


def test_a_line_that_is_no_json_is_named(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(RETRIEVAL) + "\n\n{oops\n", encoding="utf-8")
    with pytest.raises(CasesError, match="line 3: the object"):
        read_cases(path, RetrievalCase)


def test_a_file_without_cases_is_an_error(case_file):
    with pytest.raises(CasesError, match="holds no cases"):
        read_cases(case_file(), RetrievalCase)


def test_a_file_that_is_no_text_is_an_error(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CasesError, match="cannot be read"):
        read_cases(path, RetrievalCase)


def test_a_limit_takes_the_first_cases_and_reads_no_further(case_file):
    path = case_file(RETRIEVAL, {"id": "broken"})
    assert [case.id for case in read_cases(path, RetrievalCase, limit=1)] == ["1"]


@pytest.mark.parametrize(
    ("lang", "article_lang", "pair", "language"),
    [
        pytest.param("de", "en", "de->en", "de", id="across"),
        pytest.param("fr", None, "fr->fr", "fr", id="own language"),
        pytest.param("es", "de", "es->de", "de", id="a language we do not speak"),
    ],
)
def test_language_pairs_are_query_and_article_language(lang, article_lang, pair, language):
    case = RetrievalCase.model_validate({**RETRIEVAL, "lang": lang, "article_lang": article_lang})
    assert (case.pair, case.language) == (pair, language)


@pytest.mark.parametrize(
    ("entry", "author"),
    [
        pytest.param({"role": "user", "text": "x"}, Author.CUSTOMER, id="role user"),
        pytest.param({"role": "assistant", "text": "x"}, Author.AI, id="role assistant"),
        pytest.param({"author": "customer", "text": "x"}, Author.CUSTOMER, id="author customer"),
        pytest.param({"author": "human", "text": "x"}, Author.HUMAN, id="author human"),
    ],
)
def test_history_is_understood_with_either_key(entry, author):
    case = DecisionsCase.model_validate(
        {"id": "1", "lang": "de", "query": "Und?", "expect": ["answer"], "history": [entry]}
    )
    assert case.past == (PastMessage(author, "x"),)


def test_an_unknown_decision_is_an_error(case_file):
    path = case_file({"id": "1", "lang": "de", "query": "x", "expect": ["guess"]})
    with pytest.raises(CasesError, match="line 1: expect"):
        read_cases(path, DecisionsCase)


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (0, 99)])
def test_a_span_outside_its_text_is_an_error(case_file, span):
    spans = [{"start": span[0], "end": span[1], "label": "X"}]
    path = case_file({"id": "1", "lang": "de", "text": "kurz", "spans": spans, "must_keep": []})
    with pytest.raises(CasesError, match="does not lie inside"):
        read_cases(path, RedactionCase)


def test_attacks_need_no_language(case_file):
    (case,) = read_cases(case_file({"id": "1", "text": "x", "channel": "user"}), InjectionCase)
    assert (case.language, case.category) == ("de", "uncategorised")
