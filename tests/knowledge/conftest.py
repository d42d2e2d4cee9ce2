from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source


@dataclass
class HelpCentre:
    """Publishes texts as German articles, one each."""

    folder: Path
    directory: KnowledgeDirectory
    embedder: Embedder

    def publish(self, *texts: str, keep: int = 5) -> str:
        for number, text in enumerate(texts):
            file = self.folder / f"{number}.md"
            file.write_text(f"---\nid: a{number}\ntitle: Titel {number}\nlang: de\n---\n{text}\n")
        report = ingest(
            [open_source(str(self.folder))],
            directory=self.directory,
            load_embedder=lambda: self.embedder,
            chunk_max_tokens=100,
            snapshots_kept=keep,
        )
        return report.snapshot_id


@pytest.fixture
def help_centre(tmp_path, embedder) -> HelpCentre:
    (tmp_path / "artikel").mkdir()
    return HelpCentre(tmp_path / "artikel", KnowledgeDirectory(tmp_path / "knowledge"), embedder)
