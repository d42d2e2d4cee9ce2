"""Ways in which other assistants have let personal data out; each is a test of ours."""

import asyncio
import base64
import json
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from assistant import services
from assistant.chat.pipeline import Turn
from assistant.chat.replies import Question
from assistant.cli import app as command_line
from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.deadline import Deadline
from assistant.redaction.redactor import Redactor
from assistant.redaction.vault import Vault
from assistant.storage.models import ConversationRow

NAME, IBAN, MAIL = "Anneliese Wunderlich", "DE89 3704 0044 0532 0130 00", "a.wunderlich@web-post.example"
TOLD = f"Ich heiße {NAME}, meine IBAN ist {IBAN}, meine E-Mail {MAIL}. Passwort vergessen."
SECRETS = ("Wunderlich", "wunderlich", "3704 0044", "37040044")
PEOPLE = ("Anna Müller", "Peter Huber", "Ayşe Yılmaz", "Luca Rossi", "Zoë Grünwald", "Björn Æsir")


def leaked(content):
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    secrets = [form for secret in SECRETS for form in (secret.encode(), base64.b64encode(secret.encode())[:-2])]
    return [secret for secret in secrets if secret in content]


class TestFailOpen:
    """The text went on to the model when the analyzer raised."""

    @pytest.mark.parametrize("error", [ValueError, MemoryError, RecursionError, TimeoutError, ConnectionError])
    def test_no_model_hears_a_text_that_was_not_analyzed(self, conversation, error):
        conversation.service.engine.raises = error
        assert conversation.reply(TOLD, article_id="de-passwort")["reason"] == "redaction_unavailable"
        assert conversation.service.model.asked == []
        assert conversation.service.embedder.asked == []

    def test_an_analyzer_that_returns_nonsense_is_one_that_failed(self, conversation, monkeypatch):
        monkeypatch.setattr(conversation.service.engine, "analyze", lambda *_, **__: [object()])
        assert conversation.reply(TOLD)["reason"] == "redaction_unavailable"

    def test_there_is_no_switch(self, make_service):
        for switch in ("enabled", "off", "mode"):
            with pytest.raises(ValueError, match="Extra inputs"):
                make_service(redaction={switch: False})


class TestAcrossRequests:
    """Placeholders of one request were restored in another."""

    def test_conversations_at_once_get_their_own_values_back(self, service):
        service.redactor._deadline = Deadline(20)  # four at once on a busy machine

        def talk(number):
            name = PEOPLE[number % len(PEOPLE)]
            conversation = service.start()
            texts = [f"Ich heiße {name}. Wie setze ich mein Passwort zurück?", f"Nochmals, {name} mein Name."]
            return name, [conversation.send(text, article_id="de-passwort") for text in texts]

        with ThreadPoolExecutor(4) as pool:
            talks = list(pool.map(talk, range(24)))
        for name, events in talks:
            assert not [other for other in PEOPLE if other != name and other in json.dumps(events, ensure_ascii=False)]
        assert {row.text for row in service.messages() if row.author == "customer"} == {
            "Ich heiße <PERSON_1>. Wie setze ich mein Passwort zurück?",
            "Nochmals, <PERSON_1> mein Name.",
        }

    def test_the_same_value_in_two_conversations_shares_no_map(self, service):
        first, second = service.start(), service.start()
        first.reply("Ich heiße Peter Huber.")
        for conversation in (first, second):
            conversation.reply(f"Ich heiße {NAME}.")
        vaults = [row.vault for row in service.rows(ConversationRow)]
        said = [row.text for row in service.messages() if row.author == "customer"]
        assert said == ["Ich heiße <PERSON_1>.", "Ich heiße <PERSON_2>.", "Ich heiße <PERSON_1>."]
        assert vaults[0] != vaults[1]


