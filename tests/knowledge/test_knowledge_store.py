from datetime import UTC, datetime

import numpy as np
import pytest

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge import chroma
from assistant.knowledge.chunk_file import encode
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.parts import LanguagePart
from assistant.knowledge.postings import count_terms
from assistant.knowledge.store import open_snapshot
from kb_ingest.index import build_snapshot

DIMENSIONS = 32


def random_vectors(count, *, seed=1, dimensions=DIMENSIONS):
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def build(directory, vectors_by_language):
    """A finished snapshot of one article per language with the given vectors."""
    entries = [
        ArticleEntry(
            article_id=f"{language}-a",
            language=language,
            title="Titel",
            url=None,
            content_hash="x",
            origin="a.md",
            chunks=len(vectors),
        )
        for language, vectors in vectors_by_language.items()
    ]
    manifest = Manifest(
        snapshot_id="20260101-a",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        recipe="r",
        embedder="e",
        dimensions=DIMENSIONS,
        chunk_max_tokens=40,
        articles=tuple(entries),
    )
    parts = {
        language: LanguagePart(
            [
                encode(Chunk(f"{language}-a#{row}", f"{language}-a", "Titel", language, None, (), f"Wort{row}", row))
                for row in range(len(vectors))
            ],
            vectors,
            count_terms([f"Wort{row}"] for row in range(len(vectors))),
        )
        for language, vectors in vectors_by_language.items()
    }
    build_snapshot(directory, manifest, parts)
    return directory.snapshot(manifest.snapshot_id)


@pytest.fixture
def directory(tmp_path):
    return KnowledgeDirectory(tmp_path)


@pytest.mark.parametrize("count", [1, 2, 49, 51, 120])
def test_what_is_built_is_found_in_every_language(directory, count):
    vectors = {"de": random_vectors(count), "en": random_vectors(count + 1, seed=2)}
    snapshot = open_snapshot(build(directory, vectors))
    for language, expected in vectors.items():
        shelf = snapshot.shelves[language]
        assert [chunk.position for chunk in shelf.chunks] == list(range(len(expected)))
        assert all(shelf.nearest(vector, count=5)[0] == row for row, vector in enumerate(expected))
        assert len(shelf.nearest(expected[0], count=10_000)) == len(expected)
        np.testing.assert_allclose(shelf.centre, expected.mean(axis=0), atol=1e-6)


def test_the_expected_cosine_and_its_deviation_are_those_of_all_chunks(directory):
    shelf = open_snapshot(build(directory, {"de": random_vectors(80)})).shelves["de"]
    query = random_vectors(1, seed=3)[0]
    cosines = np.asarray(shelf.vectors) @ query
    assert shelf.expected(query) == pytest.approx((cosines.mean(), cosines.std()), abs=1e-5)


def test_vectors_that_are_all_alike_still_have_a_deviation_to_divide_by(directory):
    shelf = open_snapshot(build(directory, {"de": np.repeat(random_vectors(1), 5, axis=0)})).shelves["de"]
    assert shelf.expected(random_vectors(1, seed=3)[0])[1] == pytest.approx(0.01)


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "checksums.json", "chunks/de.jsonl", "vectors/de.npy", "lexical/de"],
)
@pytest.mark.parametrize("damage", ["missing", "cut off", "changed"])
def test_a_damaged_snapshot_is_refused_with_the_name_of_the_file(directory, name, damage):
    folder = build(directory, {"de": random_vectors(20)})
    path = folder / name
    file = next(inner for inner in sorted(path.iterdir()) if inner.stat().st_size > 1) if path.is_dir() else path
    content = file.read_bytes()
    match damage:
        case "missing":
            file.unlink()
        case "cut off":
            file.write_bytes(content[: len(content) // 2])
        case _:
            file.write_bytes(bytes(255 - byte for byte in content))
    for repair in (False, True):
        with pytest.raises(KnowledgeUnavailableError) as raised:
            open_snapshot(folder, repair=repair)
        assert "missing or cannot be read" in str(raised.value) or name in str(raised.value)


def test_a_manifest_of_another_format_is_refused(directory):
    folder = build(directory, {"de": random_vectors(2)})
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 3'))
    with pytest.raises(KnowledgeUnavailableError):
        open_snapshot(folder)


@pytest.mark.parametrize("size", [pytest.param(20, id="small"), pytest.param(1100, id="graph on disk")])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: _damage(folder / "chroma.sqlite3", b""), id="empty database"),
        pytest.param(lambda folder: _damage(folder / "chroma.sqlite3", b"noise" * 1000), id="noise in the database"),
        pytest.param(lambda folder: (folder / "chroma.sqlite3").unlink(), id="no database"),
        pytest.param(lambda folder: folder.rename(folder.with_name("elsewhere")), id="no folder"),
        pytest.param(
            lambda folder: [_damage(file, b"noise" * 5000) for file in folder.glob("*/*")], id="noise in the graph"
        ),
        pytest.param(
            lambda folder: [_damage(file, file.read_bytes()[:-400]) for file in folder.glob("*/data_level0.bin")],
            id="graph cut off",
        ),
        pytest.param(
            lambda folder: [file.unlink() for file in folder.glob("*/index_metadata.pickle")], id="graph without names"
        ),
        pytest.param(lambda folder: (folder / "rows.npy").unlink(), id="no rows"),
        pytest.param(lambda folder: _damage(folder / "rows.npy", b"noise"), id="noise for rows"),
    ],
)
def test_a_damaged_index_is_refused_or_built_again_and_never_misses_a_chunk(directory, size, damage):
    vectors = random_vectors(size)
    folder = build(directory, {"de": vectors})
    damage(folder / "chroma" / "de")
    shelf = open_snapshot(folder, repair=True).shelves["de"]
    assert all(shelf.index.nearest(vectors[row : row + 1], count=3)[0][0] == row for row in range(0, size, 10))
    assert open_snapshot(folder), "the repair is lasting"
    assert "de" in [path.name for path in (folder / "chroma").iterdir() if not path.name.startswith(".")]
    assert not [*(folder / "chroma").glob(".*")]


