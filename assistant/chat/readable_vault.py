"""A conversation's vault, or what closes the line where the stored one cannot be opened."""

import logging

from assistant.chat.pipeline import LostVault
from assistant.chat.vaults import load_vault
from assistant.kit.logging import failure_fields
from assistant.redaction.vault import Vault
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord

logger = logging.getLogger(__name__)


def readable_vault(conversation: ConversationRecord, cipher: Cipher) -> Vault:
    """Open the vault, or begin one. A stored one that cannot be opened is a LostVault: it is never written over."""
    try:
        return load_vault(conversation, cipher)
    except Exception as error:  # noqa: BLE001  another key, a damaged vault, no memory: the customer reaches a person
        logger.error("A vault cannot be opened.", extra=failure_fields(error))  # noqa: TRY400  types and places only
        return LostVault()
