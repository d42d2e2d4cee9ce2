"""Where redaction fails in any way, nothing sees or keeps the text, the customer is told, and she reaches a person."""

import shutil
import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import update

from assistant.chat.gate import Gate
from assistant.chat.metrics import Metrics
from assistant.chat.readiness import Readiness
from assistant.domain import Redacted
from assistant.exceptions import ModelFilesError, RedactionUnavailableError
from assistant.prompting import FixedTexts
from assistant.redaction import deadline, redactor, reloading
from assistant.redaction.deadline import MAX_RUNNING, Deadline
from assistant.redaction.reloading import Reloading
from assistant.redaction.tagger import FOLDER, NETWORK, SUMS, TOKENIZER, Tagger
from assistant.redaction.vault import Vault
from assistant.services import build_database
from assistant.storage.models import ConversationRow

SECRETS = ("Wunderlich", "Veilchenstr", "37040044053201", "3704 0044 0532", "Geheim123")
SECRET = (
    "Ich heiße Anneliese Wunderlich, Veilchenstraße 17, 8010 Graz, IBAN DE89 3704 0044 0532 0130 00 "
    "oder DE89370400440532013000. Mein Passwort ist Geheim123, was nun?"
)
TEXTS = FixedTexts("Bohnenpost")
OTHER_KEY = "Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmE="


def raising(error):
    @contextmanager
    def fail(service, monkeypatch):
        del monkeypatch
        service.engine.raises = error
        yield
        service.engine.raises = None

    return fail


def raising_after_the_analysis(error):
    @contextmanager
    def fail(service, monkeypatch):
        del service

        def resolve(found):
            raise error(f"about {SECRET} and {found}")

        with monkeypatch.context() as patch:
            patch.setattr(redactor, "resolve", resolve)
            yield

    return fail


@contextmanager
def hanging(service, monkeypatch):
    del monkeypatch
    service.engine.hangs = released = threading.Event()
    yield
    service.engine.hangs = None
    released.set()


@contextmanager
def too_busy(service, monkeypatch):
    del monkeypatch
    places = service.redactor._deadline._places
    for _ in range(MAX_RUNNING):
        assert places.acquire(blocking=False)
    yield
    for _ in range(MAX_RUNNING):
        places.release()


@contextmanager
def no_thread(service, monkeypatch):
    del service

    def refuse(**arguments):
        raise MemoryError(str(arguments))

    with monkeypatch.context() as patch:
        patch.setattr(deadline, "threading", SimpleNamespace(Thread=refuse, Event=threading.Event))
        yield


FAILURES = [
    pytest.param(raising(ValueError), id="analyzer error"),
    pytest.param(raising(MemoryError), id="out of memory"),
    pytest.param(raising(RecursionError), id="recursion"),
    pytest.param(raising(OSError), id="model file lost"),
    pytest.param(raising(SystemExit), id="exit"),
    pytest.param(hanging, id="time-out"),
    pytest.param(too_busy, id="too busy"),
    pytest.param(no_thread, id="no memory for a thread"),
    pytest.param(raising_after_the_analysis(MemoryError), id="out of memory later"),
    pytest.param(raising_after_the_analysis(RecursionError), id="recursion later"),
    pytest.param(raising_after_the_analysis(UnicodeError), id="error that quotes the text"),
]


@pytest.mark.parametrize("failing", FAILURES)
def test_nothing_sees_or_keeps_a_text_that_cannot_be_redacted(service, monkeypatch, failing):
    conversation = service.start()
    judged = conversation.reply("Wie setze ich mein Passwort zurück?", article_id="de-passwort")
    asked = len(service.embedder.asked), len(service.model.asked)
    with failing(service, monkeypatch):
        reply = conversation.reply(SECRET, article_id="de-passwort")
        receipt = conversation.post("hand-off", {"reason": SECRET})
        opinion = {"reply_id": judged["reply_id"], "helpful": False, "reason": SECRET[:400], "comment": SECRET}
        stored = conversation.post("feedback", opinion)
        refused = service.ready()
        service.start(page_url=f"https://shop.example/{SECRETS[0]}/hilfe")
    assert (reply["decision"], reply["reason"]) == ("hand_off", "redaction_unavailable")
    assert (receipt.status_code, stored.status_code) == (200, 200)
    assert [ticket.note for ticket in service.tickets()] == [None]
    assert [(each.reason, each.comment) for each in service.feedback()] == [(None, None)]
    assert (len(service.embedder.asked), len(service.model.asked)) == asked
    assert refused[0] == 503
    assert "Personal data" in refused[1]
    assert service.figure("auskunft_redaction_failures_total") == 4  # the message, the note, and two of the opinion
    traces = service.traces()
    assert [secret for secret in SECRETS if secret.encode() in traces] == []