class TestOffsets:
    """Spans of a changed text were cut out of the original."""

    @pytest.mark.parametrize(
        ("before", "value"),
        [
            pytest.param("Sil\u00adben\u00adtren\u00adnung, ich heiße ", NAME, id="soft hyphens before"),
            pytest.param("Ich heiße ", "Anne\u00adliese Wunder\u00adlich", id="soft hyphens inside"),
            pytest.param("Cafe\u0301 u\u0308ber, ich heiße ", NAME, id="combining marks"),
            pytest.param("😀👩‍👩‍👧👍🏽 Ich heiße ", NAME, id="emoji"),
            pytest.param("𝔊𝔬𝔱 Ich heiße ", NAME, id="surrogate pairs"),
            pytest.param("ＨＡＬＬＯ, ich heiße ", NAME, id="full-width before"),
            pytest.param(
                "Meine IBAN ist ", "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００", id="full-width inside"
            ),
            pytest.param("Hallo,\r\nich brauche Hilfe.\r\nIch heiße ", NAME, id="CRLF"),
            pytest.param("\u202bשלום\u202c ich heiße ", NAME, id="right to left"),
            pytest.param("\u200f\u200eIch heiße \u200f", NAME, id="direction marks"),
            pytest.param("İİİ ẞẞ ﬁﬁ ich heiße ", NAME, id="letters that grow in lower case"),
            pytest.param("\ufeffIch heiße ", NAME, id="byte order mark"),
        ],
    )
    def test_what_is_replaced_is_the_value_to_the_letter(self, service, before, value):
        vault, text = Vault(), f"{before}{value}, danke 😀."
        redacted = service.redactor.redact(text, language="de", vault=vault)
        found = [text[entity.start : entity.end].strip("\u200f\u00ad") for entity in redacted.entities]
        assert value in found
        assert value not in redacted.text
        assert redacted.text.endswith(">, danke 😀.")
        assert vault.restore(redacted.text) == text


class TestRepeatedValues:
    """A value inside another one, or twice, was restored wrongly."""

    @pytest.mark.parametrize(
        "text",
        [
            "Ich heiße Anna Müller. Meine Mutter heißt auch Anna Müller. Anna Müller eben.",
            "Ich heiße Anna. Ich heiße Anna Müller. Ich heiße Anna Müller-Anna.",
            f"Meine IBAN ist {IBAN}, noch einmal: {IBAN}, ohne Abstand {IBAN.replace(' ', '')}.",
            f"<PERSON_1> heißt bei Ihnen {NAME}, und [person_1] heißt nicht {NAME}.",
        ],
    )
    def test_every_place_gets_its_own_value_back(self, service, text):
        vault = Vault()
        redacted = service.redactor.redact(text, language="de", vault=vault).text
        assert vault.restore(redacted) == text
        stored = Vault.from_json(vault.to_json())
        assert stored.restore(redacted) == text


