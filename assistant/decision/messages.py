"""Decides what can be decided from the message alone, before any search."""

from collections.abc import Collection

from assistant.decision.normalise import understand
from assistant.decision.repeated import or_a_person
from assistant.decision.rules import RULES, SENSITIVE
from assistant.domain import SENSITIVE_TOPICS, Decision, Language, PastMessage, SensitiveTopic


def decide_from_message(
    message: str,
    history: tuple[PastMessage, ...],
    language: Language,
    *,
    sensitive_topics: Collection[SensitiveTopic] = SENSITIVE_TOPICS,
) -> Decision | None:
    """Return the decision of the first rule that matches the redacted message; None when passages are needed."""
    said = understand(message, history, language)
    left_out = {rule for topic, rule in SENSITIVE.items() if topic not in sensitive_topics}
    decided = next((decision for rule in RULES if rule not in left_out and (decision := rule(said)) is not None), None)
    return None if decided is None else or_a_person(decided, history)
