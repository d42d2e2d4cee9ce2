"""The conversation's vault between storage, where it is ciphertext, and the pipeline; and the end of its values."""

import logging
import threading
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from assistant.domain import Language
from assistant.exceptions import ConflictError
from assistant.kit.clocks import Clock
from assistant.kit.logging import failure_fields
from assistant.redaction.vault import Vault
from assistant.storage.conversations import (
    expire_vault,
    lock_conversation,
    lock_outdated_vaults,
    update_conversation,
    words_of_customer,
)
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord
from assistant.storage.renewal import count_unreadable, renew_ciphertexts

logger = logging.getLogger(__name__)
_AT_ONCE: Final = 100  # conversations in one transaction: customers wait for it
_EVERY_S: Final = 3600.0


def load_vault(conversation: ConversationRecord, cipher: Cipher) -> Vault:
    """Decrypt the vault, or begin one. Raises StorageError, RedactionUnavailableError."""
    return Vault() if conversation.vault is None else open_vault(conversation.vault, cipher)


def open_vault(ciphertext: bytes, cipher: Cipher) -> Vault:
    """Decrypt a vault. Raises StorageError, RedactionUnavailableError."""
    return Vault.from_json(cipher.decrypt(ciphertext))


def save_vault(session: Session, seen: ConversationRecord, vault: Vault, *, cipher: Cipher, language: Language) -> None:
    """Store the vault and the language the conversation is held in now.

    Raises ConflictError where another process has changed the vault since it was `seen`: its placeholders and ours
    would mean different things.
    """
    if lock_conversation(session, seen.id).vault != seen.vault:
        raise ConflictError("The conversation went on elsewhere in the meantime; please try again.")
    update_conversation(session, seen.id, language=language, vault=cipher.encrypt(vault.to_json()))


class VaultExpiry:
    """Removes the values of conversations that nobody has written in for as long as `kept` says.

    The placeholders stay where they stand, and none of them is given out again if the customer comes back.
    """

    def __init__(self, database: Database, cipher: Cipher, *, clock: Clock, kept: timedelta) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock
        self._kept = kept
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="vault-expiry", daemon=True)

    def start(self) -> None:
        """Look at once and every hour, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End the looking."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def run(self) -> int:
        """Remove what has expired and tell how many conversations it was. Raises StorageError."""
        expired = 0
        while count := self._expire_some():
            expired += count
        if expired:
            logger.info("Conversations whose values have expired: %d.", expired)
        if not self._database.erase_replaced():
            logger.warning("Expired values are still in the database's log; it is emptied at the next look.")
        return expired

    def _expire_some(self) -> int:
        with self._database.writing() as session:
            ids = lock_outdated_vaults(session, before=self._clock() - self._kept, most=_AT_ONCE)
            for conversation_id in ids:
                vault = Vault.expired(words_of_customer(session, conversation_id))
                ciphertext = self._cipher.encrypt(vault.to_json())
                expire_vault(session, conversation_id, vault=ciphertext, at=self._clock())
        return len(ids)

    def _watch(self) -> None:
        is_checked = False
        while not self._stop.is_set():
            try:
                self.run()
                if not is_checked:
                    self._check_keys()
                    is_checked = True
            except Exception as error:  # noqa: BLE001  a thread's rim: it looks again in an hour
                logger.error("Expired values could not be removed.", extra=failure_fields(error))  # noqa: TRY400
            self._stop.wait(_EVERY_S)

    def _check_keys(self) -> None:
        if self._cipher.key_count > 1:
            renewed, lost = renew_ciphertexts(self._database, self._cipher)
            logger.info("Fields encrypted anew with the newest vault key: %d.", renewed)
        else:
            lost = count_unreadable(self._database, self._cipher)
        if lost:
            logger.error(
                "Fields that no vault key opens: %d. Such conversations get no answer, such contacts stay unread. "
                "If the key was changed, put the former one behind it.",
                lost,
            )
