"""When a recipient is told: at once, in a digest, and not in quiet hours. Pure; times are of Viet Nam."""

from datetime import UTC, datetime, time, timedelta

from data.alerts.outbox import Pending, Recipient
from data.clock import VIET_NAM


def due(one: Recipient, pending: Pending, now: datetime) -> bool:
    """Whether what is pending is to be sent now (UTC, without a zone).

    What happened in the future happened while the clock was ahead: no digest can wait for it.
    """
    here, first = (moment.replace(tzinfo=UTC).astimezone(VIET_NAM) for moment in (now, pending.first_at))
    if pending.urgent and one.urgent_anyway:
        return True
    return not is_quiet(one, here.time()) and (first > here or here >= _ready(one, first))


def is_quiet(one: Recipient, at: time) -> bool:
    """Whether a time of day lies in the quiet hours, which may run past midnight."""
    if not one.quiet_from or not one.quiet_to or one.quiet_from == one.quiet_to:
        return False
    begins, ends = clock(one.quiet_from), clock(one.quiet_to)
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def _ready(one: Recipient, first: datetime) -> datetime:
    if one.digest == "hourly":
        return first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if one.digest == "daily":
        on_day = datetime.combine(first.date(), clock(one.digest_at or "07:00"), VIET_NAM)
        return on_day if on_day >= first else on_day + timedelta(days=1)
    return first


def clock(text: str) -> time:
    """A time of day from HH:MM; raises ValueError."""
    return datetime.strptime(text, "%H:%M").time()
