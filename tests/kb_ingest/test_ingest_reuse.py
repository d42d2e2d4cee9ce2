"""A run that takes over what did not change gives the very snapshot that building everything anew would give."""

import errno
import random
from dataclasses import dataclass

import numpy as np
import pytest

from assistant.knowledge.chroma import VectorIndex
from assistant.knowledge.lexical import terms
from assistant.knowledge.store import Shelf, open_snapshot

WORDS = ["Versand", "Konto", "Passwort", "Rechnung", "Kaffee", "Mühle", "Rückgabe", "Garantie", "Adresse", "Gutschein"]
WORDS += ["Abo", "Röstung", "Termin", "Zahlung", "Mahnung", "Filter", "Wasser", "Pumpe", "Bestellung", "Lieferung"]
ASKED = ("Passwort Konto", "Rechnung zahlen", "Mühle", "Wasser Pumpe Filter", "unbekanntes Wort", "")


@dataclass
class Editor:
    """Edits a folder of articles at random."""

    desk: object
    chance: random.Random

    def text(self) -> str:
        sections = [
            f"## {self.chance.choice(WORDS)}\n\n{' '.join(self.chance.choices(WORDS, k=self.chance.randint(3, 45)))}."
            for _ in range(self.chance.randint(1, 4))
        ]
        return "\n\n".join(sections)

    def write(self, number: int) -> None:
        language = "de" if number % 4 else "en"
        title = " ".join(self.chance.choices(WORDS, k=2))
        self.desk.write(f"a{number:03}", self.text(), lang=language, title=title, file=f"{number}.md")

    def edit(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            file = self.chance.choice(sorted(self.desk.folder.iterdir()))
            match self.chance.choice(["new", "text", "text", "gone", "broken", "moved"]):
                case "new":
                    self.write(self.chance.randint(0, 200))
                case "text":
                    self.write(int(file.stem.removeprefix("moved-")))
                case "gone":
                    file.unlink()
                case "broken":
                    file.write_bytes(b"\xff")
                case _:
                    file.rename(file.with_stem(f"moved-{file.stem.removeprefix('moved-')}"))


def shelves_of(desk, report):
    return open_snapshot(desk.directory.snapshot(report.snapshot_id)).shelves


def built_anew(desk):
    """The same articles, with nothing taken over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb_ingest.earlier.inspect.getsource", lambda _: "other code")
        return shelves_of(desk, desk.ingest(publish_snapshot=False))


def assert_same(live: Shelf, anew: Shelf) -> None:
    assert list(live.chunks) == list(anew.chunks)
    np.testing.assert_array_equal(live.vectors, anew.vectors)
    np.testing.assert_array_equal(live.centre, anew.centre)
    assert live.articles == anew.articles
    for question in ASKED:
        asked = terms(question, live.language)
        np.testing.assert_array_equal(live.lexical.scores(asked), anew.lexical.scores(asked))


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_give_what_building_anew_gives(desk, embedder, seed, monkeypatch):
    monkeypatch.setattr("kb_ingest.reuse.STALE_CHUNKS", 30)  # so that there are shared indexes and new ones
    editor = Editor(desk, random.Random(seed))  # noqa: S311
    for number in range(40):
        editor.write(number)
    desk.ingest()
    for _ in range(6):
        editor.edit()
        live, anew = shelves_of(desk, desk.ingest()), built_anew(desk)
        assert live.keys() == anew.keys()
        for language, shelf in live.items():
            assert_same(shelf, anew[language])
            assert_found(shelf, embedder)


def assert_found(shelf: Shelf, embedder) -> None:
    for question in ASKED:
        cosines = shelf.vectors @ embedder.embed_query(question)
        found, best = (
            find(embedder.embed_query(question), count=10) for find in (shelf.nearest, shelf.nearest_exactly)
        )
        assert len(set(found)) == len(best)
        np.testing.assert_allclose(cosines[found], cosines[best], atol=1e-5)


@pytest.fixture
def large(desk):
    """A desk with a hundred live articles."""
    for number in range(100):
        desk.write(f"a{number:03}", f"Text {number} über {WORDS[number % 20]}.")
    desk.ingest()
    return desk


def index_of(desk) -> VectorIndex:
    return open_snapshot(desk.directory.snapshot(desk.directory.current_id())).shelves["de"].index


def test_an_edit_shares_the_index_and_the_new_chunk_is_found_beside_it(large, embedder):
    large.write("a050", "Ganz anderer Inhalt: Gutschein einlösen.")
    (large.folder / "a010.md").unlink()
    assert large.ingest().embedded == 1
    index = index_of(large)
    assert index.rows.tolist() == [*range(10), -1, *range(10, 49), -1, *range(50, 99)]
    assert (index.gone, index.outside.tolist()) == (2, [49])
    shelf = open_snapshot(large.directory.snapshot(large.directory.current_id())).shelves["de"]
    (row,) = shelf.nearest(embedder.embed_query("Gutschein einlösen"), count=1)
    assert shelf.chunks[row].article_id == "a050"


@pytest.mark.parametrize("number", [0, 1, 50, 98, 99])
@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda desk, number: desk.write(f"a{number:03}", "Geändert."), id="changed"),
        pytest.param(lambda desk, number: desk.write(f"a{number:03}-", "Dahinter."), id="added after"),
        pytest.param(lambda desk, number: desk.write(f"a{number - 1:03}-", "Davor."), id="added before"),
        pytest.param(lambda desk, number: (desk.folder / f"a{number:03}.md").unlink(), id="removed"),
    ],
)
def test_wherever_an_article_stands_all_others_stay_as_they_are(large, edit, number):
    edit(large, number)
    live = shelves_of(large, large.ingest())
    assert_same(live["de"], built_anew(large)["de"])


def test_an_index_that_lacks_most_chunks_is_built_anew(large):
    for number in range(60):
        large.write(f"a{number:03}", f"Neuer Text {number}.")
    large.ingest()
    assert index_of(large).rows.tolist() == list(range(100))


def test_an_edit_tokenises_and_counts_only_what_is_new(large, monkeypatch):
    seen = []
    monkeypatch.setattr("kb_ingest.reuse.terms", lambda text, _: seen.append(text) or text.split())
    large.write("a050", "Neu.")
    large.ingest()
    assert seen == ["Titel a050\nNeu."]


def test_every_snapshot_stands_alone(desk):
    """Its files may be shared with others; removing any of the others does not matter."""
    for number in range(1100):  # enough for Chroma to write its graph
        desk.write(f"a{number:04}", f"Text {number}")
    folders = [desk.directory.snapshot(desk.ingest().snapshot_id)]
    for number in range(2):
        desk.write("a0000", f"Neu {number}")
        folders.append(desk.directory.snapshot(desk.ingest().snapshot_id))
    graphs = [next(folder.glob("chroma/de/*/data_level0.bin")).stat() for folder in folders]
    assert len({graph.st_ino for graph in graphs}) == 1, "the graph is stored once"
    for alone in folders:
        for other in folders:
            other.rename(other.with_suffix(".removed" if other != alone else ""))
        open_snapshot(alone)
        for other in folders:
            other.with_suffix(".removed" if other != alone else "").rename(other)


def test_a_file_system_without_hard_links_gets_copies(large, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    for number in range(1000, 2000):
        large.write(f"a{number}", f"Text {number}")
    large.ingest()
    large.write("a050", "Neu.")
    large.ingest()
    (graph,) = large.directory.snapshot(large.directory.current_id()).glob("chroma/de/*/data_level0.bin")
    assert graph.stat().st_nlink == 1


def test_a_run_that_only_removes_needs_no_vectors(published):
    (published.folder / "konto.md").unlink()
    seen = len(published.embedder.seen)
    report = published.ingest()
    assert (report.embedded, len(published.embedder.seen)) == (0, seen)
    assert set(published.live) == {"versand"}


def test_a_new_language_beside_a_live_one(large):
    large.write("hello", "Hello.", lang="en")
    large.ingest()
    assert {"a000", "hello"} < set(large.live)
    (large.folder / "hello.md").unlink()
    assert large.ingest().difference.removed == ("hello",)


def test_a_damaged_live_index_is_repaired_and_shared(large, caplog):
    (large.directory.snapshot(large.directory.current_id()) / "chroma/de/chroma.sqlite3").write_bytes(b"noise")
    large.write("a050", "Neu.")
    large.ingest()
    assert "building the de index" in caplog.text
    assert index_of(large).gone == 1


def test_damage_is_not_taken_over(large, caplog):
    """A checksum would make it look sound."""
    chunks = large.directory.snapshot(large.directory.current_id()) / "chunks/de.jsonl"
    chunks.write_bytes(chunks.read_bytes().replace(b"Text 7 ", b"Text 8 "))
    large.write("a050", "Neu.")
    large.ingest()
    assert "chunks/de.jsonl" in caplog.text
    assert large.live["a007"].startswith("Text 7 ")