class TestLogs:
    """A debug line, a traceback or a warning carried the original."""

    def test_a_conversation_leaves_no_word_in_the_log_at_debug_level(self, conversation):
        reply = conversation.reply(TOLD, article_id="de-passwort")
        conversation.post("feedback", {"reply_id": reply["reply_id"], "helpful": False, "comment": TOLD})
        conversation.post(
            "hand-off", {"reason": TOLD, "contact": {"name": NAME, "email": MAIL, "phone": "0664 1234567"}}
        )
        assert leaked(conversation.service.traces()) == []
        assert "1234567" not in conversation.service.log.getvalue()

    def test_the_events_of_a_conversation_tell_numbers_only(self, service, conversation):
        conversation.reply(TOLD)
        conversation.post("hand-off", {"reason": TOLD, "contact": {"name": NAME}})
        conversation_id = conversation.opened["conversation_id"]
        receipt = service.app.state.chat.readiness.services.conversations.ticket(conversation_id)
        assert leaked(repr(receipt)) == []

    @pytest.mark.parametrize(
        ("path", "payload"),
        [
            pytest.param("messages", {"text": TOLD, "article_id": 1}, id="wrong type"),
            pytest.param("messages", {"text": [TOLD]}, id="a list"),
            pytest.param("messages", {"text": TOLD, "extra": TOLD}, id="unknown field"),
            pytest.param("messages", {"text": TOLD + "\0"}, id="control character"),
            pytest.param("messages", {"text": TOLD * 100}, id="too long"),
            pytest.param("hand-off", {"contact": {"email": NAME, "phone": TOLD * 9}}, id="no address"),
            pytest.param("hand-off", {"contact": {"name": f"{NAME}\n{NAME}"}}, id="two lines"),
            pytest.param("hand-off", {"reason": TOLD * 100}, id="long note"),
            pytest.param("feedback", {"reply_id": MAIL, "helpful": TOLD, "comment": TOLD}, id="no opinion"),
            pytest.param("feedback", {"reply_id": MAIL, "helpful": True, "comment": TOLD}, id="unknown reply"),
        ],
    )
    def test_a_refused_request_is_repeated_neither_in_the_answer_nor_in_the_log(self, conversation, path, payload):
        refused = conversation.post(path, payload)
        assert refused.status_code >= 400
        assert leaked(refused.content) == []
        assert leaked(conversation.service.traces()) == []

    def test_names_of_unknown_fields_are_not_repeated(self, conversation):
        refused = conversation.post("messages", {"text": "Hallo", NAME: 1, "x" * 200: 1})
        assert refused.status_code == 422
        assert leaked(refused.content) == []

    @pytest.mark.parametrize(
        "payload",
        [
            pytest.param({"page_url": f"https://[{MAIL}]/"}, id="no address of a host"),
            pytest.param({"page_url": "https://wunderlich\u2100.example/"}, id="odd host"),
            pytest.param({"page_url": f"mailto:{MAIL}"}, id="no web address"),
            pytest.param({"language": NAME}, id="no language"),
        ],
    )
    def test_a_page_that_is_none_is_not_repeated(self, service, payload):
        refused = service.request("POST", "/v1/conversations", json=payload)
        assert refused.status_code == 422
        assert leaked(refused.content + service.traces()) == []

    def test_an_error_nobody_foresaw_is_told_by_its_kind(self, conversation, monkeypatch):
        def explode(text, **_):
            raise RuntimeError(f"about {text} and {TOLD}")

        monkeypatch.setattr(conversation.service.embedder, "embed_query", explode)
        events = conversation.send(f"{TOLD} Was kostet der Versand?")
        assert events[-1][0] == "error"
        assert "RuntimeError" in conversation.service.log.getvalue()
        assert leaked(conversation.service.traces()) == []

    @pytest.mark.parametrize("said", [Turn(TOLD, "r1", "de"), Question(TOLD)], ids=["turn", "question"])
    def test_what_a_customer_has_said_does_not_print_its_text(self, said):
        assert leaked(repr(said)) == []

    def test_an_exception_of_redaction_has_no_past(self, service):
        service.engine.raises = ValueError
        with pytest.raises(RedactionUnavailableError) as caught:
            service.redactor.redact(TOLD, language="de", vault=Vault())
        assert leaked("".join(traceback.format_exception(caught.value))) == []
        assert (caught.value.__cause__, caught.value.__context__) == (None, None)

    def test_event_loops_that_report_slow_callbacks_quote_nobody(self, conversation, monkeypatch):
        monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
        always = property(lambda _: 0.0, lambda _, __: None)
        monkeypatch.setattr(asyncio.BaseEventLoop, "slow_callback_duration", always, raising=False)
        conversation.reply(TOLD)
        assert '"logger": "asyncio"' in conversation.service.log.getvalue()
        assert leaked(conversation.service.traces()) == []


class TestPageAddress:
    """The address of the page named the customer."""

    @pytest.mark.parametrize(
        "address",
        [
            f"https://shop.example/konto?email={MAIL}",
            f"https://shop.example/konto#{MAIL}",
            "https://a.wunderlich:geheim@shop.example/konto",
            f"https://shop.example/kunden/{MAIL}/rechnungen",
            "https://shop.example/kunden/a.wunderlich%2540web-post.example",
            "https://shop.example/profil/anneliese-wunderlich",
            "https://shop.example/reset/a.wunderlich;token=abc",
        ],
    )
    def test_only_the_site_is_kept(self, service, address):
        service.start(page_url=address)
        assert [row.page_url for row in service.rows(ConversationRow)] == ["https://shop.example"]
        assert leaked(service.traces()) == []


