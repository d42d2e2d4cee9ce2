"""Agents see placeholders. Who needs a value asks for it with a reason, and that is stored before the value is told."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from assistant.chat.vaults import open_vault
from assistant.exceptions import MessageRefusedError, NotFoundError
from assistant.kit.clocks import Clock
from assistant.kit.placeholders import keys_in, parse_placeholder
from assistant.redaction.vault import Vault
from assistant.storage.database import Database
from assistant.storage.keys import Cipher
from assistant.storage.records import RevealRecord, SealedCase
from assistant.storage.reveals import add_reveal, latest_reveals, reveals_of
from assistant.storage.tickets import find_sealed_case

MAX_AGENT_CHARS: Final = 80
MAX_REASON_CHARS: Final = 500
_NUMBER: Final = re.compile(r"[A-Za-z0-9-]{1,32}")


class RevealOutcome(StrEnum):
    """What became of a request."""

    REVEALED = "revealed"
    UNKNOWN = "unknown"  # no such placeholder in this ticket
    EXPIRED = "expired"  # the value is gone


@dataclass(frozen=True, slots=True)
class Reveals:
    """All methods raise StorageError, those that are given a ticket NotFoundError where there is none."""

    database: Database
    cipher: Cipher
    clock: Clock
    kept: timedelta

    def reveal(self, number: str, placeholder: str, *, by: str, why: str) -> str:
        """Return the value behind a placeholder of this ticket once the request has been stored.

        A refused one is stored as well and raises NotFoundError; MessageRefusedError tells of what is malformed.
        """
        key = parse_placeholder(placeholder)
        if key is None:
            raise MessageRefusedError("That is no placeholder; one looks like <PERSON_1>.")
        agent = _line(by, "the name of whoever asks", max_chars=MAX_AGENT_CHARS)
        reason = _line(why, "the reason", max_chars=MAX_REASON_CHARS)
        with self.database.writing() as session:
            case = _existing(find_sealed_case(session, _number(number)))
            vault = self._vault(case)
            outcome, value = _look_up(key, case, vault)
            add_reveal(
                session,
                RevealRecord(number, f"<{key}>", agent, vault.hide(reason), outcome.value, self.clock()),
            )
        if value is None:
            raise NotFoundError(_refusal(outcome, key, number))
        return value

    def of(self, number: str) -> list[RevealRecord]:
        """Return all requests in this ticket, oldest first."""
        with self.database.reading() as session:
            _existing(find_sealed_case(session, _number(number)))
            return reveals_of(session, number)

    def latest(self, *, most: int) -> list[RevealRecord]:
        """Return the latest requests in all tickets, also in deleted ones, newest first."""
        with self.database.reading() as session:
            return latest_reveals(session, most=most)

    def _vault(self, case: SealedCase) -> Vault:
        """Open the vault. One that is due to expire counts as expired: the service may not have run since."""
        if case.vault is None or case.last_active_at is None or case.last_active_at < self.clock() - self.kept:
            return Vault.expired(case.texts)
        return open_vault(case.vault, self.cipher)


def _look_up(key: str, case: SealedCase, vault: Vault) -> tuple[RevealOutcome, str | None]:
    """Look in the ticket first: what the customer said elsewhere is not this agent's business."""
    if not any(key in keys_in(text) for text in case.texts) or not vault.knows(key):
        return RevealOutcome.UNKNOWN, None
    value = vault.value_of(key)
    return (RevealOutcome.EXPIRED if value is None else RevealOutcome.REVEALED), value


def _refusal(outcome: RevealOutcome, key: str, number: str) -> str:
    if outcome is RevealOutcome.EXPIRED:
        return f"The value of <{key}> has expired; it is kept nowhere any more."
    return f"There is no <{key}> in ticket {number}."


def _existing(case: SealedCase | None) -> SealedCase:
    if case is None:
        raise NotFoundError("There is no such ticket.")
    return case


def _number(number: str) -> str:
    """Keep out what a database might choke on."""
    if not _NUMBER.fullmatch(number):
        raise NotFoundError("There is no such ticket.")
    return number


def _line(text: str, what: str, *, max_chars: int) -> str:
    line = " ".join(text.split())
    if not line or len(line) > max_chars or not line.isprintable():
        raise MessageRefusedError(f"Say {what} in 1 to {max_chars} printable characters.")
    return line
