import asyncio
import io
import json
import logging
import sys

import pytest

from assistant.kit.clocks import utc_now
from assistant.kit.closing import Closing
from assistant.kit.logging import JsonFormatter, configure_logging
from assistant.kit.rate import SlidingWindow


def test_the_clock_is_aware_and_in_utc():
    assert utc_now().utcoffset().total_seconds() == 0


def test_a_log_line_is_json_with_its_fields():
    record = logging.makeLogRecord(
        {"name": "chat", "levelname": "INFO", "msg": "Ready in %s.", "args": (3,), "code": "x"}
    )
    entry = json.loads(JsonFormatter().format(record))
    assert (entry["level"], entry["logger"], entry["message"], entry["code"]) == ("info", "chat", "Ready in 3.", "x")


def test_a_logged_exception_shows_its_places_but_not_its_words():
    def fail():
        try:
            {}["Anna Schmidt"]
        except KeyError as cause:
            raise ValueError("Anna Schmidt") from cause

    with pytest.raises(ValueError, match="Anna") as caught:
        fail()
    failure = (caught.type, caught.value, caught.tb)
    line = JsonFormatter().format(logging.makeLogRecord({"msg": "Failed.", "exc_info": failure}))
    assert json.loads(line)["error"] == "ValueError < KeyError"
    assert "test_kit.py" in json.loads(line)["where"][0]
    assert "Anna" not in line


def test_logs_go_to_stderr_without_access_lines(monkeypatch):
    root, access = logging.getLogger(), logging.getLogger("uvicorn.access")
    before = root.handlers[:], root.level, access.level
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    try:
        configure_logging("info")
        logging.getLogger("chat").info("Hello.")
        access.info("203.0.113.7 - GET /")
    finally:
        root.handlers[:], root.level, access.level = before
    assert [json.loads(line)["message"] for line in stderr.getvalue().splitlines()] == ["Hello."]


def test_a_window_allows_so_many_events_and_then_waits():
    now = [0.0]
    window = SlidingWindow(limit=2, window_s=60, clock=lambda: now[0])
    assert [window.allows("a") for _ in range(3)] == [True, True, False]
    assert window.allows("b")
    now[0] = 60.0
    assert window.allows("a")


def test_a_window_forgets_those_who_stay_away():
    now = [0.0]
    window = SlidingWindow(limit=1, window_s=60, clock=lambda: now[0])
    for number in range(20_000):
        window.allows(str(number))
    now[0] = 61.0
    window.allows("new")
    assert len(window._events) == 1


@pytest.mark.parametrize("is_set", [True, False])
def test_waiting_ends_with_the_time_or_with_the_server(is_set):
    async def wait():
        closing = Closing()
        if is_set:
            closing.set()
        await closing.wait(5 if is_set else 0.01)
        return closing.is_set

    assert asyncio.run(wait()) is is_set
