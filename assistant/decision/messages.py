"""Decides what can be decided from the message alone, before any search."""

from assistant.decision.normalise import understand
from assistant.decision.rules import RULES
from assistant.domain import Decision, Language, PastMessage


def decide_from_message(message: str, history: tuple[PastMessage, ...], language: Language) -> Decision | None:
    """Return the decision of the first rule that matches the redacted message; None when passages are needed."""
    said = understand(message, history, language)
    return next((decision for rule in RULES if (decision := rule(said)) is not None), None)
