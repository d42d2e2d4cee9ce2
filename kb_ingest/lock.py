"""Only one run at a time may change what is published."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.errors import IngestError

WAIT_S = 1.0


@contextmanager
def only_run(directory: KnowledgeDirectory) -> Iterator[None]:
    """Raises IngestError when another run holds the lock, or when something inside cannot be written."""
    try:
        directory.root.mkdir(parents=True, exist_ok=True)
        with FileLock(directory.root / "ingest.lock", timeout=WAIT_S):
            yield
    except Timeout as error:
        raise IngestError("Another ingest run is in progress in this data directory.") from error
    except OSError as error:
        reason = error.strerror or error
        raise IngestError(f"The data directory cannot be written: {reason} ({directory.root}).") from error
