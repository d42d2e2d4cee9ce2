"""Moves what is encrypted to the newest key, so that an older one can be taken away."""

from typing import Final

from sqlalchemy import select, update

from assistant.exceptions import StorageError
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.models import ConversationRow, TicketRow

_AT_ONCE: Final = 100  # rows in one transaction: customers wait for it
_ENCRYPTED: Final = (
    (ConversationRow, ConversationRow.id, ConversationRow.vault),
    (TicketRow, TicketRow.id, TicketRow.contact),
)


def renew_ciphertexts(database: Database, cipher: Cipher) -> tuple[int, int]:
    """Encrypt anew what an older key has encrypted; return how many fields that were, and how many no key opens.

    Raises StorageError.
    """
    renewed = lost = 0
    for table, key, field in _ENCRYPTED:
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
