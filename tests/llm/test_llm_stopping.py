"""A stop reaches the language model: the connection is closed, and no further request leaves."""

import threading
import time

import pytest

from assistant.exceptions import StoppedError
from assistant.kit.stopping import Stop, stoppable_by
from assistant.llm.port import Message

pytestmark = [
    pytest.mark.slow,  # importing LiteLLM takes seconds
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]
MESSAGES = (Message("user", "Wo ist mein Paket?"),)


def test_a_stop_closes_the_connection_while_the_model_writes(model, endpoint):
    endpoint.delays = {1: 30}
    stop = Stop()
    threading.Timer(0.5, stop.ask, ["stopped"]).start()
    started = time.monotonic()
    with stoppable_by(stop), pytest.raises(StoppedError) as stopped:
        model.complete(MESSAGES, max_tokens=50)
    assert time.monotonic() - started < 3
    (call,) = stopped.value.calls
    assert (call.result, call.prompt_tokens > 0, call.completion_tokens) == ("stopped", True, 2)
    assert endpoint.is_left_alone()


def test_after_a_stop_the_model_is_not_asked(model, endpoint):
    stop = Stop()
    stop.ask("stopped")
    with stoppable_by(stop), pytest.raises(StoppedError):
        model.complete(MESSAGES, max_tokens=50)
    assert endpoint.requests == []


def test_the_next_question_is_answered(model, endpoint):
    stop = Stop()
    stop.ask("stopped")
    with stoppable_by(stop), pytest.raises(StoppedError):
        model.complete(MESSAGES, max_tokens=50)
    assert model.complete(MESSAGES, max_tokens=50).text == "Hallo."
    assert len(endpoint.requests) == 1
