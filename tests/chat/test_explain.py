"""What editors are told about a reply."""

import json

import pytest

from assistant.chat.explain import as_json, explain
from assistant.chat.pipeline import Outcome
from assistant.cli_explain import show_explanation
from assistant.desk.page import Thresholds
from assistant.domain import (
    Answer,
    CallResult,
    Chunk,
    Decline,
    DeclineReason,
    Finding,
    HandOff,
    HandOffReason,
    ModelCall,
    Passage,
    Reply,
    Retrieved,
    Verdict,
)
from assistant.retrieval.rewriting import RewriteResult, Rewriting

CHUNK = Chunk("abo#0", "abo", "Abo", "de", None, ("Abo", "Kündigen"), "Das Abo endet sofort.", 0)
PASSAGE = Passage(CHUNK, dense=0.912345, lexical=3.14159, score=0.0543219)
TIMES = {"redact": 1.0, "total": 2.0}
REPLY = Reply("r", "answer", "supported", "de", "Guten Tag Anna Schmidt", (), (), "KI", "s1", (), None, TIMES)
RETRIEVED = Retrieved((PASSAGE,), "Frage", "de", "s1", {"dense": 0.912345})


@pytest.fixture
def answered():
    verdict = Verdict((Finding("numbers", "5 Euro.", "5 Euro is in no cited passage"),))
    return explain(
        Outcome(REPLY, "Guten Tag <PERSON_1>", "Frage", Answer((PASSAGE,), 0.83), verdict, RETRIEVED),
    )


def test_an_answer_is_explained_by_evidence_passages_and_findings(answered):
    told = as_json(answered)
    assert (told["redacted"], told["decision"], told["reason"]) == ("Frage", "answer", "supported")
    assert told["probability"] == 0.83
    assert told["searched_for"] == "Frage"
    assert told["evidence"] == {"dense": 0.9123}
    assert list(told["findings"]) == [
        {"check": "numbers", "detail": "5 Euro is in no cited passage", "statement": "5 Euro."}
    ]
    assert told["timings_ms"] == TIMES


def test_every_number_of_a_passage_is_a_score(answered):
    assert answered.passages[0].scores == {"dense": 0.9123, "lexical": 3.1416, "score": 0.0543}
    (passage,) = as_json(answered)["passages"]
    assert (passage["chunk_id"], passage["headings"]) == ("abo#0", ("Abo", "Kündigen"))
    assert (passage["dense"], passage["lexical"], passage["score"]) == (0.9123, 3.1416, 0.0543)


def test_requests_to_a_model_are_told_in_figures(capsys):
    calls = (
        ModelCall("openai/first", CallResult.OK, 90.2, 300, 12, purpose="rewriting"),
        ModelCall("openai/first", CallResult.TIMEOUT, 8000.0, 700, 0),
        ModelCall("openai/second", CallResult.OK, 812.4, 690, 41, 0.00043),
    )
    told = explain(Outcome(REPLY, "", "Frage", Answer((PASSAGE,), 0.83), Verdict(), RETRIEVED, calls))
    assert [(call["purpose"], call["attempt"], call["result"]) for call in as_json(told)["model_calls"]] == [
        ("rewriting", 1, "ok"),
        ("answer", 1, "timeout"),
        ("answer", 2, "ok"),
    ]
    show_explanation(told, Thresholds(0.6, 0.2))
    shown = capsys.readouterr().out
    assert "Model openai/first: ok, 90 ms, 300 + 12 tokens, unknown cost (rewriting, attempt 1)" in shown
    assert "Model openai/first: timeout, 8000 ms, 700 + 0 tokens, unknown cost (answer, attempt 1)" in shown
    assert "Model openai/second: ok, 812 ms, 690 + 41 tokens, 0.0004 euros (answer, attempt 2)" in shown


def test_sentences_that_verification_dropped_are_told(capsys):
    dropped = ("Das kostet <b>5 Euro</b>.",)
    outcome = Outcome(REPLY, "", "Frage", Answer((PASSAGE,), 0.83), Verdict(), RETRIEVED, dropped=dropped)
    assert as_json(explain(outcome))["dropped"] == dropped
    show_explanation(explain(outcome), Thresholds(0.6, 0.2))
    assert "Dropped: Das kostet <b>5 Euro</b>." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rewriting", "told", "shown"),
    [
        pytest.param(Rewriting(RewriteResult.USED, "Frage"), ("used", None), "Rewritten    used\n", id="used"),
        pytest.param(
            Rewriting(RewriteResult.REFUSED, objection="too long"),
            ("refused", "too long"),
            "Rewritten    refused: too long\n",
            id="refused",
        ),
        pytest.param(Rewriting(), (None, None), None, id="not asked"),
    ],
)
def test_what_became_of_a_models_question_is_told(capsys, rewriting, told, shown):
    outcome = Outcome(REPLY, "", "Frage", Answer((PASSAGE,), 0.83), Verdict(), RETRIEVED, rewriting=rewriting)
    explanation = as_json(explain(outcome))
    assert (explanation["rewriting"], explanation["rewriting_objection"]) == told
    show_explanation(explain(outcome), Thresholds(0.6, 0.2))
    printed = capsys.readouterr().out
    assert ("Rewritten" in printed) == (shown is not None)
    assert shown is None or shown in printed


def test_only_redacted_text_is_told(answered):
    assert "Anna Schmidt" not in json.dumps(as_json(answered))
    assert answered.reply == "Guten Tag <PERSON_1>"


def test_a_reply_without_a_search_has_neither_evidence_nor_probability():
    told = explain(Outcome(REPLY, "", None, HandOff(HandOffReason.REDACTION_UNAVAILABLE), Verdict(), None))
    assert (told.redacted, told.probability, told.searched_for) == (None, None, None)
    assert (told.evidence, told.passages, told.findings) == ({}, (), ())


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(Decline(DeclineReason.OFF_TOPIC, 0.0512345), id="declined"),
        pytest.param(HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=0.0512345), id="handed off"),
    ],
)
def test_a_question_that_is_not_answered_has_its_probability_all_the_same(decision):
    retrieved = Retrieved((PASSAGE,), "Frage", "de", "s1", {"dense": 0.8})
    assert explain(Outcome(REPLY, "", "Frage", decision, Verdict(), retrieved)).probability == 0.0512
