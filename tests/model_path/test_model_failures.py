"""Whatever the model's server does, the customer gets an answer in the same reply and in time."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from model_service import ARTICLE, HEADER, KEY, endpoint_settings
from scripted_endpoint import chunk

from assistant.llm.lite import GRACE_S

pytestmark = [
    pytest.mark.slow,  # importing LiteLLM takes seconds
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]
GOOD = "Öffnen Sie die Anmeldeseite [1]. Wählen Sie „Passwort vergessen“ [1]."
SHOWN = "Öffnen Sie die Anmeldeseite.\n\nWählen Sie „Passwort vergessen“."
REST_S = 1.5
"""What everything but the model may take on a busy machine."""


def test_a_good_answer_is_shown_with_its_source_and_counted(service, endpoint):
    endpoint.says(GOOD)
    said = service.ask()
    assert (said.text, said.reply["model"], said.reply["prompt_versions"]) == (SHOWN, "openai/scripted", ["answer.v3"])
    assert [source["article_id"] for source in said.reply["sources"]] == [ARTICLE]
    assert service.calls == {"ok": 1}
    assert service.figures("auskunft_model_tokens_total") == {"prompt": 11, "completion": 3}
    assert service.figures("auskunft_model_seconds_count") == {"": 1}


def test_the_model_sees_redacted_text_and_marked_passages_only(service, endpoint):
    endpoint.says(GOOD)
    service.ask()
    (request,) = endpoint.requests
    sent = json.dumps(request, ensure_ascii=False)
    assert "Wunderlich" not in sent
    assert "Ich heiße <PERSON_1>." in sent
    assert "ÖffnenˆSieˆdieˆAnmeldeseite." in sent
    assert "Öffnen Sie die" not in sent
    assert request["max_tokens"] == 200


def slow_first_token(endpoint):
    endpoint.delays = {0: 30}


def stall_in_the_middle(endpoint):
    endpoint.says(GOOD)
    endpoint.delays = {3: 30}


def trickle(endpoint):
    endpoint.pieces = ["ein "] * 100
    endpoint.delays = dict.fromkeys(range(100), 0.3)


def silent_flood(endpoint):
    endpoint.flood = chunk({"content": ""}) * 100


def busy_for_a_minute(endpoint):
    endpoint.status, endpoint.retry_after = 429, 60


def broken_server(endpoint):
    endpoint.status = 500


def wrong_key(endpoint):
    endpoint.status = 401


def garbage(endpoint):
    endpoint.raw = bytes(range(128, 256)) * 50


def html(endpoint):
    endpoint.raw = b"<html><body>502 Bad Gateway</body></html>"


def half_json(endpoint):
    endpoint.raw = chunk({"content": GOOD}) + b'data: {"id": "x", "choices": [{"ind'


def broken_off(endpoint):
    endpoint.says(GOOD)
    endpoint.finish = None


def endless(endpoint):
    endpoint.endless = True


def empty(endpoint):
    endpoint.pieces = ["", " ", "\n"]


def no_answer(endpoint):
    endpoint.says("NO_ANSWER")


FAILURES = [
    pytest.param(slow_first_token, {"timeout": 1}, 1.0, id="slow first token"),
    pytest.param(stall_in_the_middle, {"timeout": 1}, 2.0, id="stall in the middle"),
    pytest.param(trickle, {"timeout": 1}, 2.0, id="trickle"),
    # A flood keeps a busy machine from looking at the clock; the whole deadline and its grace hold all the same.
    pytest.param(silent_flood, {"timeout": 1}, 2.0 + GRACE_S, id="flood of nothing"),
    pytest.param(busy_for_a_minute, {"rate_limited": 1}, 0.0, id="429 with a long Retry-After"),
    pytest.param(broken_server, {"unavailable": 2}, 0.25, id="500"),
    pytest.param(wrong_key, {"denied": 1}, 0.0, id="401"),
    pytest.param(garbage, {"unavailable": 2}, 0.25, id="garbage bytes"),
    pytest.param(html, {"broken": 1}, 0.0, id="HTML"),
    pytest.param(half_json, {"broken": 1}, 0.0, id="half JSON"),
    pytest.param(broken_off, {"broken": 1}, 0.0, id="broken off"),
    pytest.param(endless, {"unusable": 1}, 0.0, id="endless text"),
    pytest.param(empty, {"unusable": 1}, 0.0, id="empty answer"),
    pytest.param(no_answer, {"ok": 1}, 0.0, id="no answer"),
]


@pytest.mark.parametrize(("play", "calls", "model_s"), FAILURES)
def test_the_article_is_quoted_in_the_same_reply(service, endpoint, quotation, play, calls, model_s):  # noqa: PLR0917
    play(endpoint)
    said = service.ask()
    assert (said.text, said.reply["model"], said.reply["decision"]) == (quotation, None, "answer")
    assert service.calls == calls
    assert len(endpoint.requests) == sum(calls.values())
    assert said.seconds < model_s + REST_S


@pytest.mark.parametrize(
    ("statuses", "calls"),
    [
        pytest.param([429, 200], {"rate_limited": 1, "ok": 1}, id="429 with a short Retry-After"),
        pytest.param([500, 200], {"unavailable": 1, "ok": 1}, id="500 once"),
    ],
)
def test_what_passes_is_tried_again(service, endpoint, statuses, calls):
    endpoint.says(GOOD)
    endpoint.statuses, endpoint.retry_after = statuses, 0.3
    said = service.ask()
    assert said.text == SHOWN
    assert service.calls == calls
    assert said.seconds < 2.0 + REST_S


def test_a_text_cut_at_the_length_limit_ends_with_a_whole_sentence(service, endpoint):
    endpoint.says("Öffnen Sie die Anmeldeseite [1]. Wählen Sie „Passwort")
    endpoint.finish = "length"
    assert service.ask().text == "Öffnen Sie die Anmeldeseite."


class TestSecondModel:
    @pytest.fixture
    def service(self, make_service, endpoint, second_endpoint):
        second_endpoint.says(GOOD)
        second = endpoint_settings(second_endpoint, "openai/second")
        return make_service(
            **endpoint_settings(endpoint), fallback=second, first_token_timeout_s=1.0, total_timeout_s=3.0
        )

    @pytest.mark.parametrize("play", [slow_first_token, busy_for_a_minute, broken_server, wrong_key, html, empty])
    def test_it_answers_before_anything_was_said(self, service, endpoint, play):
        play(endpoint)
        said = service.ask()
        assert (said.text, said.reply["model"]) == (SHOWN, "openai/second")
        assert said.seconds < 3.0 + REST_S
        assert service.calls["ok"] == 1

    @pytest.mark.parametrize("play", [stall_in_the_middle, half_json, endless])
    def test_it_is_not_asked_after_that(self, service, endpoint, second_endpoint, quotation, play):
        play(endpoint)
        assert service.ask().text == quotation
        assert second_endpoint.requests == []

    def test_when_both_fail_the_article_is_quoted(self, service, endpoint, second_endpoint, quotation):
        endpoint.status = second_endpoint.status = 503
        said = service.ask()
        assert said.text == quotation
        assert service.calls == {"unavailable": 4}
        assert said.seconds < 3.0 + REST_S


def test_two_models_of_one_server_do_not_get_into_each_others_way(make_service, endpoint):
    """They share the library's connections, but not an event loop."""
    endpoint.says(GOOD)
    second = endpoint_settings(endpoint, "openai/second")
    service = make_service(**endpoint_settings(endpoint), fallback=second, breaker_failures=100)
    endpoint.unknown_models = {"scripted"}
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: service.ask(), range(16)))
    assert {each.text for each in said} == {SHOWN}
    assert service.calls == {"denied": 16, "ok": 16}


