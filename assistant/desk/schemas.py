"""What the explain page sends and gets. Numbers and words stand side by side, so that the page knows no language."""

from dataclasses import asdict
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from assistant.chat.explain import ExplainedCall, ExplainedPassage, Explanation
from assistant.chat.schemas import Payload
from assistant.desk.words import Words
from assistant.domain import Language


def _none_if_empty(language: object) -> object:
    return language or None


class ExplainQuestion(Payload):
    """A question as a customer would ask it; without a language it is detected."""

    question: str
    language: Annotated[Language | None, BeforeValidator(_none_if_empty)] = None


class RevealWish(Payload):
    """Which placeholder of a ticket somebody needs the value of, who that is, and why."""

    placeholder: str
    by: str
    why: str


class Revealed(BaseModel):
    """The value behind a placeholder."""

    placeholder: str
    value: str = Field(repr=False)


class Named(BaseModel):
    """A figure: its name in the code, what it means, and its value."""

    name: str
    words: str
    value: float


class ExplainedPassageView(BaseModel):
    """A passage; every one has the same scores in the same order."""

    article_id: str
    title: str
    headings: list[str]
    language: str
    url: str | None
    text: str
    scores: list[Named]


class ChoiceView(BaseModel):
    """An article that is offered."""

    article_id: str
    title: str
    language: str


class FindingView(BaseModel):
    """What verification objected to."""

    check: str
    statement: str
    detail: str


class ModelCallView(BaseModel):
    """A request to a language model, in figures; purpose and result in words, too."""

    purpose: str
    purpose_words: str
    attempt: int
    model: str
    result: str
    result_words: str
    milliseconds: float
    prompt_tokens: int
    completion_tokens: int
    cost_eur: float | None


class Explained(BaseModel):
    """Everything the page shows. Texts are redacted."""

    redacted: str | None
    searched_for: str | None
    language: Language
    decision: str
    reason: str
    probability: float | None
    reply: str
    choices: list[ChoiceView]
    passages: list[ExplainedPassageView]
    evidence: list[Named]
    findings: list[FindingView]
    dropped: list[str]
    timings: list[Named]
    model_calls: list[ModelCallView]
    snapshot_id: str | None


def explained(explanation: Explanation, words: Words) -> Explained:
    """Put the facts into words."""
    return Explained(
        redacted=explanation.redacted,
        searched_for=explanation.searched_for,
        language=explanation.language,
        decision=words.decisions.get(explanation.decision, explanation.decision),
        reason=words.reason_of(explanation),
        probability=explanation.probability,
        reply=explanation.reply,
        choices=[
            ChoiceView(article_id=each.article_id, title=each.title, language=each.language)
            for each in explanation.choices
        ],
        passages=[_passage(passage, words) for passage in explanation.passages],
        evidence=[
            Named(name=name, words=words.evidence.get(name, name), value=value)
            for name, value in explanation.evidence.items()
        ],
        findings=[
            FindingView(check=each.check, statement=each.statement, detail=each.detail) for each in explanation.findings
        ],
        dropped=list(explanation.dropped),
        timings=[
            Named(name=name, words=words.stages.get(name, name), value=value)
            for name, value in explanation.timings_ms.items()
        ],
        model_calls=[_call(call, words) for call in explanation.model_calls],
        snapshot_id=explanation.snapshot_id,
    )


def _call(call: ExplainedCall, words: Words) -> ModelCallView:
    purpose = words.purposes.get(call.purpose, call.purpose)
    result = words.call_results.get(call.result, call.result)
    return ModelCallView(**asdict(call), purpose_words=purpose, result_words=result)


def _passage(passage: ExplainedPassage, words: Words) -> ExplainedPassageView:
    return ExplainedPassageView(
        article_id=passage.article_id,
        title=passage.title,
        headings=list(passage.headings),
        language=passage.language,
        url=passage.url,
        text=passage.text,
        scores=[
            Named(name=name, words=words.scores.get(name, name), value=value) for name, value in passage.scores.items()
        ],
    )
