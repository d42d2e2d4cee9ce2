# ruff: noqa: ARG001, ARG002, ARG005  fakes have the signatures of what they stand for
"""Stages that answer by rule, so that the chat can be tested without models."""

import json
import re
import threading
from dataclasses import dataclass, field

from sqlalchemy import select

from assistant.chat.pipeline import Stages
from assistant.chat.ports import ChatServices, chat_services
from assistant.domain import (
    Answer,
    Chat,
    ChatKind,
    Choice,
    Chunk,
    Clarify,
    Decline,
    DeclineReason,
    Draft,
    Entity,
    HandOff,
    HandOffReason,
    Passage,
    Redacted,
    Retrieved,
    Source,
    Statement,
    Verdict,
)
from assistant.exceptions import RedactionUnavailableError
from assistant.kit.stopping import current_stop
from assistant.storage.database import Database, open_database, sqlite_url
from assistant.storage.keys import Cipher, open_cipher
from assistant.storage.models import MessageRow, TicketRow

NAME = re.compile(r"Anna Schmidt|Bernd Beispiel|Kunde \d+")
ARTICLE = "Die Rückgabe ist 30 Tage lang möglich.\n\n1. Karton öffnen.\n2. Etikett drucken. Fertig!"
PASSAGE = Passage(
    Chunk("c1", "returns", "Rückgabe", "de", "https://hilfe.example/returns", ("Rückgabe",), ARTICLE, 0), 0.9, 5.0, 0.9
)


@dataclass
class FakeRedactor:
    is_down: bool = False
    gate: threading.Event | None = None
    entered: threading.Event = field(default_factory=threading.Event)

    def redact(self, text, *, language, vault):
        self.entered.set()
        if self.gate:
            assert self.gate.wait(20)
        if self.is_down:
            raise RedactionUnavailableError("The analyzer is down.")
        entities = tuple(Entity("PERSON", *match.span(), 1.0) for match in NAME.finditer(text))
        return Redacted(NAME.sub(lambda match: vault.placeholder_for("PERSON", match[0]), text), entities)


class FakeRetriever:
    def retrieve(self, query, *, language, article_id=None):
        return Retrieved((PASSAGE,), query, language, "snapshot-1", chosen=article_id is not None)


class FakeSpeaker:
    """Writes for a while about what is slow, unless it is told to stop."""

    def draft(self, decision, *, query, language):
        if "langsam" in query:
            current_stop().wait(15)
        text = ARTICLE if isinstance(decision, Answer) else f"Verstanden: {query}"
        return Draft((Statement(text, ("c1",)),), "extractive")

    def sources(self, decision, draft):
        return (Source("returns", "Rückgabe", None, "de", ARTICLE[:20], 0.9),) if isinstance(decision, Answer) else ()


class FakeVerifier:
    def verify(self, draft, decision, *, query):
        return Verdict()


class FakeTexts:
    def render(self, key, language, **values):
        return f"[{key}:{language}] {values.get('number', '')}".strip()


def decide_from_message(message, history, language):
    if "explodieren" in message:
        raise RuntimeError(f"about {message}")
    if "Mensch" in message:
        return HandOff(HandOffReason.CUSTOMER_REQUEST, consented=True)
    if "hallo" in message.lower():
        return Chat(ChatKind.GREETING)
    if "unklar" in message:
        return Clarify((Choice("returns", "Rückgabe", "de"),), 0.4)
    if "history" in message:
        return Decline(DeclineReason.OFF_TOPIC) if len(history) == 10 else Chat(ChatKind.THANKS)
    return None


def fake_stages(redactor=None):
    return Stages(
        detect_language=lambda text, default: "en" if "please" in text else default,
        redactor=redactor or FakeRedactor(),
        decide_from_message=decide_from_message,
        retriever=FakeRetriever(),
        decide_from_passages=lambda message, history, retrieved, language: Answer(
            retrieved.passages, 0.9, "chosen" if retrieved.chosen else "supported"
        ),
        speaker=FakeSpeaker(),
        extractive=FakeSpeaker(),
        verifier=FakeVerifier(),
        notice=lambda language: f"Hinweis ({language}): hier schreibt eine KI, kein Mensch.",
    )


@dataclass
class Backstage:
    """What a test may look at behind the endpoints."""

    services: ChatServices
    database: Database
    cipher: Cipher
    redactor: FakeRedactor

    def messages(self):
        with self.database.reading() as session:
            return session.scalars(select(MessageRow).order_by(MessageRow.id)).all()

    def tickets(self):
        with self.database.reading() as session:
            return session.scalars(select(TicketRow).order_by(TicketRow.id)).all()


def open_backstage(data_dir) -> Backstage:
    redactor = FakeRedactor()
    database, cipher = open_database(sqlite_url(data_dir)), open_cipher(data_dir)
    services = chat_services(stages=fake_stages(redactor), database=database, cipher=cipher, texts=FakeTexts())
    return Backstage(services, database, cipher, redactor)


def parse_events(text):
    """The events of a stream as (name, data); comments are skipped."""
    blocks = [
        dict(line.split(": ", 1) for line in block.splitlines() if line[0] != ":") for block in text.split("\n\n")
    ]
    return [(block["event"], json.loads(block["data"])) for block in blocks if block]
