"""What the language model may cost a day, kept in a small file that restarts and other processes share."""

import json
import logging
import math
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.kit.clocks import Clock, utc_now
from assistant.kit.logging import failure_fields
from assistant.kit.replace_file import replace_file

logger = logging.getLogger(__name__)
ZONE: Final = ZoneInfo("Europe/Berlin")
"""A day ends at midnight in Germany, Austria and Switzerland."""
_LOCK_WAIT_S: Final = 2.0
_MICRO: Final = 1_000_000


class _Spent(BaseModel):
    """The file: millionths of a euro that were spent or set aside that day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    micro_eur: int = Field(ge=0)


class DailyBudget:
    """Costs are set aside before a request and corrected after it, so that not even a crash spends too much.

    A file that cannot be read counts as a spent budget until midnight; one that cannot be written stops every request.
    """

    def __init__(self, file: Path, *, limit_eur: float, clock: Clock = utc_now) -> None:
        self._file = file
        self._limit = math.floor(limit_eur * _MICRO)
        self._clock = clock
        self._told: date | None = None

    def set_aside(self, eur: float) -> date | None:
        """Set so much aside today; None when that would be too much."""
        amount = math.ceil(eur * _MICRO)
        try:
            with self._locked():
                spent = self._read()
                if spent.micro_eur + amount <= self._limit:
                    self._write(spent.day, spent.micro_eur + amount)
                    return spent.day
        except (OSError, Timeout) as error:
            logger.error("The model's budget cannot be kept.", extra=failure_fields(error))  # noqa: TRY400
            return None
        self._tell(spent.day)
        return None

    def correct(self, day: date, *, set_aside_eur: float, spent_eur: float) -> None:
        """Put the real cost in place of what was set aside."""
        difference = math.ceil(spent_eur * _MICRO) - math.ceil(set_aside_eur * _MICRO)
        try:
            with self._locked():
                spent = self._read()
                if spent.day == day:
                    self._write(day, max(0, spent.micro_eur + difference))
        except (OSError, Timeout) as error:
            logger.error("The model's budget cannot be kept.", extra=failure_fields(error))  # noqa: TRY400

    def _locked(self) -> FileLock:
        return FileLock(self._file.with_suffix(".lock"), timeout=_LOCK_WAIT_S)

    def _read(self) -> _Spent:
        today = self._clock().astimezone(ZONE).date()
        try:
            spent = _Spent.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return _Spent(day=today, micro_eur=0)
        except ValidationError:
            logger.error("The file of the model's costs is damaged: no more is spent today.")  # noqa: TRY400
            self._write(today, self._limit)
            return _Spent(day=today, micro_eur=self._limit)
        return spent if spent.day == today else _Spent(day=today, micro_eur=0)

    def _write(self, day: date, micro_eur: int) -> None:
        replace_file(self._file, json.dumps({"day": day.isoformat(), "micro_eur": micro_eur}))

    def _tell(self, day: date) -> None:
        if self._told != day:
            self._told = day
            logger.warning("The model's budget is spent: articles are quoted until midnight.")
