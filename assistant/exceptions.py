"""One error family: every error the service raises on purpose, with the words its reader gets."""

from typing import ClassVar

from assistant.domain import ModelCall


class AuskunftError(Exception):
    """Base of all errors. `code` is public, `status` its HTTP status, the message is written for its reader."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    retry_after_s: ClassVar[int | None] = None


class SettingsError(AuskunftError):
    """The settings do not fit together or name unknown keys."""

    code = "settings"


class KnowledgeUnavailableError(AuskunftError):
    """No snapshot is published, or the published one cannot be opened."""

    code = "knowledge_unavailable"
    status = 503
    retry_after_s = 10


class ModelFilesError(AuskunftError):
    """The embedder's files are missing, damaged or cannot be built."""

    code = "model_files"
    status = 503


class RedactionUnavailableError(AuskunftError):
    """The analyzer failed: nothing may be processed, the customer gets the human path."""

    code = "redaction_unavailable"
    status = 503
    retry_after_s = 30


class LanguageModelError(AuskunftError):
    """The language model failed, was too slow or returned nothing usable; `calls` is what was tried."""

    code = "language_model"
    status = 502

    def __init__(self, message: str, *, calls: tuple[ModelCall, ...] = ()) -> None:
        super().__init__(message)
        self.calls = calls


class StoppedError(LanguageModelError):
    """The model was stopped because nobody waits for its answer any more. That is no failure of the model."""


class MessageRefusedError(AuskunftError):
    """The message is empty, too long or not text."""

    code = "message_refused"
    status = 400


class MessageTooLongError(MessageRefusedError):
    """The message exceeds the limit."""

    code = "message_too_long"
    status = 413


class NotFoundError(AuskunftError):
    """No such conversation, reply or ticket; also the answer to a wrong token, so that ids cannot be guessed."""

    code = "not_found"
    status = 404


class UnauthorizedError(AuskunftError):
    """The Authorization header is missing or malformed."""

    code = "unauthorized"
    status = 401


class ConflictError(AuskunftError):
    """The request does not fit the state, for example a second reply while one is running."""

    code = "conflict"
    status = 409


class TooManyRequestsError(AuskunftError):
    """Too many messages in a short time."""

    code = "too_many_requests"
    status = 429
    retry_after_s = 20


class StorageError(AuskunftError):
    """The database refused a write (full disk, read-only directory): nothing was acknowledged."""

    code = "storage"
    status = 503
    retry_after_s = 30
