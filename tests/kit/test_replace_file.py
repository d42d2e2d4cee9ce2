import os
import stat

import pytest

from assistant.kit.replace_file import replace_file


def test_a_file_is_written_for_its_owner_only(tmp_path):
    file = replace_file(tmp_path / "a.json", "Größe\n")
    assert file == tmp_path / "a.json"
    assert file.read_bytes() == "Größe\n".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_all_could_read_is_not_left_so(tmp_path):
    (tmp_path / "a.json").write_text("alt")
    (tmp_path / "a.json").chmod(0o644)
    assert stat.S_IMODE(replace_file(tmp_path / "a.json", "neu").stat().st_mode) == 0o600


def test_others_may_read_what_is_meant_for_them_and_the_umask_allows(tmp_path):
    before = os.umask(0o027)
    try:
        file = replace_file(tmp_path / "a", "neu", mode=0o666)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("place", ["os.fsync", "pathlib.Path.replace"])
def test_whatever_fails_the_old_file_is_whole_and_nothing_else_is_left(tmp_path, monkeypatch, place):
    (tmp_path / "a").write_text("alt")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place, full)
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "a", "neu")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a", "alt")]


def test_a_text_that_is_no_unicode_leaves_the_old_file(tmp_path):
    (tmp_path / "a").write_text("alt")
    with pytest.raises(UnicodeEncodeError):
        replace_file(tmp_path / "a", "\ud800")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a", "alt")]
