"""What the assistant needs from a language model."""

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model; redacted text only."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The model's text; token counts are None where the endpoint reports none."""

    text: str
    model: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class LanguageModel(Protocol):
    """Completes messages within its deadlines, or raises LanguageModelError; no other error, no retry."""

    def complete(self, messages: tuple[Message, ...], *, max_tokens: int) -> Completion: ...
