import sys

import pytest

from kb_ingest.code_digest import code_digest


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that must not be imported, with a part below it."""
    folder = tmp_path / "never_imported"
    (folder / "part").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise SystemExit")
    (folder / "part" / "words.txt").write_text("eins\n")
    (folder / "notes.md").write_text("eins\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    code_digest.cache_clear()


@pytest.mark.parametrize(
    ("file", "is_code"),
    [
        pytest.param("__init__.py", True, id="code"),
        pytest.param("part/words.txt", True, id="a word list below"),
        pytest.param("part/new.py", True, id="a new file"),
        pytest.param("part/model.onnx", True, id="a model"),
        pytest.param("part/tokenizer.json", True, id="what a model reads with"),
        pytest.param("notes.md", False, id="something else"),
    ],
)
def test_the_digest_changes_with_code_and_word_lists(package, file, is_code):
    before = code_digest("never_imported")
    (package / file).write_text("zwei\n")
    code_digest.cache_clear()
    assert (code_digest("never_imported") != before) is is_code
    assert "never_imported" not in sys.modules


def test_several_modules_have_one_digest(package):
    both = code_digest("never_imported", "kb_ingest.errors")
    assert both != code_digest("never_imported")
    assert package.exists()


def test_a_module_that_is_not_there_is_told():
    with pytest.raises(ModuleNotFoundError):
        code_digest("kb_ingest.missing")
