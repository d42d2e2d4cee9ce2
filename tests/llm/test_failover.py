"""Repetition, the second model, the breaker and the budget, with models that need no network."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from filelock import FileLock

from assistant.domain import CallResult
from assistant.exceptions import LanguageModelError, StoppedError
from assistant.kit.stopping import Stop, stoppable_by
from assistant.llm.breaker import Breaker
from assistant.llm.budget import DailyBudget
from assistant.llm.failover import Failover, Lane
from assistant.llm.failure import ModelFailure
from assistant.llm.lite import Heard
from assistant.llm.port import Message
from assistant.llm.prices import Prices

MESSAGES = (Message("user", "Was kostet der Versand?" * 10),)
GOOD = Heard("Er kostet 4,90 Euro [1].", 100, 10)
DOWN = ModelFailure("down", CallResult.UNAVAILABLE)
LIMITED = ModelFailure("limited", CallResult.RATE_LIMITED, wait_s=1.5)
SLOW = ModelFailure("slow", CallResult.TIMEOUT, prompt_sent=True)
STALLED = ModelFailure("stalled", CallResult.TIMEOUT, heard_chars=30, prompt_sent=True)
DENIED = ModelFailure("denied", CallResult.DENIED)
REFUSED = ModelFailure("refused", CallResult.REFUSED)
EMPTY = ModelFailure("empty", CallResult.UNUSABLE, prompt_sent=True)
STOPPED = ModelFailure("stopped", CallResult.STOPPED, heard_chars=30, prompt_sent=True)


class Model:
    """Plays its results in turn, the last one for ever."""

    def __init__(self, name, *results):
        self.name = name
        self.results = list(results)
        self.asked = []

    def ask(self, messages, *, max_tokens, timeout_s):
        self.asked.append((messages, max_tokens, timeout_s))
        result = self.results.pop(0) if len(self.results) > 1 else self.results[0]
        if isinstance(result, Exception):
            raise result
        return result

    def warm_up(self):
        self.is_warm = True

    def close(self):
        self.is_closed = True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def lane(model, *, failures=100, pause_s=30, clock=time.monotonic, prices=None):
    return Lane(model, Breaker(failures=failures, pause_s=pause_s, now=clock), lambda: prices)


def failover(*lanes, retries=1, budget=None, total_timeout_s=20, slept=None):
    slept = slept if slept is not None else []
    return Failover(lanes, total_timeout_s=total_timeout_s, retries=retries, budget=budget, sleep=slept.append)


def results(calls):
    return [(call.model, call.result.value) for call in calls]


def fails(models):
    with pytest.raises(LanguageModelError) as failure:
        models.complete(MESSAGES, max_tokens=200)
    return results(failure.value.calls)


class TestRepetition:
    @pytest.mark.parametrize("failure", [DOWN, LIMITED])
    def test_what_may_pass_is_tried_again(self, failure):
        completion = failover(lane(Model("a", failure, GOOD))).complete(MESSAGES, max_tokens=200)
        assert completion.text == GOOD.text
        assert results(completion.calls) == [("a", failure.result.value), ("a", "ok")]

    def test_pauses_grow_and_end(self):
        slept = []
        assert len(fails(failover(lane(Model("a", DOWN)), retries=3, slept=slept))) == 4
        assert [0.125 <= slept[0] <= 0.25, 0.25 <= slept[1] <= 0.5, 0.5 <= slept[2] <= 1.0] == [True] * 3

    def test_the_server_says_how_long_to_wait(self):
        slept = []
        failover(lane(Model("a", LIMITED, GOOD)), slept=slept).complete(MESSAGES, max_tokens=200)
        assert slept == [1.5]

    @pytest.mark.parametrize(("wait_s", "total_s"), [(60, 100), (2, 2.2)], ids=["too long", "past the deadline"])
    def test_a_server_that_asks_for_too_much_patience_is_not_asked_again(self, wait_s, total_s):
        busy = ModelFailure("busy", CallResult.RATE_LIMITED, wait_s=wait_s)
        slept = []
        assert fails(failover(lane(Model("a", busy)), total_timeout_s=total_s, slept=slept)) == [("a", "rate_limited")]
        assert slept == []

    @pytest.mark.parametrize("failure", [SLOW, STALLED, DENIED, REFUSED, EMPTY])
    def test_what_does_not_pass_is_not_tried_again(self, failure):
        assert len(fails(failover(lane(Model("a", failure)), retries=5))) == 1


class TestSecondModel:
    @pytest.mark.parametrize("failure", [DOWN, SLOW, DENIED, REFUSED, EMPTY])
    def test_it_answers_when_the_first_one_has_said_nothing(self, failure):
        models = failover(lane(Model("a", failure)), lane(Model("b", GOOD)), retries=0)
        completion = models.complete(MESSAGES, max_tokens=200)
        assert completion.model == "b"
        assert results(completion.calls) == [("a", failure.result.value), ("b", "ok")]

    def test_it_is_not_asked_once_the_first_one_has_begun_to_speak(self):
        second = Model("b", GOOD)
        assert fails(failover(lane(Model("a", STALLED)), lane(second))) == [("a", "timeout")]
        assert second.asked == []

    def test_it_gets_the_time_that_is_left(self):
        class Slow(Model):
            def ask(self, *args, **limits):
                time.sleep(0.3)
                return super().ask(*args, **limits)

        second = Model("b", GOOD)
        failover(lane(Slow("a", SLOW)), lane(second), total_timeout_s=2).complete(MESSAGES, max_tokens=200)
        assert 1.4 < second.asked[0][2] < 1.7

    def test_nobody_is_asked_when_no_time_is_left(self):
        first = Model("a", GOOD)
        assert fails(failover(lane(first), total_timeout_s=0.4)) == []
        assert first.asked == []

    def test_both_are_warmed_up_and_closed(self):
        first, second = Model("a", GOOD), Model("b", GOOD)
        models = failover(lane(first), lane(second))
        models.warm_up()
        models.close()
        assert first.is_warm
        assert second.is_warm
        assert first.is_closed
        assert second.is_closed


class TestBreaker:
    def ask(self, models):
        try:
            return results(models.complete(MESSAGES, max_tokens=200).calls)
        except LanguageModelError as error:
            return results(error.calls)

    def test_a_model_that_keeps_failing_is_left_alone(self, caplog):
        model = Model("a", DOWN)
        models = failover(lane(model, failures=3), retries=0)
        assert [self.ask(models) for _ in range(5)] == [[("a", "unavailable")]] * 3 + [[("a", "left_alone")]] * 2
        assert len(model.asked) == 3
        assert [record.model for record in caplog.records] == ["a"]

    def test_after_a_pause_one_request_decides(self):
        clock, model = Clock(), Model("a", DOWN, DOWN, DOWN, GOOD)
        models = failover(lane(model, failures=2, clock=clock), retries=0)
        told = []
        for now in (0, 0, 29, 31, 32, 62, 63):
            clock.now = now
            told.append(self.ask(models)[0][1])
        assert told == ["unavailable", "unavailable", "left_alone", "unavailable", "left_alone", "ok", "ok"]

    def test_only_one_may_try_after_the_pause(self):
        clock = Clock()
        breaker = Breaker(failures=1, pause_s=10, now=clock)
        breaker.failed()
        clock.now = 11
        allowed = []
        threads = [threading.Thread(target=lambda: allowed.append(breaker.allows())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(allowed) == 1

    @pytest.mark.parametrize("failure", [REFUSED, EMPTY])
    def test_what_a_customer_can_provoke_is_no_failure_of_the_server(self, failure):
        models = failover(lane(Model("a", failure), failures=2), retries=0)
        assert [self.ask(models)[0][1] for _ in range(5)] == [failure.result.value] * 5

    def test_a_success_in_between_begins_the_count_anew(self):
        models = failover(lane(Model("a", DOWN, GOOD, DOWN, GOOD, DOWN), failures=2), retries=0)
        assert [self.ask(models)[0][1] for _ in range(5)] == ["unavailable", "ok", "unavailable", "ok", "unavailable"]

    def test_the_second_model_is_asked_at_once_while_the_first_is_left_alone(self):
        models = failover(lane(Model("a", DOWN), failures=1), lane(Model("b", GOOD)), retries=2)
        assert self.ask(models) == [("a", "unavailable"), ("a", "left_alone"), ("b", "ok")]
        assert self.ask(models) == [("a", "left_alone"), ("b", "ok")]


class TestHurry:
    """A request with a deadline of its own, which is shorter than the model's."""

    def ask(self, models, timeout_s=1.5):
        with pytest.raises(LanguageModelError) as failure:
            models.complete(MESSAGES, max_tokens=200, timeout_s=timeout_s)
        return results(failure.value.calls)

    def test_it_has_no_more_time_than_that(self):
        model = Model("a", GOOD)
        failover(lane(model)).complete(MESSAGES, max_tokens=200, timeout_s=1.5)
        assert 1.0 < model.asked[0][2] <= 1.5

    def test_being_too_slow_for_it_is_no_failure(self):
        models = failover(lane(Model("a", SLOW, SLOW, SLOW, GOOD), failures=2))
        assert [self.ask(models) for _ in range(3)] == [[("a", "timeout")]] * 3
        assert models.complete(MESSAGES, max_tokens=200).text == GOOD.text

    def test_any_other_failure_counts(self):
        models = failover(lane(Model("a", DENIED), failures=2))
        assert [self.ask(models)[0][1] for _ in range(3)] == ["denied", "denied", "left_alone"]


