"""Everything but an answer is a fixed text."""

import pytest

from assistant.answering.fixed import fixed_draft, fixed_key
from assistant.domain import (
    LANGUAGES,
    OTHER_COUNTRY,
    Chat,
    ChatKind,
    Choice,
    Clarify,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
)
from assistant.prompting import FixedTexts

DECISIONS = [
    *(Chat(kind) for kind in ChatKind),
    *(HandOff(reason) for reason in HandOffReason),
    *(HandOff(reason, consented=True) for reason in HandOffReason),
    *(Decline(reason) for reason in DeclineReason),
    Clarify((Choice("a", "Versand", "de"),), 0.4),
    Clarify((Choice("a", "Versand", "de"),), 0.4, OTHER_COUNTRY),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decision", DECISIONS, ids=str)
def test_every_decision_has_a_fixed_draft(decision, language):
    draft = fixed_draft(decision, FixedTexts("Bohnenpost"), language)
    assert draft.text
    assert draft.origin == "fixed"
    assert all(statement.chunk_ids == () for statement in draft.statements)


def test_an_offer_becomes_a_receipt_only_after_consent():
    assert fixed_key(HandOff(HandOffReason.COMPLAINT)) == "offer_complaint"
    assert fixed_key(HandOff(HandOffReason.COMPLAINT, consented=True)) == "consent_received"


def test_an_article_about_other_countries_is_offered_as_such():
    asked_back = Clarify((Choice("a", "Versand", "de"),), 0.4, OTHER_COUNTRY)
    assert fixed_key(asked_back) == "clarify_other_country"
    assert "Land" in fixed_draft(asked_back, FixedTexts("Bohnenpost"), "de").text
