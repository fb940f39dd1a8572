"""The age of what a tile shows. The browser counts the days on, so that an age stays true where no answer comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from components.formatting import CLOCK, day
from components.language import _
from components.wall.box import SMALLEST
from components.wall.lettering import width
from components.wall.tags import tag
from data.periods import Period

GRACE = timedelta(days=15)
"""By when after its end a period is out, for most of what is published; after that a tile says that more is due."""


@dataclass(frozen=True, slots=True)
class Age:
    """When the newest figure came to be known, and from when on a newer one is due (None: nobody can say)."""

    known: date | None
    due: date | None = None


def age_of(known: date | None, newest: Period | None) -> Age:
    """The age of a figure of a period."""
    return Age(known, None if newest is None else newest.shift(1).end + GRACE)


def oldest(ages: Iterable[Age]) -> Age:
    """Of several figures, the age of what was known longest ago, and the first day on which one is due."""
    found = list(ages)
    known = [one.known for one in found if one.known]
    due = [one.due for one in found if one.due]
    return Age(min(known, default=None), min(due, default=None))


def age_line(age: Age, room: float, today: date | None = None) -> Markup:
    """The day and the days since, with a sign and a word where a newer figure is overdue; as long as there is room."""
    if age.known is None:
        return tag("span", _("chưa có số liệu"), class_="w-age w-age--none")
    now = today or datetime.now(CLOCK).date()
    late = age.due is not None and now > age.due
    since, day_known = ago((now - age.known).days), day(age.known)
    forms = [
        (_("cập nhật {day}").format(day=day_known), _("đã quá kỳ")),
        (day_known, _("quá kỳ")),
        ("", _("quá kỳ")),
        ("", ""),
    ]
    before, after = next((form for form in forms if _wide(*form, since, late=late) <= room), forms[-1])
    return tag(
        "span",
        tag("span", "▲ ", class_="w-age__late", aria_hidden="true") if late else None,
        f"{before} · " if before else None,
        tag("span", since, class_="w-age__days", data_day=age.known.isoformat()),
        tag("span", f" · {after}", class_="w-age__late") if late and after else None,
        class_="w-age",
        title=day_known,
    )


def _wide(before: str, after: str, since: str, *, late: bool) -> float:
    parts = [part for part in (before, since, after if late else "") if part]
    return width(" · ".join(parts), SMALLEST) + (26 if late else 0)


def ago(days: int) -> str:
    """How long ago, in days."""
    if days <= 0:
        return _("hôm nay")
    return _("hôm qua") if days == 1 else _("{days} ngày trước").format(days=days)