def test_a_model_that_keeps_failing_costs_no_more_time(make_service, endpoint, quotation):
    service = make_service(
        **endpoint_settings(endpoint), first_token_timeout_s=0.8, breaker_failures=2, breaker_pause_s=300
    )
    slow_first_token(endpoint)
    seconds = [service.ask().seconds for _ in range(4)]
    assert min(seconds[:2]) > 0.8
    assert max(seconds[2:]) < 0.8
    assert service.calls == {"timeout": 2, "left_alone": 2}
    assert len(endpoint.requests) == 2
    assert "left alone" in service.log.getvalue()
    endpoint.delays = {}
    assert service.ask().text == quotation


def test_a_spent_budget_means_quotations_until_midnight(make_service, endpoint, quotation):
    priced = {"prompt_eur_per_million": 1000, "completion_eur_per_million": 1000}
    budget = {**endpoint_settings(endpoint), **priced, "daily_budget_eur": 2.0}
    endpoint.says(GOOD)
    service = make_service(**budget)
    assert service.ask().text == SHOWN
    assert service.figures("auskunft_model_cost_euros_total") == {"": pytest.approx(0.014)}
    spent = service.settings.data_dir / "model_spending.json"
    spent.write_text(json.dumps({**json.loads(spent.read_text()), "micro_eur": 1_999_999}))
    restarted = make_service(**budget)
    said = restarted.ask()
    assert (said.text, said.reply["model"]) == (quotation, None)
    assert restarted.calls == {"over_budget": 1}
    assert len(endpoint.requests) == 1
    assert "budget is spent" in restarted.log.getvalue()


@pytest.mark.parametrize("play", [broken_server, wrong_key, garbage, half_json, empty])
def test_the_log_holds_neither_secrets_nor_words(service, endpoint, play):
    play(endpoint)
    service.ask()
    log = service.log.getvalue()
    assert "quoting instead" in log
    for secret in (KEY, HEADER, endpoint.url, "Wunderlich", "PERSON_1", "Anmeldeseite", "setze ich"):
        assert secret not in log


def test_settings_are_shown_without_secrets(service):
    shown = service.settings.model_dump_json()
    assert KEY not in shown
    assert HEADER not in shown