def _damage(file, content):
    if file.is_file():
        file.write_bytes(content)


def test_without_repair_a_damaged_index_is_refused(directory):
    folder = build(directory, {"de": random_vectors(20)})
    (folder / "chroma" / "de" / "chroma.sqlite3").unlink()
    with pytest.raises(KnowledgeUnavailableError, match="damaged search index"):
        open_snapshot(folder)


def test_where_an_index_cannot_be_built_again_all_vectors_are_searched(directory, monkeypatch, caplog):
    vectors = random_vectors(20)
    folder = build(directory, {"de": vectors})
    (folder / "chroma" / "de" / "chroma.sqlite3").unlink()

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.knowledge.store.replace_index", fail)
    shelf = open_snapshot(folder, repair=True).shelves["de"]
    assert [shelf.nearest(vector, count=3)[0] for vector in vectors] == list(range(20))
    assert "No space left on device" in caplog.text


def test_when_chroma_does_not_answer_all_vectors_are_searched(directory, caplog):
    vectors = random_vectors(30)
    shelf = open_snapshot(build(directory, {"de": vectors})).shelves["de"]
    expected = shelf.nearest(vectors[7], count=5)
    shelf.index.close()
    assert shelf.nearest(vectors[7], count=5) == expected
    assert "searching all vectors" in caplog.text


def test_an_index_in_another_space_is_refused(directory, monkeypatch):
    folder = build(directory, {"de": random_vectors(3)})
    monkeypatch.setattr(chroma, "HNSW", {"space": "l2"})
    with pytest.raises(KnowledgeUnavailableError, match="measured by cosine"):
        open_snapshot(folder)


def test_what_the_graph_loses_is_searched_one_by_one(directory, monkeypatch):
    monkeypatch.setattr(chroma, "HNSW", {"space": "cosine", "max_neighbors": 2, "ef_construction": 2, "ef_search": 10})
    vectors = random_vectors(1500)
    shelf = open_snapshot(build(directory, {"de": vectors})).shelves["de"]
    assert 0 < len(shelf.index.outside) < 1500
    assert all(shelf.nearest(vector, count=3)[0] == row for row, vector in enumerate(vectors))


def test_a_vector_on_an_island_of_the_graph_is_searched_one_by_one(directory, monkeypatch):
    """A search that begins among few vectors without a way out finds fewer than it was asked for."""
    query_graph = chroma._query

    def query(collection, queries, *, count):
        found = query_graph(collection, queries, count=count)
        return [near if near[0] != 3 else near[:2] for near in found]

    monkeypatch.setattr(chroma, "_query", query)
    vectors = random_vectors(50)
    shelf = open_snapshot(build(directory, {"de": vectors})).shelves["de"]
    assert shelf.index.outside.tolist() == [3]
    assert shelf.nearest(vectors[3], count=5) == shelf.nearest_exactly(vectors[3], count=5)


@pytest.mark.parametrize("count", [1, 2, 999, 1000, 1001, 2099])
def test_opening_adds_nothing_to_a_graph(directory, count):
    """What Chroma has not written out it adds again at each start, a millisecond each."""
    vectors = random_vectors(count, dimensions=8)
    index = open_snapshot(build(directory, {"de": vectors})).shelves["de"].index
    assert len(index.outside) < 3
    assert len(index.rows) + len(index.outside) == count
    if count > 1:
        assert chroma.graph_files(index.folder)


@pytest.mark.slow
def test_chroma_finds_what_exact_search_finds(directory):
    vectors, queries = random_vectors(2000, dimensions=384), random_vectors(200, seed=2, dimensions=384)
    shelf = open_snapshot(build(directory, {"de": vectors})).shelves["de"]
    exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
    found = [set(shelf.nearest(query, count=10)) for query in queries]
    recall = np.mean([len(rows & set(best)) / 10 for rows, best in zip(found, exact.tolist(), strict=True)])
    assert recall >= 0.99
