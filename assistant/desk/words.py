"""What editors read: decisions, reasons and figures in words, from a file per language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.chat.explain import Explanation

DeskLanguage = Literal["de", "en"]
DESK_LANGUAGES: Final[tuple[DeskLanguage, ...]] = ("de", "en")


class _Table(BaseModel):
    """The file of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: dict[str, str]
    decisions: dict[str, str]
    reasons: dict[str, str]
    scores: dict[str, str]
    evidence: dict[str, str]
    stages: dict[str, str]
    purposes: dict[str, str]
    call_results: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; what has none is called by its name in the code."""

    language: DeskLanguage
    page: Mapping[str, str]
    decisions: Mapping[str, str]
    reasons: Mapping[str, str]
    scores: Mapping[str, str]
    evidence: Mapping[str, str]
    stages: Mapping[str, str]
    purposes: Mapping[str, str]
    call_results: Mapping[str, str]

    def reason_of(self, explanation: Explanation) -> str:
        """The reason of a decision; of an exact answer also which one it is, and the editor's question that fits."""
        reason = self.reasons.get(explanation.reason, explanation.reason)
        exact = explanation.exact
        if exact is None:
            return reason
        cosine = "" if exact.cosine is None else f" {exact.cosine:.2f}"
        return f"{reason} {exact.exact_id}: {self.reasons[f'exact_{exact.how}']}{cosine}: {exact.question}"


@cache
def desk_words(language: DeskLanguage) -> Words:
    """Read the file of a language, once."""
    content = files("assistant.desk").joinpath("texts", f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language=language, **dict(_Table.model_validate(yaml.safe_load(content))))


def preferred_language(accept_language: str) -> DeskLanguage:
    """The first of our languages in the order in which the browser wants them; German where it wants none."""
    wishes: list[tuple[float, int, str]] = []
    for place, wish in enumerate(accept_language.split(",")[:20]):
        tag, _, quality = wish.strip().partition(";q=")
        wishes.append((-_number(quality), place, tag.split("-")[0].lower()))
    wanted = [tag for _, _, tag in sorted(wishes)]
    return next((language for tag in wanted for language in DESK_LANGUAGES if language == tag), "de")


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
