"""Properties: whatever is typed comes back exactly, and nothing personal of a message leaves in any form."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from identities import make_identities
from search import Haystack, needles_of, search

from assistant.redaction.vault import Vault

CHARACTERS = st.characters(codec=None, categories=None)
PIECES = st.one_of(
    st.text(CHARACTERS, max_size=12),
    st.sampled_from(
        [
            *(
                "<PERSON_1>",
                "[person_1]",
                "< IBAN 2 >",
                "<TEXT_1>",
                "<PERSON\\_1>",
                "&lt;PERSON_1&gt;",
                "<PERS",
                "ON_1>",
            ),
            *("\x00", "\x1b[0m", "\ud800", "\udfff", "\u202e", "\u0308", "\r\n", "\u2028", "\x85", "😀", "İ", "ﬁ"),
            *("Anna Müller", "DE89 3704 0044 0532 0130 00", "a@b.example", "0664 1234567", "Hauptstr. 5, 8010 Graz"),
            *("Ich heiße ", "Mein Passwort ist ", "Frau ", "geb. 3.3.1985"),
        ]
    ),
)


@given(st.lists(PIECES, max_size=8).map("".join))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_restoring_gives_back_every_text(built_redactor, text):
    vault = Vault()
    redacted = built_redactor.redact(text, language="de", vault=vault).text
    assert vault.restore(redacted) == text
    assert Vault.from_json(vault.to_json()).restore(redacted) == text


@given(st.lists(PIECES, max_size=3).map("".join), st.lists(PIECES, max_size=3).map("".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_messages_of_one_conversation_come_back(built_redactor, first, second):
    vault = Vault()
    redacted = [built_redactor.redact(text, language="de", vault=vault).text for text in (first, second)]
    assert [vault.restore(text) for text in redacted] == [first, second]


@pytest.mark.parametrize("seed", range(1, 6))
def test_no_value_of_a_message_is_in_the_bytes_that_would_leave(built_redactor, seed):
    """Other people than those of the canary test, each of their messages on its own."""
    for person in make_identities(20, seed=seed):
        texts = [built_redactor.redact(sent.text, language="de", vault=Vault()).text for sent in person.sent]
        outbound = Haystack.of("outbound", json.dumps(texts) + json.dumps(texts, ensure_ascii=False))
        typed = {needle for needle in needles_of(person, known_words=frozenset()) if not needle.is_word}
        assert search([outbound], typed) == []
