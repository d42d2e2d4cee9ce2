"""A conversation's vault, or what closes the line where the stored one cannot be opened."""

import logging
from typing import Protocol

from assistant.chat.pipeline import LostVault
from assistant.chat.vaults import load_vault
from assistant.kit.logging import failure_fields
from assistant.redaction.vault import Vault
from assistant.storage.keys import Cipher
from assistant.storage.records import ConversationRecord

logger = logging.getLogger(__name__)


class OpenedVault(Protocol):
    """Hears whether a stored vault could be opened."""

    def __call__(self, *, is_readable: bool) -> None: ...


def unheard(*, is_readable: bool) -> None:
    """Tell nobody."""
    del is_readable


def readable_vault(conversation: ConversationRecord, cipher: Cipher, *, tell: OpenedVault = unheard) -> Vault:
    """Open the vault, or begin one. A stored one that cannot be opened is a LostVault: it is never written over."""
    try:
        vault = load_vault(conversation, cipher)
    except Exception as error:  # noqa: BLE001  another key, a damaged vault, no memory: the customer reaches a person
        logger.error("A vault cannot be opened.", extra=failure_fields(error))  # noqa: TRY400  types and places only
        tell(is_readable=False)
        return LostVault()
    if conversation.vault:
        tell(is_readable=True)
    return vault
