"""Places for replies: one a conversation, a bounded number in all. In memory, for one process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Final

from assistant.exceptions import AuskunftError, ConflictError

_WAITING_PER_PLACE: Final = 16


class BusyError(AuskunftError):
    """Too many customers are waiting for a reply already."""

    code: ClassVar[str] = "busy"
    status: ClassVar[int] = 503
    retry_after_s: ClassVar[int | None] = 5


class Capacity:
    """Who may have a reply written. `places` are written at the same time, some more wait their turn."""

    def __init__(self, *, places: int) -> None:
        self._most = places * (1 + _WAITING_PER_PLACE)
        self._taken: set[str] = set()
        self._changed = threading.Condition()

    def take(self, conversation_id: str) -> None:
        """Take a place. Raises ConflictError where the conversation has one, BusyError where all are taken."""
        with self._changed:
            if conversation_id in self._taken:
                raise ConflictError("A reply is still being written; please wait for it.")
            if len(self._taken) >= self._most:
                raise BusyError("Many people are asking at the moment; please try again in a few seconds.")
            self._taken.add(conversation_id)

    def give_back(self, conversation_id: str) -> None:
        """Free the conversation's place."""
        with self._changed:
            self._taken.discard(conversation_id)
            self._changed.notify_all()

    @contextmanager
    def quiet(self, conversation_id: str, *, wait_s: float) -> Iterator[bool]:
        """Wait for a running reply, then keep further ones away; False where it took longer than `wait_s`."""
        with self._changed:
            is_quiet = self._changed.wait_for(lambda: conversation_id not in self._taken, wait_s)
            if is_quiet:
                self._taken.add(conversation_id)
        try:
            yield is_quiet
        finally:
            if is_quiet:
                self.give_back(conversation_id)
