"""Moves what is encrypted to the newest key, so that an older one can be taken away, and tells what no key opens."""

from typing import Final

from sqlalchemy import select, update

from assistant.exceptions import StorageError
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.models import ConversationRow, TicketRow

_AT_ONCE: Final = 100  # rows in one transaction: customers wait for it
_LOOKED_AT: Final = 100  # fields of each kind, the newest
_ENCRYPTED: Final = (
    (ConversationRow, ConversationRow.id, ConversationRow.vault, ConversationRow.created_at),
    (TicketRow, TicketRow.id, TicketRow.contact, TicketRow.created_at),
)


def count_unreadable(database: Database, cipher: Cipher) -> int:
    """How many of the newest encrypted fields no key opens. Raises StorageError."""
    unreadable = 0
    with database.reading() as session:
        for _, _, field, created_at in _ENCRYPTED:
            newest = select(field).where(field.is_not(None)).order_by(created_at.desc()).limit(_LOOKED_AT)
            unreadable += sum(not _opens(cipher, ciphertext) for ciphertext in session.scalars(newest) if ciphertext)
    return unreadable


def renew_ciphertexts(database: Database, cipher: Cipher) -> tuple[int, int]:
    """Encrypt anew what an older key has encrypted; return how many fields that were, and how many no key opens.

    Raises StorageError.
    """
    renewed = lost = 0
    for table, key, field, _ in _ENCRYPTED:
        with database.reading() as session:
            ids = session.scalars(select(key).where(field.is_not(None))).all()
        for first in range(0, len(ids), _AT_ONCE):
            with database.writing() as session:
                some = select(key, field).where(key.in_(ids[first : first + _AT_ONCE])).with_for_update()
                for identity, ciphertext in session.execute(some).all():
                    try:
                        fresh = cipher.renew(ciphertext) if ciphertext else None  # cleared in the meantime
                    except StorageError:
                        lost += 1
                        continue
                    if fresh is not None:
                        session.execute(update(table).where(key == identity).values({field: fresh}))
                        renewed += 1
    return renewed, lost


def _opens(cipher: Cipher, ciphertext: bytes) -> bool:
    try:
        cipher.decrypt(ciphertext)
    except StorageError:
        return False
    return True
