"""What the assistant needs from a language model."""

from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.domain import ModelCall


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model; redacted text only."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The model's text, whole or `is_cut` at the length limit, and the requests that were made for it."""

    text: str
    model: str
    calls: tuple[ModelCall, ...] = ()
    is_cut: bool = False


class LanguageModel(Protocol):
    """Completes messages within its deadlines, or raises LanguageModelError and no other error.

    `timeout_s` is a deadline of the request's own, in place of that for an answer.
    """

    def complete(
        self, messages: tuple[Message, ...], *, max_tokens: int, timeout_s: float | None = None
    ) -> Completion: ...
