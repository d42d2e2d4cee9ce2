"""Puts the regression gate together from the settings: the one module of ingestion that knows the reply line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.chat.pipeline import Outcome, Stages, Turn, reply
from assistant.config import Settings
from assistant.exceptions import KnowledgeUnavailableError, StorageError
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot, open_snapshot
from assistant.services import build_embedder, build_redaction, build_stages
from assistant.storage.database import sqlite_url
from assistant.storage.questions import recent_questions
from kb_ingest.check import CheckReport
from kb_ingest.errors import IngestError
from kb_ingest.regression.embedding import Remembering
from kb_ingest.regression.gate import Gate
from kb_ingest.regression.golden import find_golden
from kb_ingest.regression.questions import Customers, Given, Golden, Question, Shown
from kb_ingest.regression.redaction import Remembered, Untouched


def build_gate(settings: Settings, *, golden: Golden, load_embedder: Callable[[], Embedder]) -> Gate:
    """The check that ingestion is given; nothing is loaded before it is needed."""
    return Gate(
        golden=golden,
        customers=lambda number: _customers(settings, number),
        ask=Asker(settings, load_embedder),
        directory=KnowledgeDirectory(settings.knowledge_dir),
    )


def check_snapshots(settings: Settings, old: str, new: str, *, golden: Path | None) -> CheckReport:
    """Compare two finished snapshots. Raises IngestError, AuskunftError."""
    directory = KnowledgeDirectory(settings.knowledge_dir)
    questions = find_golden(golden, data_dir=settings.data_dir)
    gate = build_gate(settings, golden=questions, load_embedder=lambda: build_embedder(settings))
    opened = [open_snapshot(directory.snapshot(snapshot_id), repair=True) for snapshot_id in (old, new)]
    try:
        return gate(*opened)
    except OSError as error:
        raise IngestError(f"The data directory cannot be written: {error.strerror or error}.") from error


def _customers(settings: Settings, number: int) -> Customers:
    url = settings.database_url
    try:
        asked = recent_questions(url.get_secret_value() if url else sqlite_url(settings.data_dir), last=number)
    except StorageError as error:
        return Customers(problem=f"{error} Only golden questions were asked.")
    return Customers(tuple(Question(question.text, question.language) for question in asked))


class Asker:
    """Asks the reply line, quoting, without a language model: nothing is stored and no ticket is opened."""

    def __init__(self, settings: Settings, load_embedder: Callable[[], Embedder]) -> None:
        self._settings = settings
        self._load_embedder = load_embedder
        self._snapshot: Snapshot | None = None
        self._redaction = Remembered(
            lambda: build_redaction(settings, snapshot=self._current),
            file=settings.knowledge_dir / "golden-harmless.json",
            settings=settings.redaction.model_dump_json(),
        )

    def __call__(self, snapshot: Snapshot, questions: Sequence[Question]) -> list[Given]:
        """One answer for each question, from this snapshot. Raises AuskunftError, OSError."""
        self._snapshot = snapshot
        answers = [self._given(question) for question in questions]
        self._redaction.save()
        return answers

    def _given(self, question: Question) -> Given:
        stages = self._stages if question.expected else self._stages_for_redacted
        return _given(reply(Turn(text=question.text, reply_id="gate", language=question.language), stages))

    @cached_property
    def _stages(self) -> Stages:
        return build_stages(
            self._settings,
            snapshot=self._current,
            embedder=Remembering(self._load_embedder()),
            redactor=self._redaction,
        )

    @cached_property
    def _stages_for_redacted(self) -> Stages:
        return replace(self._stages, redactor=Untouched())

    def _current(self) -> Snapshot:
        if self._snapshot is None:
            raise KnowledgeUnavailableError("No snapshot is being asked.")
        return self._snapshot


def _given(outcome: Outcome) -> Given:
    return Given(
        decision=outcome.reply.decision,
        reason=outcome.reply.reason,
        text=outcome.text_redacted,
        sources=tuple(Shown(source.article_id, source.title) for source in outcome.reply.sources),
        choices=tuple(Shown(choice.article_id, choice.title) for choice in outcome.reply.choices),
        probability=getattr(outcome.decision, "probability", None),
    )
