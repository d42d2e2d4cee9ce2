"""The conversation's vault between storage, where it is ciphertext, and the pipeline."""

from sqlalchemy.orm import Session

from assistant.domain import Language
from assistant.exceptions import ConflictError
from assistant.redaction.vault import Vault
from assistant.storage.conversations import lock_conversation, update_conversation
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord


def load_vault(conversation: ConversationRecord, cipher: Cipher) -> Vault:
    """Decrypt the vault, or begin one. Raises StorageError, RedactionUnavailableError."""
    return Vault.from_json(cipher.decrypt(conversation.vault)) if conversation.vault else Vault()


def save_vault(session: Session, seen: ConversationRecord, vault: Vault, *, cipher: Cipher, language: Language) -> None:
    """Store the vault and the language the conversation is held in now.

    Raises ConflictError where another process has changed the vault since it was `seen`: its placeholders and ours
    would mean different things.
    """
    if lock_conversation(session, seen.id).vault != seen.vault:
        raise ConflictError("The conversation went on elsewhere in the meantime; please try again.")
    update_conversation(session, seen.id, language=language, vault=cipher.encrypt(vault.to_json()))