@pytest.mark.parametrize("failing", FAILURES)
def test_the_service_says_that_it_works_again(service, monkeypatch, failing):
    conversation = service.start()
    with failing(service, monkeypatch):
        conversation.reply("Hallo")
        assert service.ready()[0] == 503
    monkeypatch.setattr("assistant.chat.gate._PROBE_EVERY_S", 0.0)
    assert service.ready()[0] == 200, "nobody has to write first"
    assert conversation.reply("Hallo")["decision"] == "chat"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", SECRET),
        ("en", "Hello, my name is Anneliese Wunderlich and I have forgotten my password, what should I do now?"),
        ("fr", "Bonjour, je m'appelle Anneliese Wunderlich et j'ai oublié mon mot de passe, que dois-je faire?"),
        ("it", "Buongiorno, mi chiamo Anneliese Wunderlich e ho dimenticato la mia password, che cosa devo fare?"),
    ],
)
@pytest.mark.parametrize("opened_in", ["de", "en"])
def test_the_customer_is_told_in_the_language_she_writes(service, language, text, opened_in):
    conversation = service.start(language=opened_in)
    service.engine.raises = ValueError
    assert conversation.reply(text)["text"] == TEXTS.render("offer_redaction_unavailable", language)


def test_where_the_language_does_not_show_that_of_the_conversation_is_taken(service):
    conversation = service.start(language="it")
    service.engine.raises = ValueError
    assert conversation.reply("4711?")["text"] == TEXTS.render("offer_redaction_unavailable", "it")


def test_a_language_that_cannot_be_guessed_closes_the_line(service):
    def explode(text, _current):
        raise RecursionError(text)

    readiness = service.app.state.chat.readiness
    stages = readiness.services.stages
    object.__setattr__(stages, "detect_language", explode)
    assert service.start().reply(SECRET)["reason"] == "redaction_unavailable"
    assert [secret for secret in SECRETS if secret.encode() in service.traces()] == []


def damage(service, conversation):
    database = build_database(service.settings)
    with database.writing() as session:
        changed = update(ConversationRow).where(ConversationRow.id == conversation.opened["conversation_id"])
        session.execute(changed.values(vault=b"gAAAAA-damaged"))
    database.close()
    return service


