"""A language model that may fail: tried again, replaced by a second one, left alone, kept within its budget."""

import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from assistant.domain import CallResult, ModelCall
from assistant.exceptions import LanguageModelError, StoppedError
from assistant.kit.stopping import current_stop
from assistant.llm.breaker import Breaker
from assistant.llm.budget import DailyBudget
from assistant.llm.failure import ModelFailure
from assistant.llm.lite import Heard
from assistant.llm.port import Completion, Message
from assistant.llm.prices import Prices

logger = logging.getLogger(__name__)
FIRST_PAUSE_S: Final = 0.25
"""Before the first repetition; doubled before each further one."""
MAX_PAUSE_S: Final = 3.0
"""A server that asks for more patience is not asked again in this reply."""
MIN_LEFT_S: Final = 0.5
"""With less time left a request is not worth its price."""
CHARS_PER_TOKEN: Final = 3
"""On the safe side for European languages; for requests whose tokens nobody has counted."""
PROMPT_CHARS_PER_TOKEN: Final = 1.5
"""Lower than for written text: every space of a passage is a mark, which is a token of its own."""
_SERVER_WORKS: Final = frozenset({CallResult.OK, CallResult.REFUSED, CallResult.UNUSABLE})


class SingleModel(Protocol):
    """One attempt at one model. Raises ModelFailure."""

    name: str

    def ask(self, messages: tuple[Message, ...], *, max_tokens: int, timeout_s: float) -> Heard: ...

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Lane:
    """A model with what belongs to it alone."""

    model: SingleModel
    breaker: Breaker
    prices: Callable[[], Prices | None] = lambda: None

    def cost_eur(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """The cost of a request, where prices are known."""
        prices = self.prices()
        return prices.cost_eur(prompt_tokens, completion_tokens) if prices else None


@dataclass(frozen=True, slots=True)
class _Request:
    """What one reply asks, until when, and the requests made so far.

    Of a request that `is_hurried` the model need not be able to keep the deadline.
    """

    messages: tuple[Message, ...]
    max_tokens: int
    until: float
    is_hurried: bool = False
    calls: list[ModelCall] = field(default_factory=list)

    @property
    def left_s(self) -> float:
        """Seconds until the deadline."""
        return self.until - time.monotonic()

    @property
    def prompt_tokens(self) -> int:
        """An estimate that is rather too high."""
        return math.ceil(sum(len(message.content) for message in self.messages) / PROMPT_CHARS_PER_TOKEN)


def _pause(pause_s: float) -> None:
    """Return earlier where a stop is asked for."""
    current_stop().wait(pause_s)


class Failover:
    """Asks the models in their order. Nothing is asked again once a model has begun to speak."""

    def __init__(
        self,
        lanes: Sequence[Lane],
        *,
        total_timeout_s: float,
        retries: int,
        budget: DailyBudget | None = None,
        sleep: Callable[[float], None] = _pause,
    ) -> None:
        self._lanes = tuple(lanes)
        self._total_timeout_s = total_timeout_s
        self._retries = retries
        self._budget = budget
        self._sleep = sleep

    def warm_up(self) -> None:
        """Load what is loaded at first use; no request leaves."""
        for lane in self._lanes:
            lane.model.warm_up()

    def close(self) -> None:
        """End what runs in the background."""
        for lane in self._lanes:
            lane.model.close()
        if self._budget is not None:
            self._budget.close()

    def complete(self, messages: tuple[Message, ...], *, max_tokens: int, timeout_s: float | None = None) -> Completion:
        """The first answer that a model gives within the deadline.

        Raises StoppedError, or another LanguageModelError, with what was tried.
        """
        until = time.monotonic() + (self._total_timeout_s if timeout_s is None else timeout_s)
        request = _Request(messages, max_tokens, until, is_hurried=timeout_s is not None)
        message = ""
        for lane in self._lanes:
            outcome = self._persist(lane, request)
            if isinstance(outcome, Heard):
                return Completion(outcome.text, lane.model.name, tuple(request.calls), is_cut=outcome.is_cut)
            message = str(outcome)
            if outcome.result is CallResult.STOPPED:
                raise StoppedError(message, calls=tuple(request.calls))
            if outcome.heard_chars:
                break
        raise LanguageModelError(message, calls=tuple(request.calls))

    def _persist(self, lane: Lane, request: _Request) -> Heard | ModelFailure:
        """Ask until it works, cannot work, or there is no time or patience left."""
        outcome = self._ask(lane, request)
        for pause_s in self._pauses():
            if isinstance(outcome, Heard) or not outcome.may_pass:
                break
            wait_s = pause_s if outcome.wait_s is None else outcome.wait_s
            if wait_s > min(MAX_PAUSE_S, request.left_s - MIN_LEFT_S):
                break
            self._sleep(wait_s)
            outcome = self._ask(lane, request)
        return outcome

    def _pauses(self) -> Iterator[float]:
        """Growing, and not the same for all who wait."""
        for attempt in range(self._retries):
            yield FIRST_PAUSE_S * 2**attempt * random.uniform(0.5, 1.0)  # noqa: S311

    def _ask(self, lane: Lane, request: _Request) -> Heard | ModelFailure:
        """One attempt, unless nobody waits for it, or the model is left alone or too expensive by now."""
        if current_stop().is_asked:
            return ModelFailure("Nobody waits for the language model any more.", CallResult.STOPPED)
        if request.left_s < MIN_LEFT_S:
            return _too_late()
        if not lane.breaker.allows():
            return _unasked(lane, request, CallResult.LEFT_ALONE)
        if self._budget is None:
            return _send(lane, request)
        return self._send_within(self._budget, lane, request)

    def _send_within(self, budget: DailyBudget, lane: Lane, request: _Request) -> Heard | ModelFailure:
        """One attempt where it fits into the budget, whose file others may have held for a while."""
        most_eur = lane.cost_eur(request.prompt_tokens, request.max_tokens) or 0.0
        day = budget.set_aside(most_eur)
        if day is None:
            return _unasked(lane, request, CallResult.OVER_BUDGET)
        if request.left_s < MIN_LEFT_S:
            budget.correct(day, set_aside_eur=most_eur, spent_eur=0.0)
            return _too_late()
        outcome = _send(lane, request)
        budget.correct(day, set_aside_eur=most_eur, spent_eur=request.calls[-1].cost_eur or 0.0)
        return outcome


def _send(lane: Lane, request: _Request) -> Heard | ModelFailure:
    started = time.perf_counter()
    outcome: Heard | ModelFailure
    try:
        outcome = lane.model.ask(request.messages, max_tokens=request.max_tokens, timeout_s=request.left_s)
    except ModelFailure as failure:
        outcome = failure
    prompt_tokens, completion_tokens = _tokens(outcome, request)
    call = ModelCall(
        model=lane.model.name,
        result=CallResult.OK if isinstance(outcome, Heard) else outcome.result,
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
        prompt_tokens=prompt_tokens,
        completion_tokens=completion_tokens,
        cost_eur=lane.cost_eur(prompt_tokens, completion_tokens),
    )
    request.calls.append(call)
    _judge(lane, call, is_hurried=request.is_hurried)
    return outcome


def _too_late() -> ModelFailure:
    return ModelFailure("There was no time left to ask the language model.", CallResult.TIMEOUT)


def _unasked(lane: Lane, request: _Request, result: CallResult) -> ModelFailure:
    request.calls.append(ModelCall(lane.model.name, result))
    return ModelFailure(f"The language model was not asked ({result.value}).", result)


def _tokens(outcome: Heard | ModelFailure, request: _Request) -> tuple[int, int]:
    """Those that were counted; for a request that failed, what may have to be paid all the same."""
    if isinstance(outcome, Heard):
        return outcome.prompt_tokens, outcome.completion_tokens
    return request.prompt_tokens if outcome.prompt_sent else 0, -(-outcome.heard_chars // CHARS_PER_TOKEN)


def _judge(lane: Lane, call: ModelCall, *, is_hurried: bool) -> None:
    """Tell the breaker; a stop says nothing about the model, nor does a deadline shorter than its own."""
    says_nothing = call.result is CallResult.STOPPED or (is_hurried and call.result is CallResult.TIMEOUT)
    if call.result in _SERVER_WORKS:
        lane.breaker.succeeded()
    elif not says_nothing and lane.breaker.failed():
        logger.warning("A language model fails and is left alone for a while.", extra={"model": call.model})
