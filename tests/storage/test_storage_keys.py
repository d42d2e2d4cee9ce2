import stat
import threading

import pytest
from cryptography.fernet import Fernet

from assistant.exceptions import SettingsError, StorageError
from assistant.storage.keys import KEY_FILE, open_cipher


def test_what_was_encrypted_can_be_read_after_a_restart(tmp_path):
    ciphertext = open_cipher(tmp_path).encrypt("Anna Schmidt")
    assert b"Anna" not in ciphertext
    assert open_cipher(tmp_path).decrypt(ciphertext) == "Anna Schmidt"


def test_the_key_file_is_for_its_owner_only_and_stands_alone(tmp_path):
    open_cipher(tmp_path / "new")
    (file,) = (tmp_path / "new").iterdir()
    assert file.name == KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_those_who_start_at_once_share_one_key(tmp_path):
    barrier, keys = threading.Barrier(8), []

    def start():
        barrier.wait()
        keys.append(open_cipher(tmp_path).encrypt("x"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [open_cipher(tmp_path).decrypt(key) for key in keys] == ["x"] * 8


def test_a_given_key_needs_no_file(tmp_path):
    key = Fernet.generate_key().decode()
    assert open_cipher(tmp_path, key=key).decrypt(open_cipher(tmp_path, key=key).encrypt("x")) == "x"
    assert list(tmp_path.iterdir()) == []


def test_another_key_is_reported(tmp_path):
    ciphertext = open_cipher(tmp_path, key=Fernet.generate_key().decode()).encrypt("x")
    with pytest.raises(StorageError, match="does not fit"):
        open_cipher(tmp_path).decrypt(ciphertext)


@pytest.mark.parametrize("key", ["short", "ä" * 44, "=" * 44])
def test_a_malformed_key_is_refused_without_being_quoted(tmp_path, key):
    with pytest.raises(SettingsError) as caught:
        open_cipher(tmp_path, key=key)
    assert key not in str(caught.value)


def test_a_directory_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        open_cipher(tmp_path / "file" / "data")
