"""Fixed texts for everything that is not an answer from the articles."""

from typing import assert_never

from assistant.domain import OTHER_COUNTRY, Chat, Clarify, Decline, Draft, HandOff, Language, Statement
from assistant.prompting import FixedTexts

FIXED = "fixed"


def fixed_draft(decision: Chat | HandOff | Decline | Clarify, texts: FixedTexts, language: Language) -> Draft:
    """Draft the fixed text of the decision; it rests on no passage."""
    return Draft((Statement(texts.render(fixed_key(decision), language), ()),), origin=FIXED)


def fixed_key(decision: Chat | HandOff | Decline | Clarify) -> str:
    """Name the text in the language files."""
    match decision:
        case Chat(kind=kind):
            return kind.value
        case HandOff(consented=True):
            return "consent_received"
        case HandOff(reason=reason):
            return f"offer_{reason.value}"
        case Decline(reason=declined):
            return f"decline_{declined.value}"
        case Clarify(reason=reason) if reason == OTHER_COUNTRY:
            return "clarify_other_country"
        case Clarify():
            return "clarify"
        case _:
            assert_never(decision)
