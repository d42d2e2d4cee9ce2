"""The notice that a machine answers cannot be emptied, weakened or switched off."""

import pytest

from assistant.domain import LANGUAGES
from assistant.exceptions import SettingsError
from assistant.labelling.notice import build_notice
from assistant.prompting import FixedTexts


def notice(assistant_name="KI-Assistent", company="Bohnenpost", texts=None):
    return build_notice(texts or FixedTexts(company), assistant_name=assistant_name, company=company)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("eine KI von Bohnenpost", "kein Mensch")),
        ("en", ("an AI of Bohnenpost", "not a human")),
        ("fr", ("une IA de Bohnenpost", "pas un humain")),
        ("it", ("una IA di Bohnenpost", "non una persona")),
    ],
)
def test_the_notice_names_the_machine_and_the_company(language, words):
    assert all(word in notice()(language) for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_short(language):
    assert len(notice()(language)) <= 140


@pytest.mark.parametrize(
    "name",
    ["KI-Assistent", "AI Assistant", "Assistant IA", "Bohni (KI)", "Bohni", "Chatbot", "Ihr KI-Berater", "Support-Bot"],
)
def test_names_that_leave_no_doubt_are_accepted(name):
    assert notice(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Assistent",
            "Assistant",
            "assistant",
            "Assistente",
            "Virtueller Assistent",
            "Bohnenpost Assistent",
            "Support",
        ),
        *("Ihr Kundenberater", "", "  ", "\u200b", "As\u200bsistent", "Digitaler Assistent", "Bohnenpost"),
    ],
)
def test_names_that_could_be_a_person_are_refused(name):
    with pytest.raises(SettingsError, match="assistant_name"):
        notice(name)


@pytest.mark.parametrize("company", ["", " ", "\u200b\u200b"])
def test_a_notice_without_a_company_is_refused(company):
    with pytest.raises(SettingsError):
        notice(company=company)


@pytest.mark.parametrize("text", ["Hallo.", "Hier antwortet ein Assistent von {company}.", "Eine KI, kein Mensch."])
def test_a_weaker_text_is_refused(text):
    tables = {language: dict(table) for language, table in FixedTexts("Bohnenpost")._tables.items()}
    tables["de"]["notice"] = text
    with pytest.raises(SettingsError, match="notice"):
        notice(texts=FixedTexts("Bohnenpost", tables=tables))
