"""What a single text means, or why it means nothing: each judge answers for one column."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from data.errors import InvalidPeriod
from data.ingest.cells import CELL_ERROR, FORMULA
from data.ingest.headings import fold
from data.ingest.reference import Fact, Wrong
from data.ingest.report import Fault
from data.periods import FORMS, Period
from data.records import Status

STATUS_FORMS = "A, E, P, F, M or S (normal, estimate, provisional, forecast, missing, simulated)"
STATUS_WORDS = {
    Status.NORMAL: ("", "A", "chính thức", "normal"),
    Status.ESTIMATED: ("E", "ước tính", "ước", "estimated", "estimate"),
    Status.PROVISIONAL: ("P", "sơ bộ", "provisional"),
    Status.FORECAST: ("F", "dự báo", "forecast"),
    Status.MISSING: ("M", "thiếu", "chưa có số liệu", "missing"),
    Status.SIMULATED: ("S", "mô phỏng", "simulated"),
}
_STATUS = {fold(word): status for status, words in STATUS_WORDS.items() for word in words}
MOMENT_FORMS = "a day or moment such as 2026-10-06 or 2026-10-06T09:30:00Z, not in the future"
RECAST_NOTE = "recast from units: "
"""Begins the note of a figure that an export has computed on another map."""


def marked(text: str) -> Wrong | None:
    """The fault of a cell that holds no plain value."""
    if text.startswith(FORMULA):
        reason = f"The cell holds the formula {text.removeprefix(FORMULA)}; formulas are not evaluated."
        return Wrong(Fault.FORMULA, reason, "the value itself (in Excel: copy, then paste as values)")
    if text.startswith(CELL_ERROR):
        reason = f"The cell holds the error {text.removeprefix(CELL_ERROR)}."
        return Wrong(Fault.CELL_ERROR, reason, "a value, or an empty cell with the status M")
    return None


def shown(text: str) -> str:
    """The text as a report shows it."""
    return text.removeprefix(FORMULA).removeprefix(CELL_ERROR)


def judge_indicator(facts: dict[str, Fact]) -> Callable[[str], Fact | Wrong]:
    """Judge of indicator codes."""
    return partial(_indicator, facts)


def _indicator(facts: dict[str, Fact], text: str) -> Fact | Wrong:
    unknown = Wrong(
        Fault.INDICATOR_UNKNOWN, f"No indicator has the code '{text}'.", "a code of the catalogue such as GRO01"
    )
    return facts.get(text) or facts.get(text.upper()) or unknown


def judge_period(text: str) -> Period | Wrong:
    """Judge of periods."""
    try:
        return Period.parse(text)
    except InvalidPeriod as problem:
        return Wrong(Fault.PERIOD, str(problem), FORMS)


def judge_status(text: str) -> Status | Wrong:
    """Judge of statuses: letters, and the words of both languages. None given means normal."""
    return _STATUS.get(fold(text)) or Wrong(Fault.STATUS, f"'{text}' is not a status.", STATUS_FORMS)


def judge_note(text: str) -> str | Wrong:
    """Judge of notes: a figure that this product has computed must not come back as one that was reported."""
    if text.startswith(RECAST_NOTE):
        reason = "The figure was computed by an export on another map; nobody reported it."
        return Wrong(Fault.RECAST, reason, "an export with --boundary reported")
    return text


def judge_moment(now: datetime) -> Callable[[str], datetime | Wrong]:
    """Judge of `recorded_at`; `now` (UTC, without zone) is taken where none is given."""
    return partial(_moment, now)


def _moment(now: datetime, text: str) -> datetime | Wrong:
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return Wrong(Fault.RECORDED_AT, f"'{text}' is not a day or a moment.", MOMENT_FORMS)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    # Today's date in Hà Nội may still be tomorrow in UTC.
    if moment > now + timedelta(days=1):
        return Wrong(Fault.RECORDED_AT, f"'{text}' is in the future; nothing can be known before it is.", MOMENT_FORMS)
    return moment
