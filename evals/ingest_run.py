"""One ingest run in a process of its own, which prints a JSON object.

`python -m evals.ingest_run FOLDER DATA_DIR hashing|packaged`
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.config import load_settings
from assistant.knowledge.embedder import Embedder, embedder_name, load_embedder
from assistant.knowledge.manifest import KnowledgeDirectory
from evals.hashing import HashingEmbedder
from kb_ingest.pipeline import Progress, ingest
from kb_ingest.sources import open_source

HASHING, PACKAGED = "hashing", "packaged"


@dataclass(slots=True)
class Stages:
    """Seconds since the last stage began, by stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    name: str = ""
    since: float = 0.0

    def begin(self, name: str, _steps: int | None) -> None:
        """End the stage before and begin this one."""
        now = time.perf_counter()
        if self.name:
            self.seconds[self.name] = round(now - self.since, 2)
        self.name, self.since = name, now


def run(folder: Path, data_dir: Path, embedder: str) -> dict[str, object]:
    """Ingest the folder as `auskunft ingest` does, without the questions it asks before publishing."""
    settings = load_settings(data_dir)
    knowledge = settings.knowledge
    stages = Stages()
    load: Callable[[], Embedder] = HashingEmbedder
    name: str | None = HashingEmbedder.name
    if embedder == PACKAGED:
        name = embedder_name(knowledge.embedding_model, models_dir=settings.models_dir)

        def load() -> Embedder:
            return load_embedder(knowledge.embedding_model, models_dir=settings.models_dir, threads=knowledge.threads)

    report = ingest(
        [open_source(str(folder))],
        directory=KnowledgeDirectory(settings.knowledge_dir),
        load_embedder=load,
        chunk_max_tokens=knowledge.chunk_max_tokens,
        snapshots_kept=knowledge.snapshots_kept,
        embedder_name=name,
        progress=Progress(stage=stages.begin),
    )
    stages.begin("", None)
    seconds = {f"{stage}_s": value for stage, value in stages.seconds.items()}
    return {"chunks": report.chunks, "embedded": report.embedded, **seconds}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
