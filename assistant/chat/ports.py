"""What the endpoints need, built once: by `services.py` with real adapters, by tests with fakes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from assistant.chat.conversations import Conversations
from assistant.chat.pipeline import Stages
from assistant.chat.reveals import Reveals
from assistant.chat.turns import Turns
from assistant.handoff.tickets import Texts, TicketDesk
from assistant.kit.clocks import Clock, utc_now
from assistant.storage.database import Database
from assistant.storage.keys import Cipher

VALUES_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ChatServices:
    """Everything behind the endpoints. `problem` tells why the service, though built, cannot work at the moment."""

    stages: Stages
    conversations: Conversations
    turns: Turns
    texts: Texts
    reveals: Reveals
    problem: Callable[[], str | None]
    close: Callable[[], None]


def chat_services(
    *,
    stages: Stages,
    database: Database,
    cipher: Cipher,
    texts: Texts,
    clock: Clock = utc_now,
    values_kept: timedelta = VALUES_KEPT,
    problem: Callable[[], str | None] = lambda: None,
    close: Callable[[], None] = lambda: None,
) -> ChatServices:
    """Put the services together. Closing them closes the database and whatever `close` closes."""

    def close_all() -> None:
        close()
        database.close()

    desk = TicketDesk(cipher, texts)
    return ChatServices(
        stages=stages,
        conversations=Conversations(database, cipher, desk, stages.redactor, clock),
        turns=Turns(database, cipher, desk, clock),
        texts=texts,
        reveals=Reveals(database, cipher, clock, values_kept),
        problem=problem,
        close=close_all,
    )
