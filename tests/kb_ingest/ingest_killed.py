"""Ingests a folder and kills itself without warning when it has done a thing named by its place in the code."""

import os
import pkgutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import HashingEmbedder

from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source


class Unhurried(HashingEmbedder):
    name = "counted"  # as in the tests, so that what one embeds the other need not

    def embed_passages(self, texts):
        sys.stdout.write("embedding\n")
        sys.stdout.flush()
        time.sleep(float(os.environ.get("TEST_SLEEP_S", "0")))
        return super().embed_passages(texts)


def kill_after(place):
    owner, _, name = place.rpartition(".")
    module = pkgutil.resolve_name(owner)
    done = getattr(module, name)

    def and_die(*args, **kwargs):
        result = done(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, and_die)


folder, data, *places = sys.argv[1:]
for place in places:
    kill_after(place)
ingest(
    [open_source(folder)],
    directory=KnowledgeDirectory(Path(data)),
    load_embedder=Unhurried,
    chunk_max_tokens=40,
    snapshots_kept=2,
)
