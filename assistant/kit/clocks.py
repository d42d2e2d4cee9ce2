"""The one place that reads the wall clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
ZONE: Final = ZoneInfo("Europe/Berlin")
"""A day ends at midnight in Germany, Austria and Switzerland."""


def utc_now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)


def today(clock: Clock = utc_now) -> date:
    """Return the date at our operators' place."""
    return clock().astimezone(ZONE).date()
