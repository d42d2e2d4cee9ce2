import stat
import threading
import traceback

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


@pytest.mark.parametrize("between", [",", ", ", "\n"])
def test_an_older_key_still_opens_and_the_newest_encrypts(tmp_path, between):
    older, newer = (Fernet.generate_key().decode() for _ in range(2))
    ciphertext = open_cipher(tmp_path, key=older).encrypt("Anna")
    both = open_cipher(tmp_path, key=f"{newer}{between}{older}")
    assert (both.decrypt(ciphertext), both.key_count) == ("Anna", 2)
    assert open_cipher(tmp_path, key=newer).decrypt(both.encrypt("Anna")) == "Anna"


def test_the_key_file_may_hold_several_keys(tmp_path):
    ciphertext = open_cipher(tmp_path).encrypt("Anna")
    file = tmp_path / KEY_FILE
    file.write_text(f"{Fernet.generate_key().decode()}\n{file.read_text()}\n")
    assert open_cipher(tmp_path).decrypt(ciphertext) == "Anna"


def test_only_what_an_older_key_has_encrypted_is_encrypted_anew(tmp_path):
    older, newer = (Fernet.generate_key().decode() for _ in range(2))
    both = open_cipher(tmp_path, key=f"{newer},{older}")
    fresh = both.renew(open_cipher(tmp_path, key=older).encrypt("Anna"))
    assert open_cipher(tmp_path, key=newer).decrypt(fresh) == "Anna"
    assert both.renew(fresh) is None
    with pytest.raises(StorageError, match="does not fit"):
        both.renew(open_cipher(tmp_path).encrypt("Anna"))


@pytest.mark.parametrize("key", ["short", "ä" * 44, "=" * 44, ",", f"{'A' * 43}=,short"])
def test_a_malformed_key_is_refused_without_being_quoted(tmp_path, key):
    with pytest.raises(SettingsError) as caught:
        open_cipher(tmp_path, key=key)
    rendered = "".join(traceback.format_exception(caught.value))
    assert not any(part in f"{caught.value!r} {rendered}" for part in key.split(",") if part)


def test_a_text_that_no_key_opens_is_told_without_it(tmp_path):
    ciphertext = open_cipher(tmp_path, key=Fernet.generate_key().decode()).encrypt("Anna")
    with pytest.raises(StorageError) as caught:
        open_cipher(tmp_path).decrypt(ciphertext[:40])
    assert "gAAAA" not in "".join(traceback.format_exception(caught.value))


def test_a_cipher_shows_no_key(tmp_path):
    cipher = open_cipher(tmp_path)
    assert (tmp_path / KEY_FILE).read_text() not in f"{cipher!r} {cipher.fernet!r} {cipher.newest!r}"


def test_a_directory_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        open_cipher(tmp_path / "file" / "data")
