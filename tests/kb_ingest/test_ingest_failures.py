import errno
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.exceptions import ModelFilesError
from assistant.knowledge import chroma
from assistant.knowledge.store import open_snapshot
from kb_ingest.embed import VectorCache
from kb_ingest.errors import IngestError

RUN = """
import sys, time
from pathlib import Path
from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.pipeline import ingest
sys.path.insert(0, {tests!r})
from conftest import HashingEmbedder
print("started", flush=True)
ingest([Path({folder!r})], directory=KnowledgeDirectory(Path({data!r})), load_embedder=HashingEmbedder,
       chunk_max_tokens=40, snapshots_kept=5)
"""


@pytest.fixture
def untouched(published):
    """Checks that a failed run changed nothing that is live and left nothing half done."""
    before, snapshots = published.live, published.directory.finished()
    published.write("konto", "Das Konto ist neu.")
    yield published
    assert published.live == before
    assert published.directory.finished() == snapshots
    assert published.left_over() == []


def _disk_full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("kb_ingest.index.write_parts", id="writing chunks"),
        pytest.param("assistant.knowledge.store.np.save", id="writing vectors"),
        pytest.param("assistant.knowledge.store.LexicalIndex.save", id="writing words"),
        pytest.param("assistant.knowledge.store.write_checksums", id="writing checksums"),
        pytest.param("pathlib.Path.write_text", id="writing the manifest"),
        pytest.param("pathlib.Path.rename", id="naming the snapshot"),
    ],
)
def test_a_full_disk_is_said_in_one_line(untouched, place):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, _disk_full)
        with pytest.raises(IngestError) as raised:
            untouched.ingest()
    assert str(raised.value).startswith("The data directory cannot be written: No space left on device")


def test_a_full_disk_at_the_last_step_leaves_the_live_snapshot(published):
    before, live = published.directory.current_id(), published.live
    published.write("konto", "Das Konto ist neu.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", _disk_full)
        with pytest.raises(IngestError, match="No space left"):
            published.ingest()
    assert (published.directory.current_id(), published.live) == (before, live)
    assert published.ingest().published


def test_a_full_disk_in_the_cache_of_vectors_is_said_in_one_line(untouched):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VectorCache, "add", full)
        with pytest.raises(IngestError, match=r"^The cached vectors cannot be written: database or disk is full"):
            untouched.ingest()


def test_an_error_of_chroma_is_said_in_one_line(untouched):
    def fail(*_, **__):
        raise RuntimeError("compaction failed")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chroma.chromadb, "PersistentClient", fail)
        with pytest.raises(IngestError, match=r"^The search index cannot be written: RuntimeError: compaction failed"):
            untouched.ingest()


def test_an_index_that_does_not_find_its_own_chunks_is_not_published(untouched):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.knowledge.store.SAME", 1.1)
        with pytest.raises(IngestError, match="does not find itself"):
            untouched.ingest()


def test_an_embedder_that_cannot_be_loaded_changes_nothing(untouched):
    def fail():
        raise ModelFilesError("no weights")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(untouched.embedder, "load", fail)
        with pytest.raises(ModelFilesError):
            untouched.ingest()


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda root: root.parent.write_text("a file"), id="a file where the data directory should be"),
        pytest.param(lambda root: (root.parent.mkdir(), root.write_text("a file")), id="a file one level below"),
        pytest.param(lambda root: root.parent.symlink_to("/proc/1"), id="a folder that takes no files"),
        pytest.param(
            lambda root: (root.mkdir(parents=True), (root / "snapshots").write_text("a file")),
            id="a file for snapshots",
        ),
        pytest.param(
            lambda root: (root / "vectors.sqlite").mkdir(parents=True), id="a folder where the cache should be"
        ),
        pytest.param(lambda root: (root / "current").mkdir(parents=True), id="a folder where the pointer should be"),
    ],
)
def test_a_data_directory_that_cannot_be_written_is_named(desk, prepare):
    prepare(desk.directory.root)
    desk.write("a")
    with pytest.raises(IngestError) as raised:
        desk.ingest()
    assert str(desk.directory.root) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_second_run_at_the_same_time_is_refused(untouched, monkeypatch):
    monkeypatch.setattr("kb_ingest.lock.WAIT_S", 0.05)
    with FileLock(untouched.directory.root / "ingest.lock"), pytest.raises(IngestError, match="Another ingest run"):
        untouched.ingest()


@pytest.mark.parametrize(
    "content", [pytest.param(b"", id="empty"), pytest.param(b"not a database " * 99, id="something else")]
)
def test_a_damaged_cache_of_vectors_is_made_anew(published, content):
    (published.directory.root / "vectors.sqlite").write_bytes(content)
    published.write("konto", "Das Konto ist neu.")
    report = published.ingest()
    assert report.embedded == 2
    with closing(sqlite3.connect(published.directory.root / "vectors.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchone()[0] > 0


def test_a_run_that_fails_halfway_keeps_the_vectors_it_has(desk):
    for number in range(40):
        desk.write(f"a{number}", f"Text {number} " + "wort " * number)
    embed = desk.embedder.embed_passages

    def fail_later(texts):
        if len(desk.embedder.seen) >= 64:
            raise OSError("power cut")
        return embed(texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.embedder, "embed_passages", fail_later)
        with pytest.raises(IngestError):
            desk.ingest()
    seen = len(desk.embedder.seen)
    desk.ingest()
    assert len(set(desk.embedder.seen)) == len(desk.embedder.seen)
    assert seen >= 64


def test_what_killed_runs_left_is_removed(published):
    for name in (".building-20200101", ".removed-20200101"):
        (published.directory.snapshots / name / "chunks").mkdir(parents=True)
    published.write("konto", "Neu.")
    published.ingest()
    assert published.left_over() == []


def test_a_snapshot_that_was_removed_halfway_is_not_listed(published):
    (published.directory.snapshots / ".removed-x").mkdir()
    (published.directory.snapshots / ".removed-x" / "manifest.json").write_text("{}")
    assert published.directory.finished() == [published.directory.current_id()]


@pytest.mark.slow
def test_killed_runs_never_harm_what_is_live(desk):
    """Six kills at random moments; after each the live snapshot opens whole, and the last run is clean."""
    for number in range(60):
        desk.write(f"a{number}", f"Version 0 von {number}. " + "wort " * 30)
    desk.ingest()
    chance = random.Random(7)  # noqa: S311
    code = RUN.format(tests=str(Path(__file__).parents[1]), folder=str(desk.folder), data=str(desk.directory.root))
    for version in range(1, 7):
        for number in range(60):
            desk.write(f"a{number}", f"Version {version} von {number}. " + "wort " * 30)
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.9))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        live = open_snapshot(desk.directory.snapshot(desk.directory.current_id()))
        versions = {chunk.text.split(" von ")[0] for chunk in live.shelves["de"].chunks if "Version" in chunk.text}
        assert len(versions) == 1, "a snapshot is one version of the help centre, never a mixture"
    assert desk.ingest().difference.unchanged in (0, 60)
    assert desk.left_over() == []
    assert desk.live["a3"].startswith("Version 6 von 3.")
