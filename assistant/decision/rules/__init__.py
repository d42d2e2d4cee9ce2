"""The rules in their order: the first that matches decides.

The truth about being a machine and the way to a person come before everything that might be an attempt at manipulation.
"""

from collections.abc import Callable

from assistant.decision.normalise import Said
from assistant.decision.rules.are_you_human import are_you_human
from assistant.decision.rules.chat import acknowledge, capabilities, goodbye, greeting, how_are_you, thanks
from assistant.decision.rules.complaint import complaint
from assistant.decision.rules.consent import consent
from assistant.decision.rules.customer_request import customer_request
from assistant.decision.rules.empty import empty
from assistant.decision.rules.instruction import instruction
from assistant.domain import Decision

Rule = Callable[[Said], Decision | None]

RULES: tuple[Rule, ...] = (
    empty,
    are_you_human,
    consent,
    customer_request,
    complaint,
    greeting,
    how_are_you,
    goodbye,
    thanks,
    capabilities,
    acknowledge,
    instruction,
)
