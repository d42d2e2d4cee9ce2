"""The real command line of ingestion over an embedder that needs no model; started by tests as a process."""

import sys
import time
from pathlib import Path

import typer

from assistant.knowledge import embedder
from kb_ingest.cli import ingest, snapshots

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import HashingEmbedder


class Unhurried(HashingEmbedder):
    def embed_passages(self, texts):
        time.sleep(0.2)  # long enough for a progress bar to be drawn
        return super().embed_passages(texts)


embedder.load_embedder = lambda *_, **__: Unhurried()
embedder.embedder_name = lambda *_, **__: Unhurried.name
app = typer.Typer(pretty_exceptions_enable=False)
app.command("ingest")(ingest)
app.add_typer(snapshots, name="snapshots")
app()
