"""The key that opens the editors' pages."""

import stat

import pytest

from assistant.desk.access import DeskKey
from assistant.exceptions import StorageError, UnauthorizedError


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    key = DeskKey.of(tmp_path / "data")
    first = key.open()
    assert len(first) >= 40
    assert key.open() == first == key.file.read_text()
    assert stat.S_IMODE(key.file.stat().st_mode) == 0o600
    assert [file.name for file in key.file.parent.iterdir()] == ["desk.key"]


def test_two_data_directories_have_different_keys(tmp_path):
    assert DeskKey.of(tmp_path / "a").open() != DeskKey.of(tmp_path / "b").open()


def test_the_right_key_opens(tmp_path):
    key = DeskKey.of(tmp_path)
    key.check(key.open())


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "ä" * 43, "\udcff" * 43])
def test_a_wrong_key_does_not(tmp_path, wrong):
    key = DeskKey.of(tmp_path)
    key.open()
    with pytest.raises(UnauthorizedError, match=r"desk\.key"):
        key.check(wrong)


@pytest.mark.parametrize(
    "content", [pytest.param(None, id="none"), pytest.param("", id="empty"), pytest.param("geheim", id="short")]
)
def test_without_a_sound_key_file_nothing_opens(tmp_path, content):
    key = DeskKey.of(tmp_path)
    if content is not None:
        key.file.write_text(content)
    with pytest.raises(UnauthorizedError):
        key.check(content or "")


def test_a_new_key_shuts_the_old_one_out(tmp_path):
    key = DeskKey.of(tmp_path)
    old = key.open()
    key.file.unlink()
    key.check(key.open())
    with pytest.raises(UnauthorizedError):
        key.check(old)


def test_a_key_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageError, match=r"desk\.key cannot be read or created"):
        DeskKey.of(tmp_path / "data").open()


@pytest.mark.parametrize("content", ["", "kurz"])
def test_a_key_that_nobody_could_use_is_not_shown_as_one(tmp_path, content):
    (tmp_path / "desk.key").write_text(content)
    with pytest.raises(StorageError, match="delete the file"):
        DeskKey.of(tmp_path).open()
