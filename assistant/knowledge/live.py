"""Keeps the published snapshot open and swaps to a newer one without a restart or a failed request."""

import logging
import threading

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot, open_snapshot, rebuild_chroma

logger = logging.getLogger(__name__)


class LiveKnowledge:
    """The snapshot that replies are made from. Readers take a reference; a swap never disturbs them."""

    def __init__(self, directory: KnowledgeDirectory, *, refresh_s: float) -> None:
        self._directory = directory
        self._refresh_s = refresh_s
        self._snapshot: Snapshot | None = None
        self._refused: str | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="knowledge-refresh", daemon=True)

    def start(self) -> None:
        """Open what is published and watch the pointer from now on."""
        self.refresh()
        self._thread.start()

    def stop(self) -> None:
        """End the watching."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def current(self) -> Snapshot:
        """The live snapshot. Raises KnowledgeUnavailableError before the first publication."""
        snapshot = self._snapshot
        if snapshot is None:
            raise KnowledgeUnavailableError("No articles are published yet: run `auskunft ingest FOLDER`.")
        return snapshot

    def refresh(self) -> None:
        """Open the published snapshot if it is not the open one. A snapshot that cannot be opened changes nothing."""
        wanted = self._directory.current_id()
        opened = self._snapshot.manifest.snapshot_id if self._snapshot else None
        if wanted is None or wanted in (opened, self._refused):
            return
        try:
            self._snapshot = self._open(wanted)
            logger.info("snapshot %s is live", wanted)
        except KnowledgeUnavailableError as error:
            self._refused = wanted
            logger.error("snapshot %s cannot be used: %s", wanted, error)  # noqa: TRY400  the reason is enough

    def _open(self, snapshot_id: str) -> Snapshot:
        folder = self._directory.snapshot(snapshot_id)
        try:
            return open_snapshot(folder)
        except KnowledgeUnavailableError as error:
            logger.warning("%s Building its search index again.", error)
        try:
            rebuild_chroma(folder)
        except (OSError, ValueError) as error:
            raise KnowledgeUnavailableError(f"The search index cannot be built again: {error}") from error
        return open_snapshot(folder)

    def _watch(self) -> None:
        while not self._stop.wait(self._refresh_s):
            self.refresh()