class TestEditors:
    """What editors and operators see."""

    def test_the_explanation_of_a_question_holds_placeholders(self, service):
        key = service.app.state.desk.key.open()
        answer = service.request(
            "POST", "/desk/explain", json={"question": TOLD}, headers={"Authorization": f"Bearer {key}"}
        )
        assert "<PERSON_1>" in answer.text
        assert leaked(answer.content) == []

    @pytest.mark.parametrize("error", [ValueError, MemoryError, RecursionError])
    @pytest.mark.parametrize("command", [["ask", TOLD], ["redact"]])
    def test_the_command_line_says_that_it_failed_and_no_more(self, service, monkeypatch, command, error):
        service.engine.raises = error
        monkeypatch.setattr(services, "build_redaction", lambda *_, **__: service.redactor)
        folder = ["--data-dir", str(service.settings.data_dir)]
        done = CliRunner().invoke(command_line, [*command, *folder], input=TOLD)
        assert leaked(done.output) == []
        assert not done.exception or isinstance(done.exception, SystemExit)


@pytest.mark.slow
def test_a_library_told_to_be_talkative_prints_nothing():
    program = """
import os
os.environ |= {"LITELLM_LOG": "DEBUG", "OPENAI_LOG": "debug"}
from assistant.kit.logging import configure_logging
configure_logging("debug")
from assistant.exceptions import LanguageModelError
from assistant.llm.lite import Endpoint, LiteLlm
from assistant.llm.port import Message
model = LiteLlm(Endpoint("openai/x", api_base="http://127.0.0.1:9/v1", api_key="k", first_token_timeout_s=5))
try:
    model.ask((Message("user", "Anneliese Wunderlich"),), max_tokens=5, timeout_s=5)
except LanguageModelError as error:
    print("failed:", error)
import litellm
print([litellm.callbacks, litellm.success_callback, litellm._async_failure_callback, litellm.service_callback])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert "failed:" in done.stdout
    assert done.stdout.rstrip().endswith("[[], [], [], []]")
    assert leaked(done.stdout + done.stderr) == []
    assert [line for line in done.stderr.splitlines() if not line.startswith("{")] == []


def test_late_analyses_leave_nothing_behind(service):
    """A time-out does not end the work; when it ends in an error later, nobody prints that."""
    service.engine.hangs = released = threading.Event()
    conversation = service.start()
    conversation.reply(TOLD)
    service.engine._engine = None
    released.set()
    for thread in threading.enumerate():
        if thread.daemon and thread.name.startswith("Thread-"):
            thread.join(5)
    assert leaked(service.traces()) == []


def test_redactors_do_not_print_their_texts(service):
    assert leaked(repr(service.redactor)) == []
    assert isinstance(service.redactor, Redactor)


def test_an_address_given_with_the_consent_is_the_tickets_contact_and_stays_encrypted(service):
    conversation = service.start()
    conversation.reply("Ich möchte mit einem Menschen sprechen.")
    reply = conversation.reply(f"Ja bitte, meine E-Mail ist {MAIL}.")
    (ticket,) = service.tickets()
    assert ticket.contact is not None
    assert ticket.number in reply["text"]
    assert "E-Mail-Adresse oder Telefonnummer" not in reply["text"], "the address is known"
    assert leaked(service.traces()) == []


def test_an_address_in_an_earlier_message_may_be_somebody_elses_and_is_no_contact(service):
    conversation = service.start()
    conversation.reply(f"Meine Schwester hat die Adresse {MAIL}.")
    conversation.reply("Ich möchte mit einem Menschen sprechen.")
    conversation.reply("Ja bitte")
    (ticket,) = service.tickets()
    assert ticket.contact is None
