import errno
import os
import random
import resource
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
        pytest.param("assistant.knowledge.parts.np.save", id="writing vectors"),
        pytest.param("assistant.knowledge.parts.Postings.save", id="writing words"),
        pytest.param("assistant.knowledge.parts.write_checksums", id="writing checksums"),
        pytest.param("kb_ingest.index.Manifest.model_dump_json", id="writing the manifest"),
        pytest.param("kb_ingest.index._make_durable", id="writing out"),
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
        patch.setattr("pathlib.Path.replace", _disk_full)
        with pytest.raises(IngestError, match="No space left"):
            published.ingest()
    assert (published.directory.current_id(), published.live) == (before, live)
    assert published.ingest().published


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(
            RuntimeError("[ONNXRuntimeError] : 6 :\n bad allocation"),
            "The embedder failed: RuntimeError: [ONNXRuntimeError] : 6 : bad allocation. What it has computed is kept",
            id="of the runtime",
        ),
        pytest.param(MemoryError(), "The embedder failed: MemoryError. What it has computed is kept", id="no memory"),
    ],
)
def test_an_error_of_the_embedder_is_said_in_one_line(untouched, error, said):
    def fail(_):
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(untouched.embedder, "embed_passages", fail)
        with pytest.raises(IngestError) as raised:
            untouched.ingest()
    assert str(raised.value).startswith(said)
    assert "\n" not in str(raised.value)


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
        patch.setattr("assistant.knowledge.store.finds_itself", lambda *_: False)
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
    assert published.ingest().embedded == 1
    with closing(sqlite3.connect(published.directory.root / "vectors.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchone()[0] > 0


def test_a_run_that_fails_halfway_keeps_the_vectors_it_has(desk):
    for number in range(40):
        desk.write(f"a{number}", f"Text {number} " + "wort " * number)
    embed = desk.embedder.embed_passages

    def fail_later(texts):
        if len(desk.embedder.seen) >= 40:
            raise OSError("power cut")
        return embed(texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.embedder, "embed_passages", fail_later)
        with pytest.raises(IngestError):
            desk.ingest()
    seen = len(desk.embedder.seen)
    desk.ingest()
    assert len(set(desk.embedder.seen)) == len(desk.embedder.seen)
    assert seen >= 40


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


RUN = Path(__file__).with_name("ingest_killed.py")


def start(desk, *places, **options):
    command = [sys.executable, str(RUN), str(desk.folder), str(desk.directory.root), *places]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def edit_all(desk, version, *, articles=60):
    for number in range(articles):
        desk.write(f"a{number:02}", f"Version {version} von {number}. " + "wort " * 30)


def live_versions(desk):
    live = open_snapshot(desk.directory.snapshot(desk.directory.current_id()))
    return {chunk.text.split(" von ")[0] for chunk in live.shelves["de"].chunks if "Version" in chunk.text}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "is_live"),
    [
        pytest.param("kb_ingest.pipeline.load", False, id="read"),
        pytest.param("kb_ingest.pipeline.contents_of", False, id="split"),
        pytest.param("kb_ingest.embed.VectorCache.add", False, id="embedded"),
        pytest.param("assistant.knowledge.parts.write_lines", False, id="chunks written"),
        pytest.param("assistant.knowledge.parts.Postings.save", False, id="words written"),
        pytest.param("assistant.knowledge.parts.adopt_index", False, id="index shared"),
        pytest.param("assistant.knowledge.parts.seal", False, id="sealed"),
        pytest.param("kb_ingest.index.open_snapshot", False, id="checked"),
        pytest.param("kb_ingest.pipeline.build_snapshot", False, id="named"),
        pytest.param("assistant.knowledge.manifest.replace_file", False, id="about to publish"),
        pytest.param("kb_ingest.publish.KnowledgeDirectory.publish", True, id="published"),
        pytest.param("kb_ingest.pipeline.prune", True, id="oldest removed"),
    ],
)
def test_a_run_killed_at_any_stage_harms_nothing(desk, place, is_live):
    for version in range(3):  # so that there is an oldest snapshot to remove
        edit_all(desk, version)
        desk.ingest(snapshots_kept=3)
    desk.write("a07", "Version neu von 7.")
    process = start(desk, place)
    _, said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said
    assert live_versions(desk) == ({"Version 2", "Version neu"} if is_live else {"Version 2"})
    report = desk.ingest()
    assert report.difference.changed == (() if is_live else ("a07",))
    assert live_versions(desk) == {"Version 2", "Version neu"}
    assert is_live or desk.left_over() == []


@pytest.mark.slow
def test_a_run_killed_while_the_index_is_built_harms_nothing(desk):
    edit_all(desk, 0)
    desk.ingest()
    edit_all(desk, 1)
    process = start(desk, "assistant.knowledge.parts.build_index")
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert live_versions(desk) == {"Version 0"}
    report = desk.ingest()
    assert report.embedded == 0, "the vectors of the killed run are kept"
    assert live_versions(desk) == {"Version 1"}


@pytest.mark.slow
def test_killed_runs_never_harm_what_is_live(desk):
    """Six kills at random moments; after each the live snapshot opens whole, and the last run is clean."""
    edit_all(desk, 0)
    desk.ingest()
    chance = random.Random(7)  # noqa: S311
    for version in range(1, 7):
        edit_all(desk, version)
        process = start(desk)
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.9))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(live_versions(desk)) == 1, "a snapshot is one version of the help centre, never a mixture"
    assert desk.ingest().difference.unchanged in (0, 60)
    assert desk.left_over() == []
    assert desk.live["a03"].startswith("Version 6 von 3.")


@pytest.mark.slow
def test_of_two_runs_at_once_one_waits_its_turn_and_says_so(published):
    edit_all(published, 1)
    first = start(published, env=os.environ | {"TEST_SLEEP_S": "4"})
    assert first.stdout.readline() == "embedding\n"
    second = start(published)
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said.splitlines()[-1].endswith("Another ingest run is in progress in this data directory.")
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert live_versions(published) == {"Version 1"}


@pytest.mark.slow
@pytest.mark.parametrize("limit_bytes", [1_000, 5_000, 20_000, 60_000, 150_000])
def test_a_disk_that_takes_no_more_is_said_in_one_line(published, limit_bytes):
    """The operating system refuses to let any file grow beyond a limit, whichever library writes it."""
    before = published.live
    edit_all(published, 1)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    process = start(published, preexec_fn=limit)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.splitlines()[-1].startswith("kb_ingest.errors.IngestError: ")
    assert published.live == before
    published.ingest()
    assert published.left_over() == []
    assert live_versions(published) == {"Version 1"}
