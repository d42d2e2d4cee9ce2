"""The rules in their order: the first that matches decides.

Somebody in danger comes first. The truth about being a machine and the way to a person come before everything that
might be an attempt at manipulation.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.decision.normalise import Said
from assistant.decision.rules.are_you_human import are_you_human
from assistant.decision.rules.cancellation import cancellation
from assistant.decision.rules.chat import acknowledge, capabilities, goodbye, greeting, how_are_you, thanks
from assistant.decision.rules.complaint import complaint
from assistant.decision.rules.consent import consent
from assistant.decision.rules.customer_request import customer_request
from assistant.decision.rules.data_protection import data_protection
from assistant.decision.rules.distress import distress
from assistant.decision.rules.empty import empty
from assistant.decision.rules.instruction import instruction
from assistant.decision.rules.insult import insult
from assistant.decision.rules.legal_threat import legal_threat
from assistant.decision.rules.payment_dispute import payment_dispute
from assistant.decision.rules.unhelpful import unhelpful
from assistant.decision.rules.unsupported_request import unsupported_request
from assistant.domain import Decision, SensitiveTopic

Rule = Callable[[Said], Decision | None]

SENSITIVE: Mapping[SensitiveTopic, Rule] = MappingProxyType(
    {
        "distress": distress,
        "legal_threat": legal_threat,
        "data_protection": data_protection,
        "payment_dispute": payment_dispute,
        "cancellation": cancellation,
    }
)
"""The rule of each topic that an operator may leave to a person."""

RULES: tuple[Rule, ...] = (
    distress,
    empty,
    are_you_human,
    consent,
    legal_threat,
    data_protection,
    payment_dispute,
    cancellation,
    customer_request,
    complaint,
    unsupported_request,
    greeting,
    how_are_you,
    goodbye,
    thanks,
    capabilities,
    acknowledge,
    instruction,
    unhelpful,
    insult,
)
