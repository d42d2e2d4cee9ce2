import logging
import os
import shutil
import threading
import time

import numpy as np
import pytest

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge import live as live_module
from assistant.knowledge.live import LiveKnowledge
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot

pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture
def live(help_centre):
    watching = LiveKnowledge(help_centre.directory, refresh_s=0.02)
    yield watching
    watching.stop()


def texts_of(snapshot):
    return {chunk.text for shelf in snapshot.shelves.values() for chunk in shelf.chunks}


def wait_until(condition, *, timeout_s=20):
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_before_the_first_publication_there_is_nothing_to_read(tmp_path):
    live = LiveKnowledge(KnowledgeDirectory(tmp_path), refresh_s=1)
    live.refresh()
    with pytest.raises(KnowledgeUnavailableError, match="auskunft ingest"):
        live.current()


def test_the_first_publication_is_found_while_running(help_centre, live):
    live.start()
    help_centre.publish("Eins")
    wait_until(lambda: _opened(live))
    assert texts_of(live.current()) == {"Eins"}


def _opened(live):
    try:
        return live.current()
    except KnowledgeUnavailableError:
        return None


def test_readers_never_fail_while_snapshots_are_swapped_and_removed(help_centre, live, embedder):
    """Publications in quick succession, each removing the one before, while four threads read without a pause."""
    help_centre.publish("Version 0")
    live.start()
    done, failures, seen = threading.Event(), [], set()
    query = embedder.embed_query("Version")

    def read():
        while not done.is_set():
            try:
                shelf = live.current().shelves["de"]
                (row,) = shelf.nearest(query, count=1)
                seen.add(shelf.chunks[row].text)
            except Exception as error:
                failures.append(error)
                raise

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for version in range(1, 7):
        snapshot_id = help_centre.publish(f"Version {version}", keep=1)
        wait_until(lambda wanted=snapshot_id: live.current().manifest.snapshot_id == wanted)
    wait_until(lambda: "Version 6" in seen or failures)
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(seen) > 2


def test_a_reader_keeps_its_snapshot_when_the_files_are_removed(help_centre, embedder):
    help_centre.publish(*(f"Text {number}" for number in range(30)))
    folder = help_centre.directory.snapshot(help_centre.directory.current_id())
    shelf = open_snapshot(folder).shelves["de"]
    shutil.rmtree(folder)
    failures = []

    def read():
        for number in range(20):
            (row,) = shelf.nearest(embedder.embed_query(f"Text {number}"), count=1)
            failures.extend([] if shelf.chunks[row].text.startswith("Text") else [row])

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert failures == []


def test_what_is_replaced_is_closed_when_nobody_reads_it_any_more(help_centre, live):
    for version in range(4):
        help_centre.publish(f"Version {version}")
        live.refresh()
    mine = str(help_centre.directory.snapshot(live.current().manifest.snapshot_id))
    snapshots = str(help_centre.directory.snapshots)
    wait_until(lambda: not [link for link in _open_files() if snapshots in link and mine not in link])


def _open_files():
    for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
        try:
            yield os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
        except OSError:
            continue


def test_a_damaged_chroma_directory_is_built_again(help_centre, live, caplog):
    help_centre.publish("Eins")
    folder = help_centre.directory.snapshot(help_centre.directory.current_id())
    (folder / "chroma" / "de" / "chroma.sqlite3").write_bytes(b"damaged")
    with caplog.at_level(logging.WARNING):
        live.refresh()
    assert "building the de index" in caplog.text
    shelf = live.current().shelves["de"]
    assert shelf.nearest(np.asarray(shelf.vectors[0]), count=1) == [0]
    assert open_snapshot(folder)


def test_a_snapshot_with_a_missing_file_is_refused_and_the_one_before_serves_on(help_centre, live, caplog):
    help_centre.publish("Eins")
    live.refresh()
    snapshot_id = help_centre.publish("Zwei")
    lost = help_centre.directory.snapshot(snapshot_id) / "chunks" / "de.jsonl"
    content = lost.read_bytes()
    lost.unlink()
    for _ in range(3):
        live.refresh()
    assert texts_of(live.current()) == {"Eins"}
    assert caplog.text.count("chunks/de.jsonl") == 1, "it is said once, not every second"
    lost.write_bytes(content)
    live.refresh()
    assert texts_of(live.current()) == {"Eins"}, "a refused snapshot is not tried again at once"
    help_centre.directory.publish(snapshot_id)
    live.refresh()
    assert texts_of(live.current()) == {"Zwei"}


def test_a_refused_snapshot_is_tried_again_after_a_while(help_centre, live, monkeypatch):
    monkeypatch.setattr(live_module, "TRY_AGAIN_S", 0.0)
    snapshot_id = help_centre.publish("Eins")
    lost = help_centre.directory.snapshot(snapshot_id) / "manifest.json"
    content = lost.read_bytes()
    lost.unlink()
    live.refresh()
    with pytest.raises(KnowledgeUnavailableError, match="missing or cannot be read"):
        live.current()
    lost.write_bytes(content)
    live.refresh()
    assert texts_of(live.current()) == {"Eins"}


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda pointer: pointer.write_text("20200101-missing"), id="missing snapshot"),
        pytest.param(lambda pointer: pointer.write_text("../../elsewhere"), id="another folder"),
        pytest.param(lambda pointer: pointer.write_bytes(b"a\0b"), id="NUL"),
        pytest.param(lambda pointer: pointer.write_bytes(b"\xff\xfe"), id="not text"),
        pytest.param(lambda pointer: pointer.write_text("x" * 5000), id="too long"),
        pytest.param(lambda pointer: pointer.write_text(""), id="empty"),
        pytest.param(lambda pointer: pointer.unlink(), id="removed"),
        pytest.param(lambda pointer: (pointer.unlink(), pointer.mkdir()), id="a folder"),
    ],
)
def test_a_pointer_that_leads_nowhere_changes_nothing(help_centre, live, write):
    help_centre.publish("Eins")
    live.refresh()
    write(help_centre.directory.pointer)
    live.refresh()
    assert texts_of(live.current()) == {"Eins"}


def test_watching_survives_any_exception(help_centre, live, monkeypatch, caplog):
    help_centre.publish("Eins")
    live.start()
    calls = []

    def fail(*_, **__):
        calls.append(1)
        raise MemoryError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(live_module, "open_snapshot", fail)
        patch.setattr(live_module, "TRY_AGAIN_S", 0.0)
        help_centre.publish("Zwei")
        wait_until(lambda: len(calls) > 2)
    wait_until(lambda: texts_of(live.current()) == {"Zwei"})
    assert "MemoryError" in caplog.text


def test_a_service_starts_while_its_snapshot_cannot_be_opened(help_centre, live):
    snapshot_id = help_centre.publish("Eins")
    (help_centre.directory.snapshot(snapshot_id) / "vectors" / "de.npy").unlink()
    live.start()
    with pytest.raises(KnowledgeUnavailableError, match=r"vectors/de\.npy"):
        live.current()
    help_centre.publish("Zwei")
    wait_until(lambda: _opened(live))
    assert texts_of(live.current()) == {"Zwei"}


def test_a_snapshot_is_prepared_before_anyone_can_search_it(help_centre, live):
    help_centre.publish("Eins")
    live.start()
    for version in range(3):
        help_centre.publish(f"Version {version}")
        wait_until(lambda: f"Version {version}" in texts_of(live.current()))  # noqa: B023  called at once
        assert all(
            {"grams", "covariance", "article_ids"} <= vars(shelf).keys() for shelf in live.current().shelves.values()
        )
