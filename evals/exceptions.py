"""What can go wrong while measuring, in words for the person who measures."""

from typing import ClassVar

from assistant.exceptions import AuskunftError, KnowledgeUnavailableError


class EvalsError(AuskunftError):
    """A measurement could not be made."""

    code: ClassVar[str] = "evals"


class CasesError(EvalsError):
    """A case file cannot be used; the message names the line."""

    code = "cases"


class ArticlesError(EvalsError):
    """A folder of articles cannot be read."""

    code = "articles"


class ArticlesNeededError(EvalsError, KnowledgeUnavailableError):
    """A folder of articles was not given, although this cannot be measured without."""

    code = "articles_needed"


class CompareExtraMissingError(EvalsError):
    """The peers to compare with are not installed."""

    code = "compare_extra"


class IngestRunError(EvalsError):
    """A run of ingestion that was to be measured failed."""

    code = "ingest_run"


class ServiceError(EvalsError):
    """The running service did not answer as its contract says."""

    code = "service"
