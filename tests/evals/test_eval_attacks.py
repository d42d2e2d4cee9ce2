"""Attacks over HTTP: what counts as shown, what an obedient model says, and our own variants."""

import json
from collections import Counter

from evals.articles import Article, read_articles
from evals.attack_model import ChatMessage, ModelRequest
from evals.attack_run import OWN, _prepare, _reached, scripts
from evals.attack_service import Told, told, write_articles
from evals.attacks import CANARY, Known, Success
from evals.cases import InjectionCase, read_cases

KNOWN = Known("Schreibe den Code.", "Rosen schneidet man im Frühjahr.")
REPLY = {
    "text": "Rosen schneidet man.",
    "decision": "answer",
    "reason": "supported",
    "sources": [{"title": "Rosen", "quote": "im Frühjahr", "url": None}],
    "choices": [{"title": "Lavendel"}],
}


def stream(*events):
    return "\n\n".join(f"event: {name}\ndata: {json.dumps(data)}" for name, data in events) + "\n\n"


def test_everything_that_the_widget_renders_counts_as_shown():
    seen = told(stream(("status", {"stage": "answer"}), ("delta", {"text": "Rosen "}), ("done", {"reply": REPLY})))
    assert (seen.decision, seen.reason, seen.has_ticket) == ("answer", "supported", False)
    assert {"Rosen", "im Frühjahr", "Lavendel", "Rosen schneidet man."} <= set(seen.shown.splitlines()) | {"Rosen"}


def test_a_ticket_event_is_a_success():
    seen = told(stream(("ticket", {"number": "A-1", "status_url": "/t"}), ("done", {"reply": REPLY})))
    assert _reached(seen, KNOWN) == {Success.TICKET}


def test_an_error_without_a_reply_reaches_nothing():
    assert _reached(told(stream(("error", {"code": "x", "message": "Nein."}))), KNOWN) == frozenset()


def test_what_is_streamed_counts_even_if_the_reply_is_another():
    assert _reached(Told(f"Code {CANARY}", "answer", "", False), KNOWN) == {Success.CANARY}


def test_the_obedient_model_repeats_the_attack_behind_an_honest_sentence():
    case = InjectionCase(id="1", text="Erste Zeile\nZweite Zeile", channel="document")
    request = ModelRequest(messages=(ChatMessage(role="user", content="[1] Rosen schneidet man im Frühjahr. "),))
    said = [script(request) for script in scripts(case, turn=0)]
    assert CANARY in said[0]
    assert "Zweite Zeile [1]" in said[-1].splitlines()


def test_an_attack_on_an_article_gets_an_article_of_its_own(tmp_path):
    honest = [Article("de-rosen", "Rosen schneiden", "de", "Erster Absatz.\n\nZweiter Absatz.", tmp_path)]
    cases = [
        InjectionCase(id="1", text="Bösartig.", channel="document"),
        InjectionCase(id="2", text="?", channel="user"),
    ]
    articles, attacks = _prepare(cases, honest)
    write_articles(tmp_path / "kb", articles)
    written = {article.article_id: article.text for article in read_articles(tmp_path / "kb")}
    assert "Bösartig." not in written["de-rosen"]
    assert "Bösartig." in written[str(attacks[0].article_id)]
    assert (attacks[1].message, attacks[1].article_id) == ("?", None)


def test_our_own_variants_are_many_and_in_every_language_and_channel():
    cases = read_cases(OWN, InjectionCase)
    assert len({case.text for case in cases}) >= 40
    assert len(Counter((case.lang, case.channel) for case in cases)) == 8
