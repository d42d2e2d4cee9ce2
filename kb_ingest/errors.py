"""The two errors a source may raise, and the one that stops a run. Messages are written for the editor."""


class IngestError(Exception):
    """The run cannot go on; nothing was published."""


class SourceError(Exception):
    """One source cannot be read; the others go on. Raised as one of the two kinds below."""


class PermanentSourceError(SourceError):
    """Trying again does not help: wrong path, wrong credentials, nothing to read."""


class TransientSourceError(SourceError):
    """Trying again may help: time-out, overload."""