class TestVault:
    """A stored vault that cannot be opened."""

    @pytest.fixture
    def lost(self, make_service):
        """A conversation with personal data whose vault was stored with a key that is gone."""
        first = make_service()
        conversation = first.start()
        conversation.reply("Ich heiße Anneliese Wunderlich.")
        conversation.service = make_service(privacy={"vault_key": OTHER_KEY})
        return conversation

    def test_a_message_is_not_read_and_the_customer_is_told(self, lost):
        reply = lost.reply(SECRET)
        assert (reply["decision"], reply["reason"]) == ("hand_off", "redaction_unavailable")
        assert lost.service.model.asked == lost.service.embedder.asked == []
        assert [secret for secret in SECRETS if secret.encode() in lost.service.traces()] == []

    def test_a_person_is_reached_without_the_note(self, lost):
        assert lost.post("hand-off", {"reason": SECRET, "contact": {"email": "a@b.example"}}).status_code == 200
        (ticket,) = lost.service.tickets()
        assert ticket.note is None
        assert ticket.transcript[0]["text"] == "Ich heiße <PERSON_1>."

    def test_a_new_contact_opens_a_ticket_beside_the_one_that_cannot_be_read(self, make_service):
        conversation = make_service().start()
        conversation.post("hand-off", {"contact": {"email": "alt@b.example"}})
        (before,) = conversation.service.tickets()
        conversation.service = make_service(privacy={"vault_key": OTHER_KEY})
        assert conversation.post("hand-off", {"contact": {"email": "neu@b.example"}}).status_code == 200
        new, old = sorted(conversation.service.tickets(), key=lambda ticket: ticket.number, reverse=True)
        assert b"neu@b.example" in Fernet(OTHER_KEY).decrypt(new.contact)
        assert old.contact == before.contact, "with its own key it can be read again"

    def test_without_a_new_contact_the_earlier_one_stays(self, make_service):
        conversation = make_service().start()
        conversation.post("hand-off", {"contact": {"email": "alt@b.example"}})
        (before,) = conversation.service.tickets()
        conversation.service = make_service(privacy={"vault_key": OTHER_KEY})
        assert conversation.post("hand-off", {}).status_code == 200
        assert [ticket.contact for ticket in conversation.service.tickets()] == [before.contact]

    def test_it_is_told_and_counted(self, lost):
        lost.reply(SECRET)
        lost.post("hand-off", {"reason": SECRET})
        assert lost.service.figure("auskunft_redaction_failures_total") == 2
        assert lost.service.ready() == (200, ""), "others are answered"
        assert "A vault cannot be opened." in lost.service.log.getvalue()

    def test_a_key_that_opens_nothing_is_told_at_the_start(self, lost):
        deadline = time.monotonic() + 10
        while "Fields that no vault key opens: 1." not in lost.service.log.getvalue():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def test_the_stored_vault_stays_as_it_is(self, lost):
        (before,) = [row.vault for row in lost.service.rows(ConversationRow)]
        lost.reply(SECRET)
        lost.post("hand-off", {"reason": SECRET})
        assert [row.vault for row in lost.service.rows(ConversationRow)] == [before]

    def test_other_conversations_go_on(self, lost):
        lost.reply(SECRET)
        other = lost.service.start()
        other.reply("Ich heiße Anneliese Wunderlich.")
        assert other.reply("Hallo")["decision"] == "chat"
        assert lost.service.ready()[0] == 200, "the key fits what is stored now"

    def test_a_damaged_vault_is_a_lost_one(self, conversation):
        conversation.reply("Ich heiße Anneliese Wunderlich.")
        damage(conversation.service, conversation)
        assert conversation.reply(SECRET)["reason"] == "redaction_unavailable"


class TestStart:
    """What happens where the services cannot be built."""

    @pytest.mark.parametrize(
        ("error", "is_told"),
        [
            pytest.param(ModelFilesError("The model of names is damaged."), "The model of names is damaged", id="told"),
            pytest.param(OSError("model.onnx"), "its log tells why", id="missing file"),
            pytest.param(MemoryError(), "its log tells why", id="out of memory"),
            pytest.param(RuntimeError("[ONNXRuntimeError] : protobuf"), "its log tells why", id="library"),
        ],
    )
    def test_the_port_is_open_but_nothing_is_answered(self, error, is_told, log):
        def build():
            raise error

        readiness = Readiness()
        readiness.build(build)
        deadline_at = time.monotonic() + 10
        while not log.getvalue() and time.monotonic() < deadline_at:
            time.sleep(0.01)
        assert is_told in readiness.problem
        with pytest.raises(Exception, match="could not start"):
            _ = readiness.services
        assert log.getvalue().count('"level": "error"') == 1
        assert type(error).__name__ in log.getvalue()


def lose(file):
    file.unlink()


def cut(file):
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 3])


