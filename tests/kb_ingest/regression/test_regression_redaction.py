"""Golden questions without personal data are looked at once."""

import json

import pytest

from assistant.domain import Redacted
from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.vault import Vault
from kb_ingest.regression.redaction import Remembered, Untouched


class Redactor:
    def __init__(self):
        self.seen = []

    def redact(self, text, *, language, vault):
        self.seen.append((text, language))
        if "kaputt" in text:
            raise RedactionUnavailableError("The analyzer is down.")
        return Redacted(text.replace("Anna", vault.placeholder_for("PERSON", "Anna")))


@pytest.fixture
def remembered(tmp_path):
    def open_again(settings="{}"):
        redactor = Redactor()
        loads = []
        memory = Remembered(lambda: loads.append(1) or redactor, file=tmp_path / "m.json", settings=settings)
        return memory, redactor, loads

    return open_again


def redact(memory, text, language="de"):
    return memory.redact(text, language=language, vault=Vault()).text


def test_a_known_harmless_question_needs_no_redactor(remembered, tmp_path):
    memory, _, _ = remembered()
    assert redact(memory, "Was kostet das?") == "Was kostet das?"
    memory.save()
    again, _, loads = remembered()
    assert redact(again, "Was kostet das?") == "Was kostet das?"
    assert not loads
    assert "kostet" not in (tmp_path / "m.json").read_text()


def test_what_is_personal_is_looked_at_each_time(remembered):
    """The words that articles use stay readable, and the next snapshot uses others."""
    memory, _, _ = remembered()
    assert redact(memory, "Ich bin Anna.") == "Ich bin <PERSON_1>."
    memory.save()
    again, redactor, _ = remembered()
    assert redact(again, "Ich bin Anna.") == "Ich bin <PERSON_1>."
    assert redactor.seen


@pytest.mark.parametrize(
    ("settings", "text", "language"),
    [
        pytest.param("{}", "Was kostet das!", "de", id="another question"),
        pytest.param("{}", "Was kostet das?", "fr", id="another language"),
        pytest.param('{"min_score": 0.9}', "Was kostet das?", "de", id="other settings"),
    ],
)
def test_anything_new_is_redacted(remembered, settings, text, language):
    memory, _, _ = remembered()
    redact(memory, "Was kostet das?")
    memory.save()
    again, redactor, _ = remembered(settings)
    redact(again, text, language)
    assert redactor.seen == [(text, language)]


def test_only_what_was_used_is_kept(remembered, tmp_path):
    for text in ("alt", "neu"):
        memory, _, _ = remembered()
        redact(memory, text)
        memory.save()
    assert len(json.loads((tmp_path / "m.json").read_text())) == 1


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"a": 1}'])
def test_a_damaged_file_is_as_good_as_none(remembered, tmp_path, content):
    (tmp_path / "m.json").write_text(content)
    memory, redactor, _ = remembered()
    assert redact(memory, "Anna?") == "<PERSON_1>?"
    assert redactor.seen


def test_a_failure_is_not_remembered(remembered):
    memory, redactor, _ = remembered()
    for _ in range(2):
        with pytest.raises(RedactionUnavailableError):
            redact(memory, "kaputt")
    assert len(redactor.seen) == 2


def test_what_is_redacted_already_stays_as_it_is():
    text = "Ich bin <PERSON_1>."
    assert Untouched().redact(text, language="de", vault=Vault()) == Redacted(text)
