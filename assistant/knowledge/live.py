"""Keeps the published snapshot open and swaps to a newer one without a restart or a failed request."""

import logging
import threading
from time import monotonic

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import KnowledgeDirectory, Publication
from assistant.knowledge.store import Snapshot, open_snapshot

NOTHING_PUBLISHED = "No articles are published yet: run `auskunft ingest FOLDER`."
TRY_AGAIN_S = 60.0

logger = logging.getLogger(__name__)


class LiveKnowledge:
    """The snapshot that replies are made from. Readers take a reference; a swap never disturbs them."""

    def __init__(self, directory: KnowledgeDirectory, *, refresh_s: float) -> None:
        self._directory = directory
        self._refresh_s = refresh_s
        self._snapshot: Snapshot | None = None
        self._seen: Publication | None = None
        self._problem: str | None = None
        self._try_again_at = 0.0
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
        """The live snapshot. Raises KnowledgeUnavailableError as long as none could be opened."""
        snapshot = self._snapshot
        if snapshot is None:
            raise KnowledgeUnavailableError(self._problem or NOTHING_PUBLISHED)
        return snapshot

    def refresh(self) -> None:
        """Open what is published if it is not open yet. Never raises: what cannot be opened changes nothing."""
        try:
            self._follow_pointer()
        except KnowledgeUnavailableError as error:
            self._refuse(str(error))
        except Exception as error:
            logger.exception("the published articles cannot be opened")
            self._refuse(f"The published articles cannot be opened: {type(error).__name__}.")

    def _follow_pointer(self) -> None:
        publication = self._directory.publication()
        if publication is None or (publication == self._seen and monotonic() < self._try_again_at):
            return
        self._seen, self._try_again_at = publication, float("inf")
        if self._snapshot is None or self._snapshot.manifest.snapshot_id != publication.snapshot_id:
            snapshot = open_snapshot(self._directory.snapshot(publication.snapshot_id), repair=True)
            snapshot.prepare()
            self._snapshot = snapshot
            logger.info("snapshot %s is live", publication.snapshot_id)
        self._problem = None

    def _refuse(self, problem: str) -> None:
        if problem != self._problem:
            logger.error("%s", problem)
        self._problem = problem
        self._try_again_at = monotonic() + TRY_AGAIN_S

    def _watch(self) -> None:
        while not self._stop.wait(self._refresh_s):
            self.refresh()