class TestStop:
    def test_a_stop_is_no_failure_of_the_model(self):
        first, second = Model("a", STOPPED, GOOD), Model("b", GOOD)
        models = failover(lane(first, failures=1), lane(second))
        with pytest.raises(StoppedError) as stopped:
            models.complete(MESSAGES, max_tokens=200)
        assert results(stopped.value.calls) == [("a", "stopped")]
        assert second.asked == []
        assert models.complete(MESSAGES, max_tokens=200).model == "a"

    def test_a_stop_ends_the_pause_before_a_repetition(self):
        busy, second = Model("a", ModelFailure("busy", CallResult.RATE_LIMITED, wait_s=2.5)), Model("b", GOOD)
        models = Failover([lane(busy), lane(second)], total_timeout_s=20, retries=1)
        stop = Stop()
        threading.Timer(0.1, stop.ask, ["stopped"]).start()
        started = time.monotonic()
        with stoppable_by(stop), pytest.raises(StoppedError) as stopped:
            models.complete(MESSAGES, max_tokens=200)
        assert time.monotonic() - started < 1.5
        assert results(stopped.value.calls) == [("a", "rate_limited")]
        assert (len(busy.asked), second.asked) == (1, [])


class TestCost:
    PRICES = Prices(1000.0, 10_000.0)  # of a million: one token sent costs 0.001, one written 0.01 euros

    def test_without_prices_there_are_tokens_only(self):
        (call,) = failover(lane(Model("a", GOOD))).complete(MESSAGES, max_tokens=200).calls
        assert (call.prompt_tokens, call.completion_tokens, call.cost_eur) == (100, 10, None)

    def test_with_prices_every_request_has_its_cost(self):
        (call,) = failover(lane(Model("a", GOOD), prices=self.PRICES)).complete(MESSAGES, max_tokens=200).calls
        assert call.cost_eur == pytest.approx(0.2)

    @pytest.mark.parametrize(
        ("failure", "prompt_tokens", "completion_tokens"),
        [
            pytest.param(DOWN, 0, 0, id="nothing was processed"),
            pytest.param(SLOW, 154, 0, id="read, but not answered"),
            pytest.param(STALLED, 154, 10, id="begun"),
            pytest.param(STOPPED, 154, 10, id="stopped"),
        ],
    )
    def test_a_failure_costs_what_may_have_to_be_paid(self, failure, prompt_tokens, completion_tokens):
        with pytest.raises(LanguageModelError) as error:
            failover(lane(Model("a", failure), prices=self.PRICES), retries=0).complete(MESSAGES, max_tokens=200)
        (call,) = error.value.calls
        assert (call.prompt_tokens, call.completion_tokens) == (prompt_tokens, completion_tokens)
        assert call.cost_eur == pytest.approx(prompt_tokens / 1000 + completion_tokens / 100)


