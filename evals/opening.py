"""Opens the real assistant over a folder of articles, indexed in a data directory of its own."""

import hashlib
from functools import lru_cache
from pathlib import Path

from assistant.chat.pipeline import Stages
from assistant.config import Knowledge, LanguageModel, Settings, load_settings
from assistant.exceptions import AuskunftError
from assistant.knowledge.embedder import Embedder, load_embedder
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot, open_snapshot
from assistant.services import build_language_model, build_redaction, build_retriever, build_stages
from evals.exceptions import ArticlesNeededError, EvalsError
from evals.subject import PipelineSubject, Subject
from kb_ingest.allowances import FILE as ALLOWANCES
from kb_ingest.errors import IngestError
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source

ALLOWED = "kinds: [personal data]\n"  # retrieval is measured over all articles; instructions to an AI still hold one


def open_subject(kb: Path | None, *, data_dir: Path) -> Subject:
    """Ingest the folder if it changed, and open what came of it. Raises EvalsError.

    Without a folder nothing can be retrieved, but personal data can be found. With one, what its articles call things
    stays readable, as in the service.
    """
    try:
        settings = load_settings(data_dir)
        snapshot = _snapshot(kb, settings) if kb else None
        return _subject(settings, snapshot)
    except (AuskunftError, IngestError) as error:
        raise EvalsError(str(error)) from error


def open_snapshot_of(kb: Path, *, data_dir: Path) -> tuple[Snapshot, Embedder]:
    """Ingest the folder if it changed, and open it without the assistant around it. Raises EvalsError."""
    try:
        settings = load_settings(data_dir)
        return _snapshot(kb, settings), _embedder(settings)
    except (AuskunftError, IngestError) as error:
        raise EvalsError(str(error)) from error


def open_embedder(*, data_dir: Path) -> tuple[Embedder, int]:
    """The embedder, and of how many tokens a passage is made at most. Raises EvalsError."""
    try:
        settings = load_settings(data_dir)
        return _embedder(settings), settings.knowledge.chunk_max_tokens
    except AuskunftError as error:
        raise EvalsError(str(error)) from error


def _snapshot(kb: Path, settings: Settings) -> Snapshot:
    name = hashlib.sha256(str(kb.resolve()).encode()).hexdigest()[:16]
    directory = KnowledgeDirectory(settings.data_dir / "evals" / name)
    directory.root.mkdir(parents=True, exist_ok=True)
    (directory.root / ALLOWANCES).write_text(ALLOWED, encoding="utf-8")
    report = ingest(
        [open_source(str(kb))],
        directory=directory,
        load_embedder=lambda: _embedder(settings),
        chunk_max_tokens=settings.knowledge.chunk_max_tokens,
        snapshots_kept=1,
    )
    return open_snapshot(directory.snapshot(report.snapshot_id))


def _subject(settings: Settings, snapshot: Snapshot | None) -> Subject:
    def current() -> Snapshot:
        if snapshot is None:
            raise ArticlesNeededError("This evaluator needs a folder of articles (--kb).")
        return snapshot

    redactor = build_redaction(settings, snapshot=current)

    def stages(chosen: Settings) -> Stages:
        return build_stages(
            chosen,
            snapshot=current,
            embedder=_embedder(chosen),
            redactor=redactor,
            language_model=build_language_model(chosen),
        )

    def with_model(server_url: str) -> Stages:
        scripted = LanguageModel(name="openai/scripted", api_base=f"{server_url.rstrip('/')}/v1", api_key="none")
        bold = settings.deciding.model_copy(update={"answer_from": 0.0})  # so that as much as can be reaches the model
        return stages(settings.model_copy(update={"model": scripted, "deciding": bold}))

    embedder = _embedder(settings)
    plain = settings.model_copy(update={"model": LanguageModel()})
    return PipelineSubject(
        stages=stages(plain),
        search=build_retriever(settings, snapshot=current, embedder=embedder),
        stages_with_model=with_model,
        count=embedder.count_tokens,
    )


@lru_cache(maxsize=1)
def _load_embedder(knowledge: Knowledge, models_dir: Path) -> Embedder:
    return load_embedder(knowledge.embedding_model, models_dir=models_dir, threads=knowledge.threads)


def _embedder(settings: Settings) -> Embedder:
    return _load_embedder(settings.knowledge, settings.models_dir)
