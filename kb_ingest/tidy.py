"""Keeps the cache of vectors from growing without end."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.chunk_file import ChunkFile
from assistant.knowledge.manifest import KnowledgeDirectory, Manifest
from assistant.knowledge.parts import chunk_file
from kb_ingest.embed import last_heading
from kb_ingest.split import embedding_text
from kb_ingest.vector_cache import FILE, VectorCache, key_of

BYTES_PER_NUMBER = 4
VECTORS_PER_CHUNK = 8  # at most three are needed: text, title and heading
SMALL_BYTES = 64_000_000

logger = logging.getLogger(__name__)


def forget_unused(directory: KnowledgeDirectory, *, newest: Manifest) -> None:
    """Remove cached vectors that no snapshot needs and that are older than all of them, once the file has grown large.

    Newer ones stay: a run that was killed goes on with them. Never fails; the cache may be too large for a while.
    """
    path = directory.root / FILE
    enough_bytes = VECTORS_PER_CHUNK * newest.chunks * newest.dimensions * BYTES_PER_NUMBER
    try:
        if path.stat().st_size <= max(SMALL_BYTES, enough_bytes):
            return
        manifests = [directory.manifest(snapshot_id) for snapshot_id in directory.finished()]
        with closing(VectorCache(path)) as cache:
            oldest = min(manifest.created_at for manifest in manifests)
            removed = cache.forget(but=_needed(directory, manifests), added_before=oldest)
        logger.info("%d vectors that nothing needs any more were removed", removed)
    except (OSError, ValueError, sqlite3.Error, KnowledgeUnavailableError) as error:
        logger.warning("vectors that nothing needs cannot be removed: %s (%s)", error, path)


def _needed(directory: KnowledgeDirectory, manifests: list[Manifest]) -> Iterator[bytes]:
    for manifest in manifests:
        folder = directory.snapshot(manifest.snapshot_id)
        for language in manifest.languages:
            for chunk in ChunkFile(chunk_file(folder, language)):
                for text in (embedding_text(chunk), chunk.title, last_heading(chunk)):
                    yield key_of(text, embedder=manifest.embedder)
