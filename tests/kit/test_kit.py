import asyncio
import gc
import json
import logging
import sys
import threading
import warnings
from datetime import UTC, date, datetime

import pytest

from assistant.kit.clocks import today, utc_now
from assistant.kit.closing import Closing
from assistant.kit.logging import JsonFormatter
from assistant.kit.rate import SlidingWindow


def test_the_clock_is_aware_and_in_utc():
    assert utc_now().utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1), id="before midnight in summer"),
        pytest.param(datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2), id="midnight in summer"),
        pytest.param(datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1), id="midnight in winter"),
    ],
)
def test_a_day_ends_at_midnight_where_the_operators_are(now, day):
    assert today(lambda: now) == day


def test_a_log_line_is_json_with_its_fields():
    record = logging.makeLogRecord(
        {"name": "assistant.chat", "levelname": "INFO", "msg": "Ready in %s.", "args": (3,), "code": "x"}
    )
    entry = json.loads(JsonFormatter().format(record))
    assert (entry["level"], entry["logger"], entry["message"], entry["code"]) == (
        "info",
        "assistant.chat",
        "Ready in 3.",
        "x",
    )


def test_a_logged_exception_shows_its_places_but_not_its_words():
    def fail():
        try:
            {}["Anna Schmidt"]
        except KeyError as cause:
            raise ValueError("Anna Schmidt") from cause

    with pytest.raises(ValueError, match="Anna") as caught:
        fail()
    failure = (caught.type, caught.value, caught.tb)
    line = JsonFormatter().format(logging.makeLogRecord({"name": "assistant", "msg": "Failed.", "exc_info": failure}))
    assert json.loads(line)["error"] == "ValueError < KeyError"
    assert "test_kit.py" in json.loads(line)["where"][0]
    assert "Anna" not in line


@pytest.fixture
def logged(service_log):
    """Log as the service does; the lines so far."""
    return lambda: [json.loads(line) for line in service_log.getvalue().splitlines()]


def test_logs_go_to_stderr_without_access_lines(logged):
    logging.getLogger("assistant.chat").debug("Hello.")
    logging.getLogger("uvicorn.access").info("203.0.113.7 - GET /")
    assert [line["message"] for line in logged()] == ["Hello."]


@pytest.fixture
def library_level():
    """Set a library's level, whatever other tests of this process have made of it."""
    before = []

    def set_level(name, level):
        library = logging.getLogger(name)
        before.append((library, library.level))
        library.setLevel(level)
        return library

    yield set_level
    for library, level in before:
        library.setLevel(level)


@pytest.mark.parametrize("name", ["LiteLLM", "httpx", "sqlalchemy.engine.Engine", "presidio-analyzer", "asyncio"])
def test_a_library_may_say_that_something_is_wrong_but_not_in_its_words(logged, name, library_level):
    library = library_level(name, logging.NOTSET)
    library.warning("Row %r", ("Anna Schmidt",), extra={"row": "Anna Schmidt"})
    library.debug("Anna Schmidt")
    (line,) = logged()
    assert (line["logger"], line["level"]) == (name, "warning")
    assert line["place"].startswith("test_kit:")
    assert "Anna" not in str(line)


def test_a_library_that_lowers_its_own_level_stays_silent(logged, monkeypatch):
    monkeypatch.setattr(logging.getLogger("decision_process"), "level", logging.DEBUG)
    logging.getLogger("decision_process").info("Anna Schmidt")
    assert logged() == []


def test_warnings_of_libraries_are_told_without_the_values_they_quote(logged):
    with warnings.catch_warnings():
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.simplefilter("always")
        warnings.warn("input_value='Anna Schmidt'", UserWarning, stacklevel=1)
    (line,) = logged()
    assert line["logger"] == "py.warnings"
    assert "Anna" not in str(line)


class Unprintable:
    def __repr__(self):
        raise ValueError("Anna Schmidt")


@pytest.mark.parametrize("arguments", [(1, "Anna Schmidt"), (Unprintable(),)])
def test_a_line_that_cannot_be_formatted_is_not_printed_with_its_arguments(logged, arguments):
    logging.getLogger("assistant.chat").info("%r", *arguments)
    assert [line["message"] for line in logged()] == ["(a message that cannot be formatted)"]


class Destroyed:
    def __del__(self):
        raise ValueError("Anna Schmidt")


def fail():
    raise ValueError("Anna Schmidt")


def in_a_thread():
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_the_process():
    try:
        fail()
    except ValueError:
        sys.excepthook(*sys.exc_info())


def in_a_task():
    async def forget():
        task = asyncio.get_running_loop().create_task(fail_later())
        await asyncio.wait([task])
        del task
        gc.collect()

    async def fail_later():
        fail()

    asyncio.run(forget())


@pytest.mark.parametrize("where", [in_a_thread, in_the_process, in_a_task, Destroyed])
def test_an_error_that_nobody_caught_is_told_without_its_message(logged, where):
    where()
    gc.collect()
    (line,) = logged()
    assert line["error"] == "ValueError"
    assert "Anna" not in str(line)


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
