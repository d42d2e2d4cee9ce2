"""The two errors a source may raise, and the one that stops a run."""


class IngestError(Exception):
    """The run cannot go on; nothing was published. The message is written for the editor."""


class PermanentSourceError(IngestError):
    """Trying again does not help: wrong path, wrong credentials, nothing to read."""


class TransientSourceError(IngestError):
    """Trying again may help: time-out, overload."""
