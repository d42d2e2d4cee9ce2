"""A file is read in a process of its own, which may hang or die."""

import os
import pickle
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from kb_ingest.sources.files import worker as worker_module
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.worker import LENGTH, Worker

TABLE = b"Frage;Antwort\nWie?;So.\n"


class _RunsCode:
    def __reduce__(self):
        return Path.touch, (Path("geschrieben"),)


RUNS_CODE = pickle.dumps(_RunsCode())


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
        (refused,) = worker.read(TABLE, suffix=".gibtsnicht")
    assert isinstance(refused, Refused)
    assert "(KeyError); it may be damaged" in refused.detail


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(LENGTH.pack(9)[:5], id="half of a length"),
        pytest.param(LENGTH.pack(900) + b'[{"body": "halb', id="half of an answer"),
        pytest.param(LENGTH.pack(2**63) + b"x", id="a length that no memory holds"),
        pytest.param(LENGTH.pack(4) + b"[{}]", id="another object"),
        pytest.param(LENGTH.pack(len(RUNS_CODE)) + RUNS_CODE, id="a pickle that runs code"),
    ],
)
def test_whatever_a_process_sends_refuses_one_file_only(monkeypatch, tmp_path, answer):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(worker_module, "START", f"import sys; sys.stdout.buffer.write({answer!r}); sys.stdin.read(1)")
    with Worker(timeout_s=20) as worker:
        (refused,) = worker.read(TABLE, suffix=".csv")
        monkeypatch.undo()
        (found,) = worker.read(TABLE, suffix=".csv")
    assert "crashed" in refused.detail
    assert isinstance(found, Extracted)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_cannot_be_started_refuses_the_file(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with Worker() as worker:
        monkeypatch.setattr(subprocess, "Popen", fail)
        (refused,) = worker.read(TABLE, suffix=".csv")
        monkeypatch.undo()
        (found,) = worker.read(TABLE, suffix=".csv")
    assert "cannot be started" in refused.detail
    assert isinstance(found, Extracted)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux tells what a process was told")
def test_the_process_is_not_told_any_secret(monkeypatch):
    monkeypatch.setenv("ZAMMAD_TOKEN", "geheim")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with Worker() as worker:
        worker.read(TABLE, suffix=".csv")
        told = Path(f"/proc/{worker._process.pid}/environ").read_text().split("\0")
    assert "LC_ALL=C.UTF-8" in told
    assert not [entry for entry in told if "geheim" in entry]


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
