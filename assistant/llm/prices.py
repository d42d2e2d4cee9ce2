"""What a model costs, in euros."""

import os
from dataclasses import dataclass
from typing import Final

_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Euros for a million tokens that are sent, and for a million that are written."""

    prompt_eur_per_million: float
    completion_eur_per_million: float

    def cost_eur(self, prompt_tokens: int, completion_tokens: int) -> float:
        """The cost of a request."""
        prompt = prompt_tokens * self.prompt_eur_per_million
        return (prompt + completion_tokens * self.completion_eur_per_million) / _MILLION


def listed_prices(name: str, *, eur_per_usd: float) -> Prices | None:
    """The prices of LiteLLM's list, as it came with the package; None for a model that is not on it."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # otherwise it downloads a newer list at import
    import litellm

    try:
        prompt, completion = litellm.cost_per_token(model=name, prompt_tokens=_MILLION, completion_tokens=_MILLION)
    except Exception:  # noqa: BLE001  an unknown model is told by different errors
        return None
    return Prices(prompt * eur_per_usd, completion * eur_per_usd)