class SlowBudget:
    """Others hold the budget's file for a while."""

    def __init__(self, budget):
        self.budget = budget
        self.wait_s = 0.7

    def set_aside(self, eur):
        time.sleep(self.wait_s)
        return self.budget.set_aside(eur)

    def correct(self, day, **amounts):
        self.budget.correct(day, **amounts)


class TestBudget:
    PRICES = TestCost.PRICES

    @pytest.fixture
    def time_of_day(self):
        clock = Clock()
        clock.now = datetime(2026, 7, 1, 12, tzinfo=UTC)
        return clock

    @pytest.fixture
    def open_budget(self, tmp_path, time_of_day):
        return lambda limit_eur=5.0: DailyBudget(tmp_path / "spent.json", limit_eur=limit_eur, clock=time_of_day)

    def models(self, budget, *more):
        return failover(lane(Model("a", GOOD), prices=self.PRICES), *more, budget=budget)

    def answered(self, models):
        """True for an answer, false for a spent budget; nothing else may happen."""
        try:
            calls = models.complete(MESSAGES, max_tokens=200).calls
        except LanguageModelError as error:
            calls = error.calls
        return {"ok": True, "over_budget": False}[calls[-1].result]

    def test_answers_end_before_the_budget_is_overspent(self, open_budget, caplog):
        models = self.models(open_budget())
        # A reply may cost up to 2.16 euros and costs 0.20: after fifteen, 2.00 are left.
        assert [self.answered(models) for _ in range(18)] == [True] * 15 + [False] * 3
        assert len(caplog.records) == 1
        assert "budget is spent" in caplog.text

    def test_a_restart_does_not_forget(self, open_budget):
        while self.answered(self.models(open_budget())):
            pass
        assert not self.answered(self.models(open_budget()))
        assert self.answered(self.models(open_budget(10.0)))

    def test_at_midnight_in_central_europe_there_is_a_new_budget(self, open_budget, time_of_day):
        models = self.models(open_budget())
        while self.answered(models):
            pass
        time_of_day.now = datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
        assert not self.answered(models)
        time_of_day.now += timedelta(minutes=2)
        assert self.answered(models)

    def test_a_request_over_midnight_is_paid_by_the_day_it_began(self, open_budget, time_of_day):
        budget = open_budget()
        day = budget.set_aside(5.0)
        time_of_day.now += timedelta(days=1)
        assert budget.set_aside(4.0)
        budget.correct(day, set_aside_eur=5.0, spent_eur=0.0)
        assert budget.set_aside(2.0) is None

    def test_a_request_that_was_never_corrected_stays_paid(self, open_budget):
        open_budget().set_aside(4.5)  # and then the process is killed
        assert open_budget().set_aside(1.0) is None

    def test_nobody_waits_for_a_correction(self, open_budget, tmp_path):
        budget = open_budget()
        day = budget.set_aside(4.5)
        with FileLock(tmp_path / "spent.lock"):
            started = time.monotonic()
            budget.correct(day, set_aside_eur=4.5, spent_eur=0.5)
            assert time.monotonic() - started < 0.2
        assert open_budget().set_aside(1.0) is None, "the others hear of it with the next request"
        assert budget.set_aside(4.0)
        assert budget.set_aside(0.5)
        assert budget.set_aside(0.1) is None

    def test_a_correction_that_no_request_follows_is_written_at_the_end(self, open_budget):
        budget = open_budget()
        models = self.models(budget)
        budget.correct(budget.set_aside(5.0), set_aside_eur=5.0, spent_eur=1.0)
        models.close()
        assert open_budget().set_aside(4.000001) is None
        assert open_budget().set_aside(4.0)

    def test_corrections_free_the_budget_for_others_even_where_one_request_does_not_fit(self, open_budget):
        budget = open_budget()
        budget.correct(budget.set_aside(5.0), set_aside_eur=5.0, spent_eur=3.0)
        assert budget.set_aside(3.0) is None
        assert open_budget().set_aside(2.0)

    def test_a_cheaper_second_model_may_still_be_asked(self, open_budget):
        free = lane(Model("b", GOOD), prices=Prices(0.0, 0.0))
        models = self.models(open_budget(0.5), free)
        assert results(models.complete(MESSAGES, max_tokens=200).calls) == [("a", "over_budget"), ("b", "ok")]

    @pytest.mark.parametrize("content", [b"", b'{"day": "2026-07-01", "mic', b"[]", b"\xff\x00", b'{"day": 1}'])
    def test_a_damaged_file_counts_as_spent_until_midnight(self, open_budget, tmp_path, time_of_day, content):
        (tmp_path / "spent.json").write_bytes(content)
        assert open_budget().set_aside(0.1) is None
        assert open_budget().set_aside(0.1) is None
        time_of_day.now += timedelta(days=1)
        assert open_budget().set_aside(0.1)

    def test_a_correction_gives_nothing_back_of_a_damaged_file(self, open_budget, tmp_path):
        budget = open_budget()
        day = budget.set_aside(0.5)
        budget.correct(day, set_aside_eur=0.5, spent_eur=0.01)
        (tmp_path / "spent.json").write_bytes(b"[]")
        assert budget.set_aside(0.4) is None

    def test_a_budget_that_is_waited_for_too_long_leaves_no_time_to_ask(self, open_budget):
        budget = SlowBudget(open_budget())
        model = Model("a", GOOD)
        models = failover(lane(model, failures=1, prices=self.PRICES), budget=budget, total_timeout_s=1.0)
        assert fails(models) == []
        assert model.asked == []
        assert budget.budget.set_aside(5.0), "what was set aside is given back"
        budget.wait_s = 0.0
        budget.correct(datetime(2026, 7, 1, tzinfo=UTC).date(), set_aside_eur=5.0, spent_eur=0.0)
        assert self.answered(models), "the model has not failed"

    def test_without_a_place_to_write_nothing_is_spent(self, tmp_path, caplog):
        budget = DailyBudget(tmp_path / "missing" / "spent.json", limit_eur=5.0)
        (tmp_path / "missing").write_text("a file where the folder should be")
        assert budget.set_aside(0.1) is None
        assert "cannot be kept" in caplog.text

    def test_many_at_once_lose_no_cent(self, open_budget):
        def spend():
            budget = open_budget(100.0)
            for _ in range(10):
                day = budget.set_aside(1.0)
                budget.correct(day, set_aside_eur=1.0, spent_eur=0.5)
            budget.close()

        threads = [threading.Thread(target=spend) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert open_budget(100.0).set_aside(80.000001) is None
        assert open_budget(100.0).set_aside(80.0)
