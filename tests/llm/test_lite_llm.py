"""A language model through LiteLLM against a scripted endpoint: fast, slow, broken, endless."""

import threading
import time
import traceback

import pytest
from scripted_endpoint import chunk

from assistant.domain import CallResult
from assistant.exceptions import LanguageModelError
from assistant.llm.lite import GRACE_S
from assistant.llm.port import Message

pytestmark = [
    pytest.mark.slow,  # importing LiteLLM takes seconds
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]

MESSAGES = (Message("system", "Regeln"), Message("user", "Wo ist das Paket von <PERSON_1>?"))


def complete(model, max_tokens=50):
    return model.complete(MESSAGES, max_tokens=max_tokens)


def fails(model, **options):
    with pytest.raises(LanguageModelError) as failure:
        complete(model, **options)
    return str(failure.value)


def test_the_text_and_the_token_counts_come_back(model, endpoint):
    endpoint.pieces = ["Ihr Paket ", "kommt ", "morgen [1]."]
    completion = complete(model)
    (call,) = completion.calls
    assert (completion.text, completion.model, completion.is_cut) == (
        "Ihr Paket kommt morgen [1].",
        "openai/scripted",
        False,
    )
    assert (call.result, call.prompt_tokens, call.completion_tokens) == ("ok", 11, 3)


def test_the_endpoint_gets_the_messages_and_the_limits_but_the_key_only_as_header(model, endpoint):
    complete(model, max_tokens=77)
    (request,) = endpoint.requests
    assert [message["content"] for message in request["messages"]] == [message.content for message in MESSAGES]
    assert request["max_tokens"] == 77
    assert request["temperature"] == 0
    assert "geheim" not in str(request)
    assert endpoint.headers[0]["authorization"] == "Bearer sk-geheim"
    assert endpoint.headers[0]["x-tenant"] == "mandant-geheim"


def test_a_slow_first_token_is_cut_off_at_its_deadline(impatient_model, endpoint):
    endpoint.delays = {0: 30}
    started = time.monotonic()
    assert "in time" in fails(impatient_model)
    assert 0.9 < time.monotonic() - started < 1.9


def test_a_stall_in_the_middle_is_cut_off_at_the_total_deadline(impatient_model, endpoint):
    endpoint.delays = {1: 30}
    started = time.monotonic()
    assert "in time" in fails(impatient_model)
    assert 1.9 < time.monotonic() - started < 3.5
    assert endpoint.is_left_alone()


@pytest.mark.parametrize(
    "flood",
    [
        pytest.param(b": ping\n\n", id="comments"),
        pytest.param(chunk({"content": ""}), id="empty pieces"),
        pytest.param(chunk({"content": ""}) * 500, id="many empty pieces at once"),
        pytest.param(chunk({"content": " \n"}), id="white space"),
        pytest.param(chunk({"reasoning_content": "hm "}), id="thoughts"),
        pytest.param(b"d", id="one byte after the other"),
    ],
)
def test_what_says_nothing_does_not_put_the_deadline_off(impatient_model, endpoint, flood):
    endpoint.flood = flood
    started = time.monotonic()
    fails(impatient_model)
    assert time.monotonic() - started < 2.0 + GRACE_S + 0.3


def test_a_slow_trickle_does_not_outlive_the_total_deadline(impatient_model, endpoint):
    endpoint.pieces = ["ein "] * 100
    endpoint.delays = dict.fromkeys(range(100), 0.2)
    started = time.monotonic()
    assert "in time" in fails(impatient_model)
    assert 1.9 < time.monotonic() - started < 2.6


def test_an_endless_text_is_cut_off_and_the_connection_closed(model, endpoint):
    endpoint.endless = True
    assert "length limit" in fails(model, max_tokens=16)
    assert endpoint.disconnected.wait(5)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_an_error_status_is_one_failed_attempt(model, endpoint, status):
    endpoint.status = status
    message = fails(model)
    assert len(endpoint.requests) == 1
    assert "Paket" not in message
    assert "geheim" not in message


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>not found</html>", id="garbage"),
        pytest.param(b'data: {"id": "x", "choices": [{"index": 0, "del', id="half JSON"),
        pytest.param(b"data: [DONE]\n\n", id="no text"),
        pytest.param(b'data: {"choices": "nonsense"}\n\ndata: [DONE]\n\n', id="wrong shape"),
        pytest.param(bytes(range(128, 256)), id="no text encoding"),
        pytest.param(chunk({"content": "Der Versand ist"}), id="broken off after some words"),
        pytest.param(chunk({"content": "Der Versand ist"}) + b'data: {"id": "x", "cho', id="half JSON after words"),
        pytest.param(
            chunk({"content": "Ja."}) + b'data: {"error": {"message": "x", "code": 500}}\n\n', id="error in between"
        ),
    ],
)
def test_a_broken_body_is_an_error(model, endpoint, raw):
    endpoint.raw = raw
    with pytest.raises(LanguageModelError) as failure:
        complete(model)
    (call,) = failure.value.calls
    assert call.prompt_tokens > 0, "what was sent may have to be paid"


def test_a_text_that_was_cut_for_length_says_so(model, endpoint):
    endpoint.finish = "length"
    assert complete(model).is_cut


def test_an_empty_text_is_an_error(model, endpoint):
    endpoint.pieces = ["", "  "]
    fails(model)


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (400, CallResult.REFUSED),
        (401, CallResult.DENIED),
        (404, CallResult.DENIED),
        (429, CallResult.RATE_LIMITED),
        (500, CallResult.UNAVAILABLE),
        (503, CallResult.UNAVAILABLE),
    ],
)
def test_the_status_tells_what_kind_of_failure_it_was(model, endpoint, status, result):
    endpoint.status = status
    with pytest.raises(LanguageModelError) as failure:
        complete(model)
    (call,) = failure.value.calls
    assert (call.result, call.prompt_tokens, call.completion_tokens) == (result, 0, 0)


def test_what_a_stalled_request_may_cost_is_estimated(impatient_model, endpoint):
    endpoint.delays = {1: 30}
    with pytest.raises(LanguageModelError) as failure:
        complete(impatient_model)
    (call,) = failure.value.calls
    assert call.result == CallResult.TIMEOUT
    assert call.prompt_tokens > 5
    assert call.completion_tokens == 2


def test_a_refused_connection_is_an_error_and_the_next_call_works(model, endpoint):
    endpoint.status = 500
    fails(model)
    endpoint.status = 200
    assert complete(model).text == "Hallo."


@pytest.mark.usefixtures("endpoint")
def test_calls_from_several_threads_do_not_mix(model):
    texts = []
    threads = [threading.Thread(target=lambda: texts.append(complete(model).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Hallo."] * 4


def test_an_error_carries_no_trace_of_the_request(model, endpoint):
    endpoint.status = 400
    with pytest.raises(LanguageModelError) as failure:
        complete(model)
    printed = "".join(traceback.format_exception(failure.value))
    assert "PERSON_1" not in printed
    assert "geheim" not in printed
    assert "BadRequest" in printed
