"""What the language model may cost a day, kept in a small file that restarts and other processes share."""

import json
import logging
import math
from collections import deque
from datetime import date
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.kit.clocks import Clock, today, utc_now
from assistant.kit.logging import failure_fields
from assistant.kit.replace_file import replace_file

logger = logging.getLogger(__name__)
_LOCK_WAIT_S: Final = 2.0
_MICRO: Final = 1_000_000


class _Spent(BaseModel):
    """The file: millionths of a euro that were spent or set aside that day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    micro_eur: int = Field(ge=0)


class DailyBudget:
    """Costs are set aside before a request and corrected after it, so that not even a crash spends too much.

    Nobody waits for a correction: it is kept in memory and written with what is set aside next. One that is lost with
    the process leaves a request as dear as it could have been.

    A file that cannot be read counts as a spent budget until midnight; one that cannot be written stops every request.
    """

    def __init__(self, file: Path, *, limit_eur: float, clock: Clock = utc_now) -> None:
        self._file = file
        self._limit = math.floor(limit_eur * _MICRO)
        self._clock = clock
        self._told: date | None = None
        self._corrections: deque[tuple[date, int]] = deque()

    def set_aside(self, eur: float) -> date | None:
        """Set so much aside today; None when that would be too much."""
        amount = math.ceil(eur * _MICRO)
        try:
            with self._locked():
                spent, is_corrected = self._corrected(self._read())
                fits = spent.micro_eur + amount <= self._limit
                if fits or is_corrected:
                    self._write(spent.day, spent.micro_eur + (amount if fits else 0))
        except (OSError, Timeout) as error:
            logger.error("The model's budget cannot be kept.", extra=failure_fields(error))  # noqa: TRY400
            return None
        if not fits:
            self._tell(spent.day)
        return spent.day if fits else None

    def correct(self, day: date, *, set_aside_eur: float, spent_eur: float) -> None:
        """Put the real cost in place of what was set aside, from the next request on."""
        self._corrections.append((day, math.ceil(spent_eur * _MICRO) - math.ceil(set_aside_eur * _MICRO)))

    def close(self) -> None:
        """Write the corrections that wait for a next request."""
        if self._corrections:
            self.set_aside(0.0)

    def _corrected(self, spent: _Spent) -> tuple[_Spent, bool]:
        """With the corrections that have come in for this day, and whether there were any."""
        waiting = [self._corrections.popleft() for _ in range(len(self._corrections))]
        differences = [difference for day, difference in waiting if day == spent.day]
        micro_eur = max(0, spent.micro_eur + sum(differences))
        return _Spent(day=spent.day, micro_eur=micro_eur), bool(differences)

    def _locked(self) -> FileLock:
        return FileLock(self._file.with_suffix(".lock"), timeout=_LOCK_WAIT_S)

    def _read(self) -> _Spent:
        day = today(self._clock)
        try:
            spent = _Spent.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return _Spent(day=day, micro_eur=0)
        except ValidationError:
            logger.error("The file of the model's costs is damaged: no more is spent today.")  # noqa: TRY400
            self._write(day, self._limit)
            self._corrections.clear()
            return _Spent(day=day, micro_eur=self._limit)
        return spent if spent.day == day else _Spent(day=day, micro_eur=0)

    def _write(self, day: date, micro_eur: int) -> None:
        replace_file(self._file, json.dumps({"day": day.isoformat(), "micro_eur": micro_eur}))

    def _tell(self, day: date) -> None:
        if self._told != day:
            self._told = day
            logger.warning("The model's budget is spent: articles are quoted until midnight.")
