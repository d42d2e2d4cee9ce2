"""How long ingestion takes: everything anew, nothing new, one article edited; and when a service answers from it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, TypeAdapter

from assistant.knowledge.live import LiveKnowledge
from assistant.knowledge.manifest import KnowledgeDirectory
from evals.bench import Report
from evals.exceptions import IngestRunError
from evals.invented_kb import write_article, write_invented

REFRESH_S = 1.0  # as the service's setting
POLL_S = 0.02
TIMEOUT_S = 60.0
EDITED = 7

_run = TypeAdapter(dict[str, JsonValue])


@dataclass(frozen=True, slots=True)
class Subject:
    """A help centre, a data directory of its own, and an embedder by name."""

    folder: Path
    data_dir: Path
    embedder: str

    @property
    def knowledge(self) -> KnowledgeDirectory:
        """Where its snapshots lie."""
        return KnowledgeDirectory(self.data_dir / "knowledge")

    def ingest(self, service: LiveKnowledge | None = None) -> dict[str, JsonValue]:
        """Seconds from the start of a new process until it ends, until the swap, and until the service has swapped."""
        command = [sys.executable, "-m", "evals.ingest_run", str(self.folder), str(self.data_dir), self.embedder]
        before = self.knowledge.publication()
        started, started_at = time.perf_counter(), time.time()
        with subprocess.Popen(  # noqa: S603  our own module
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            swapped_s = _wait_for_swap(service, process, since=started) if service else None
            out, err = process.communicate()
        seconds = time.perf_counter() - started
        if process.returncode:
            raise IngestRunError((err.decode().strip().splitlines() or ["The run failed."])[-1])
        run = _run.validate_json(out)
        now = self.knowledge.publication()
        published_s = now.written_ns / 1e9 - started_at if now and now != before else None
        return {
            "total_s": round(seconds, 2),
            "published_s": published_s and round(published_s, 2),
            "service_s": swapped_s,
        } | run


def measure(scratch: Path, *, articles: int, chars: int, embedder: str, models: Path) -> Report:
    """Seconds of a first run, an unchanged one and one after a single edit. Fills and removes the scratch folder."""
    shutil.rmtree(scratch, ignore_errors=True)
    subject = Subject(scratch / "articles", scratch / "data", embedder)
    write_invented(subject.folder, articles=articles, chars=chars)
    subject.data_dir.mkdir()
    (subject.data_dir / "models").symlink_to(models.resolve())
    try:
        runs = {"first": subject.ingest(), "unchanged": subject.ingest()}
        with _service(subject) as service:
            write_article(subject.folder, EDITED, chars=chars, version=1)
            runs["one edit"] = subject.ingest(service)
    finally:
        shutil.rmtree(scratch)
    return {"articles": articles, "embedder": embedder, "runs": _by_measure(runs)}


def _by_measure(runs: Mapping[str, Mapping[str, JsonValue]]) -> JsonValue:
    """A row for each measure, a column for each run."""
    measures = dict.fromkeys(measure for run in runs.values() for measure in run)
    return {measure: {name: run.get(measure) for name, run in runs.items()} for measure in measures}


@contextmanager
def _service(subject: Subject) -> Iterator[LiveKnowledge]:
    service = LiveKnowledge(subject.knowledge, refresh_s=REFRESH_S)
    service.start()
    try:
        yield service
    finally:
        service.stop()


def _wait_for_swap(service: LiveKnowledge, process: subprocess.Popen[bytes], *, since: float) -> float | None:
    """Seconds until the service answers from another snapshot; None when it does not."""
    before, ended_at = service.current().manifest.snapshot_id, None
    while ended_at is None or time.perf_counter() - ended_at < TIMEOUT_S:
        if service.current().manifest.snapshot_id != before:
            return round(time.perf_counter() - since, 2)
        if ended_at is None and process.poll() is not None:
            ended_at = time.perf_counter()
        time.sleep(POLL_S)
    return None
