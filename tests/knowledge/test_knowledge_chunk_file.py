import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Chunk
from assistant.knowledge.chunk_file import ChunkFile, encode, write_lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
CHUNKS = st.builds(
    Chunk,
    chunk_id=TEXT,
    article_id=TEXT,
    title=TEXT,
    language=st.just("de"),
    url=st.none() | TEXT,
    headings=st.lists(TEXT, max_size=3).map(tuple),
    text=TEXT,
    position=st.integers(0, 9),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("chunks") / "de.jsonl"


@given(chunks=st.lists(CHUNKS, min_size=1, max_size=5))
def test_every_chunk_is_read_as_it_was_written(path, chunks):
    write_lines(path, map(encode, chunks))
    file = ChunkFile(path)
    assert list(file) == chunks
    assert file[-1] == chunks[-1]
    assert list(file[1:3]) == chunks[1:3]
    assert b"".join(file.line(row) for row in range(len(file))) == path.read_bytes()
    with pytest.raises(IndexError):
        file[len(chunks)]


def test_a_file_longer_than_one_block_is_read(path, monkeypatch):
    monkeypatch.setattr("assistant.knowledge.chunk_file.BLOCK_BYTES", 7)
    chunks = [Chunk(f"a#{row}", "a", "Titel", "de", None, (), "Text\n" * row, row) for row in range(20)]
    write_lines(path, map(encode, chunks))
    assert list(ChunkFile(path)) == chunks
