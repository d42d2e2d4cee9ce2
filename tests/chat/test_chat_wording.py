"""The widget's German texts in the wording of the settings."""

import json
import re

import pytest

from assistant.app import create_app
from assistant.chat import widget_files
from assistant.chat.widget_files import german_texts, read_widget_files
from assistant.config import Settings
from assistant.exceptions import SettingsError
from assistant.prompting import FORMAL, Wording, placeholders, read_texts

ADDRESSED = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
FILE = "widget-texts.js"


def texts(wording, language="de"):
    """The texts of a language by key."""
    module = read_widget_files(wording)[FILE].content.decode()
    block = module.split(f"\n  {language}: {{\n")[1].split("\n  },\n")[0]
    return {key: json.loads(text) for key, text in re.findall(r'(\w+):\s*("(?:[^"\\\n]|\\.)*")', block)}


def test_every_german_text_that_addresses_the_customer_has_an_informal_form():
    formal, informal = texts(FORMAL), read_texts("widget.de-du.yaml")
    assert informal.keys() == {key for key, text in formal.items() if ADDRESSED.search(text)}
    for key, text in informal.items():
        assert not ADDRESSED.search(text), key
        assert placeholders(text) == placeholders(formal[key])


def test_with_du_the_served_texts_are_the_informal_ones():
    formal, served = texts(FORMAL), texts(Wording("du"))
    assert served == {**formal, **read_texts("widget.de-du.yaml")}
    assert len(formal) > 40


def test_in_swiss_spelling_there_is_no_eszett():
    served = texts(Wording("Sie", "ch"))
    assert served["close"] == "Chat schliessen"
    assert not any("ß" in text for text in served.values())


@pytest.mark.parametrize("language", ["en", "fr", "it"])
def test_other_languages_stay_as_they_are(language):
    assert texts(Wording("du", "ch"), language) == texts(FORMAL, language)


def test_without_settings_the_files_are_served_as_they_are():
    module = read_widget_files()[FILE].content.decode()
    assert german_texts(module, FORMAL) == module


def test_a_text_that_the_widget_does_not_have_is_an_error():
    with pytest.raises(SettingsError, match="'you'"):
        german_texts("\n  de: {\n\n  en: {\n", Wording("du"))


def test_the_settings_decide_what_is_served(chat, tmp_path):
    settings = Settings(data_dir=tmp_path, company={"address": "du", "spelling": "ch"})
    chat.app = create_app(settings, chat.backstage.services)
    served = chat.get(f"/{FILE}").text
    assert 'message: "Deine Nachricht"' in served
    assert "Chat schliessen" in served


def test_a_text_may_have_line_ends_and_backslashes(monkeypatch):
    text = "Zeile\nC:\\1"
    monkeypatch.setattr(widget_files, "read_texts", lambda _: {"intro": text})
    module = german_texts('\n  de: {\n    intro: "Guten Tag",\n  },\n  en: {\n', Wording("du"))
    assert json.loads(module.split("intro: ")[1].split(",\n")[0]) == text
