"""What editors are told about a reply."""

import json

from assistant.chat.explain import explain
from assistant.chat.pipeline import Outcome
from assistant.domain import Answer, Chunk, Finding, HandOff, HandOffReason, Passage, Reply, Retrieved, Verdict

CHUNK = Chunk("abo#0", "abo", "Abo", "de", None, ("Abo", "Kündigen"), "Das Abo endet sofort.", 0)
PASSAGE = Passage(CHUNK, 0.912345, 3.14159, 0.0543219)
REPLY = Reply("r", "answer", "supported", "de", "Guten Tag Anna Schmidt", (), (), "KI", "s1", (), None, {})


def test_an_answer_is_explained_by_evidence_passages_and_findings():
    retrieved = Retrieved((PASSAGE,), "Frage", "de", "s1", {"dense": 0.912345})
    verdict = Verdict((Finding("numbers", "5 Euro.", "5 Euro is in no cited passage"),))
    outcome = Outcome(REPLY, "Guten Tag <PERSON_1>", "Frage", Answer((PASSAGE,), 0.83), verdict, retrieved)
    told = explain(outcome)
    assert told["redacted"] == "Frage"
    assert told["probability"] == 0.83
    assert told["evidence"] == {"dense": 0.9123}
    assert told["passages"] == [
        {
            "chunk_id": "abo#0",
            "headings": ("Abo", "Kündigen"),
            "dense": 0.9123,
            "lexical": 3.142,
            "score": 0.0543,
        }
    ]
    assert told["findings"] == [{"check": "numbers", "detail": "5 Euro is in no cited passage", "statement": "5 Euro."}]
    assert "Anna Schmidt" not in json.dumps(told)


def test_a_reply_without_a_search_has_neither_evidence_nor_probability():
    told = explain(Outcome(REPLY, "", None, HandOff(HandOffReason.REDACTION_UNAVAILABLE), Verdict(), None))
    assert (told["redacted"], told["probability"]) == (None, None)
    assert (told["evidence"], told["passages"], told["findings"]) == ({}, [], [])
