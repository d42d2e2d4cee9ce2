"""The cache of vectors does not grow without end."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import numpy as np
import pytest

from kb_ingest import tidy
from kb_ingest.vector_cache import FILE, VectorCache, key_of


@pytest.fixture
def tight(monkeypatch):
    """As if the file were large."""
    monkeypatch.setattr(tidy, "SMALL_BYTES", 0)
    monkeypatch.setattr(tidy, "VECTORS_PER_CHUNK", 0)


def cached(desk, *texts):
    """Which of the texts the cache still has."""
    with closing(VectorCache(desk.directory.root / FILE)) as cache:
        return [text for text in texts if cache.find([key_of(text, embedder=desk.embedder.name)])]


def age(desk):
    """Make everything in the cache a year older."""
    with closing(sqlite3.connect(desk.directory.root / FILE)) as database, database:
        database.execute("UPDATE vectors SET added_s = added_s - 31536000")


@pytest.mark.usefixtures("tight")
def test_vectors_that_no_snapshot_needs_go_and_all_others_stay(published):
    texts = [f"Titel konto\nText {number}" for number in range(4)]
    for number in range(4):
        published.write("konto", f"Text {number}")
        published.ingest(snapshots_kept=2)
        age(published)
    published.write("versand", "Der Versand ist frei.", title="Neuer Titel")
    published.ingest(snapshots_kept=2)
    assert cached(published, *texts) == [texts[3]]
    assert cached(published, "Titel konto", "Titel versand", "Neuer Titel") == [
        "Titel konto",
        "Titel versand",
        "Neuer Titel",
    ]


@pytest.mark.usefixtures("tight")
def test_vectors_of_a_run_that_was_not_finished_stay(published):
    with closing(VectorCache(published.directory.root / FILE)) as cache:
        cache.add([(key_of("Noch nicht", embedder="counted"), np.ones(64, dtype=np.float32))])
    published.write("konto", "Neu.")
    published.ingest()
    assert cached(published, "Noch nicht") == ["Noch nicht"]


def test_a_small_cache_is_left_alone(published):
    published.write("konto", "Neu.")
    published.ingest(snapshots_kept=1)
    age(published)
    published.write("konto", "Ganz neu.")
    published.ingest(snapshots_kept=1)
    old = "Titel konto\nDas Konto hat ein Passwort."
    assert cached(published, old) == [old]


@pytest.mark.usefixtures("tight")
def test_a_cache_that_cannot_be_tidied_stops_no_run(published, monkeypatch, caplog):
    def refuse(*_, **__):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(VectorCache, "forget", refuse)
    published.write("konto", "Neu.")
    assert published.ingest().published
    assert "database is locked" in caplog.text


def test_a_cache_of_an_earlier_version_is_read_on(tmp_path):
    path = tmp_path / FILE
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        database.execute("INSERT INTO vectors VALUES (?, ?)", (b"old", np.ones(4, dtype=np.float32).tobytes()))
    with closing(VectorCache(path)) as cache:
        assert cache.find([b"old"])[b"old"].tolist() == [1, 1, 1, 1]
        assert cache.forget(but=[], added_before=datetime.now(UTC)) == 1