def change(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


class TestWithoutARedactor:
    """The model is damaged, or nothing of redaction can be loaded."""

    @pytest.fixture(
        params=[
            pytest.param(RedactionUnavailableError("The model of names is damaged."), id="damaged"),
            pytest.param(OSError("model.onnx"), id="missing file"),
            pytest.param(MemoryError(), id="out of memory"),
            pytest.param(RuntimeError("[ONNXRuntimeError] : protobuf"), id="library"),
        ]
    )
    def closed(self, make_service, request):
        def load(*_, **__):
            raise request.param

        return make_service(load_redactor=load)

    def test_the_customer_is_told_and_reaches_a_person(self, closed):
        conversation = closed.start()
        reply = conversation.reply(SECRET)
        assert (reply["decision"], reply["reason"]) == ("hand_off", "redaction_unavailable")
        assert conversation.post("hand-off", {"reason": SECRET, "contact": {"email": "a@b.example"}}).status_code == 200
        (ticket,) = closed.tickets()
        assert (ticket.note, bool(ticket.contact)) == (None, True)

    def test_nothing_is_asked_stored_or_logged(self, closed):
        conversation = closed.start()
        conversation.reply(SECRET)
        assert closed.model.asked == closed.embedder.asked == []
        assert [secret for secret in SECRETS if secret.encode() in closed.traces()] == []

    def test_it_is_said_from_the_start_and_counted(self, closed):
        status, detail = closed.ready()
        assert (status, "cannot be recognised" in detail) == (503, True)
        closed.start().reply(SECRET)
        assert closed.figure("auskunft_redaction_failures_total") == 1

    def test_whole_files_are_loaded_without_a_restart(self, make_service, built_redactor, monkeypatch):
        outcomes = [RedactionUnavailableError("The model of names is damaged."), built_redactor]

        def load(*_, **__):
            outcome = outcomes.pop(0)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(reloading, "_TRY_AGAIN_S", 0.0)
        service = make_service(load_redactor=load)
        assert service.ready()[0] == 200
        assert service.start().reply("Hallo")["decision"] == "chat"


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, SUMS])
@pytest.mark.parametrize("harm", [lose, cut, change])
def test_a_model_that_is_not_whole_closes_the_gate(monkeypatch, tmp_path, log, name, harm):
    folder = tmp_path / "damaged"
    shutil.copytree(FOLDER, folder)
    harm(folder / name)
    monkeypatch.setattr(Tagger.__init__, "__defaults__", (folder,))
    closed = Reloading(lambda: redactor.build_redactor(min_score=0.4, timeout_s=5.0))
    for _ in range(3):
        with pytest.raises(RedactionUnavailableError, match="The model of names"):
            closed.redact(SECRET, language="de", vault=Vault())
    assert log.getvalue().count('"level": "error"') == 1


def test_a_place_is_given_back_where_no_thread_starts(monkeypatch):
    limited = Deadline(0.2)

    def refuse(**_):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(deadline, "threading", SimpleNamespace(Thread=refuse, Event=threading.Event))
        assert {limited.run(list).failure for _ in range(3 * MAX_RUNNING)} == {"RuntimeError"}
    assert limited.run(lambda: "done").value == "done"


def test_waiting_for_a_place_counts_as_time():
    limited, released = Deadline(0.4), threading.Event()
    for _ in range(MAX_RUNNING):
        limited._places.acquire()
    threading.Timer(0.3, limited._places.release).start()
    started = time.monotonic()
    assert limited.run(lambda: released.wait(5)).failure == "TimeoutError"
    assert time.monotonic() - started < 0.7
    released.set()


class Fails:
    def __init__(self):
        self.calls = 0

    def redact(self, text, *, language, vault):
        del language, vault
        self.calls += 1
        if self.calls < 4:
            raise ValueError(text)
        return Redacted(text)


def test_the_gate_tries_again_at_most_once_a_second():
    now = [0.0]
    failing = Fails()
    gate = Gate(failing, clock=lambda: now[0])
    with pytest.raises(RedactionUnavailableError) as caught:
        gate.redact("Anneliese", language="de", vault=Vault())
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert [bool(gate.problem) for _ in range(5)] == [True] * 5
    assert failing.calls == 2
    now[0] = 1.0
    assert gate.problem
    now[0] = 2.0
    assert gate.problem is None
    assert failing.calls == 4


def test_a_text_that_was_left_out_is_counted():
    metrics = Metrics()
    metrics.left_out()
    assert b"auskunft_redaction_failures_total 1.0" in metrics.render()
