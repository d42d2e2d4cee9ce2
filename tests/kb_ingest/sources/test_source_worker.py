"""A file is read in a process of its own, which may hang or die."""

import os
import signal
import threading
import time

import pytest

from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.worker import Worker

TABLE = b"Frage;Antwort\nWie?;So.\n"


def test_a_reader_that_takes_too_long_is_stopped_and_the_next_file_is_read():
    hangs = b"<main>" + b"<ul><li>" * 300_000
    with Worker(timeout_s=0.5) as worker:
        (refused,) = worker.read(hangs, suffix=".html")
    assert isinstance(refused, Refused)
    assert "longer than 0.5 seconds" in refused.detail


def test_a_process_that_dies_refuses_one_file_only():
    with Worker() as worker:
        worker.read(TABLE, suffix=".csv")
        process = worker._process
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        (refused,) = worker.read(TABLE, suffix=".csv")
        assert "crashed" in refused.detail
        (found,) = worker.read(TABLE, suffix=".csv")
    assert isinstance(found, Extracted)


def test_an_error_nobody_thought_of_refuses_the_file():
    with Worker() as worker:
        (refused,) = worker.read("kein Inhalt", suffix=".pdf")
    assert isinstance(refused, Refused)
    assert "may be damaged" in refused.detail


def test_the_process_ends_with_the_run():
    with Worker() as worker:
        worker.read(TABLE, suffix=".csv")
        process = worker._process
    assert process.returncode is not None


@pytest.mark.parametrize("files", [0, 3])
def test_a_process_is_started_only_when_a_file_needs_it(files):
    before = threading.active_count()
    with Worker() as worker:
        for _ in range(files):
            worker.read(TABLE, suffix=".csv")
        assert (worker._process is None) == (files == 0)
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before
