"""Today, where the product is used: on what day something is due does not depend on where the server stands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The day in Viet Nam."""
    return datetime.now(VIET_NAM).date()


def day_of(moment: datetime) -> date:
    """The day in Viet Nam at a moment that a table keeps: what came in before seven in the morning came in today."""
    return moment.replace(tzinfo=UTC).astimezone(VIET_NAM).date()


def utc_now() -> datetime:
    """Now in UTC, without a zone, as every table keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
