"""When somebody is told: at once, in a digest, not in quiet hours; across midnight, and wherever the server stands."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.timing import due
from data.alerts.outbox import Pending, Recipient
from data.alerts.records import Severity


@pytest.mark.parametrize(
    ("given", "urgent", "now", "expected"),
    [
        ({}, False, "09:00", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "23:30", False),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "05:59", False),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "06:00", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, True, "23:30", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00", "urgent_anyway": False}, True, "23:30", False),
        ({"digest": "hourly"}, False, "08:59", False),
        ({"digest": "hourly"}, False, "09:00", True),
        ({"digest": "daily", "digest_at": "17:00"}, False, "16:59", False),
        ({"digest": "daily", "digest_at": "17:00"}, False, "17:00", True),
    ],
)
def test_when_somebody_is_told(given: dict[str, Any], urgent: bool, now: str, expected: bool) -> None:
    said = {"digest": "now", "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": True, **given}
    one = Recipient(1, "x", "email", "x@y.vn", None, "viewer", Severity.INFO, "vi", active=True, **said)
    early = now < "08:15"
    first = datetime(2026, 3, 1 if early else 2, 1, 15)  # 08:15 in Viet Nam
    hour, minute = (int(part) for part in now.split(":"))
    here = datetime(2026, 3, 2, hour, minute) - timedelta(hours=7)
    assert due(one, Pending((1,), first, urgent), here) is expected


@pytest.mark.parametrize("digest", ["hourly", "daily"])
def test_no_digest_waits_for_what_happened_in_the_future(digest: str) -> None:
    said = {"digest": digest, "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": False}
    one = Recipient(1, "x", "email", "x@y.vn", None, "viewer", Severity.INFO, "vi", active=True, **said)
    now = datetime(2026, 3, 2, 3)
    assert due(one, Pending((1,), now + timedelta(days=400), urgent=False), now)


MINUTE = timedelta(minutes=1)
HAPPENED = datetime(2026, 12, 31, 16, 58)
"""Two minutes before midnight of the last day of a year in Viet Nam."""
times = st.times().map(lambda one: f"{one:%H:%M}")


def recipient(digest: str = "now", digest_at: str = "07:00", quiet: tuple[str, str] = ("", "")) -> Recipient:
    return Recipient(1, "x", "email", "x@y.vn", None, "viewer", Severity.INFO, "vi", digest, digest_at, *quiet,
                     urgent_anyway=False, active=True)  # fmt: skip


def told_at(one: Recipient, happened: datetime) -> datetime:
    """The first minute at which somebody is told of what happened, in Viet Nam."""
    pending = Pending((1,), happened, urgent=False)
    found = next(n for n in range(3 * 24 * 60) if due(one, pending, happened + n * MINUTE))
    return happened + found * MINUTE + timedelta(hours=7)


@pytest.mark.parametrize(
    ("one", "at"),
    [
        (recipient(), "2026-12-31 23:58"),
        (recipient("hourly"), "2027-01-01 00:00"),
        (recipient("daily", "23:59"), "2026-12-31 23:59"),
        (recipient("daily", "23:57"), "2027-01-01 23:57"),
        (recipient("daily", "00:00"), "2027-01-01 00:00"),
        (recipient(quiet=("23:58", "00:00")), "2027-01-01 00:00"),
        (recipient(quiet=("22:00", "06:30")), "2027-01-01 06:30"),
        (recipient("daily", "00:30", ("22:00", "06:00")), "2027-01-01 06:00"),
        (recipient("daily", "06:00", ("22:00", "06:00")), "2027-01-01 06:00"),
        (recipient(quiet=("07:00", "07:00")), "2026-12-31 23:58"),
    ],
    ids=["now", "hourly", "later today", "just missed", "midnight", "until midnight", "over midnight",
         "digest in quiet", "digest as quiet ends", "no quiet hours at all"],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_the_last_minutes_of_a_year_end_as_in_viet_nam_wherever_the_server_stands(
    one: Recipient, at: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert f"{told_at(one, HAPPENED):%Y-%m-%d %H:%M}" == at
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.sampled_from(["now", "hourly", "daily"]), times, times, times, st.integers(0, 24 * 60 - 1))
@settings(max_examples=60, deadline=None)
def test_somebody_is_told_within_two_days_and_never_in_quiet_hours(
    digest: str, digest_at: str, begins: str, ends: str, minute: int
) -> None:
    at = told_at(recipient(digest, digest_at, (begins, ends)), HAPPENED + minute * MINUTE)
    quiet = begins <= f"{at:%H:%M}" < ends if begins <= ends else not ends <= f"{at:%H:%M}" < begins
    assert not quiet
    assert at - (HAPPENED + minute * MINUTE + timedelta(hours=7)) < timedelta(days=2)
