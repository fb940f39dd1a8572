"""What a page is drawn from: the address, the visitor's language and theme, and the warehouse."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from access.web import seeing
from components.formatting import CLOCK, as_period, period
from components.language import Language, _, language
from components.theme import Theme, current_theme
from data.periods import Period
from data.questions import Questions
from data.records import Boundary

LIVE_VERSION = "live-version"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY = date(1900, 1, 1)
LONGEST = 40  # letters of a value that is shown back
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """One look at the warehouse: who looks (language, theme), at what (params), as known when, on which map.

    `until` leaves out the figures of later periods, everywhere: `questions` are narrowed by it.

    `notices` are sentences about shared parameters that were not understood; `drawn` shows them above the page.
    """

    questions: Questions
    language: Language
    theme: Theme
    params: Mapping[str, str]
    as_of: date | None
    boundary: Boundary
    until: Period | None = None
    notices: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of the day, or of the last period, in view."""
        last = self.until.end if self.until is not None else None
        return (self.as_of or last or datetime.now(CLOCK).date()).year

    def link(self, path: str, **params: object) -> str:
        """An address on this site that keeps the as-of date, the map and the last period of this view."""
        kept = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "boundary": self.boundary.value if self.boundary is not Boundary.MAP_2025 else None,
            "until": str(self.until) if self.until else None,
        }
        query = urlencode({name: str(value) for name, value in {**kept, **params}.items() if value not in (None, "")})
        return quote(path) + (f"?{query}" if query else "")

    def choice(self, name: str, allowed: Mapping[str, object] | tuple[str, ...] | list[str], default: str) -> str:
        """The value of a query parameter, or `default` where it is absent or not one of `allowed`."""
        value = self.params.get(name, default)
        return value if value in allowed else default

    @staticmethod
    def opening(preferred: str, codes: Iterable[str]) -> str:
        """The code that a chooser opens with: the preferred one, or the first where that may not be known of."""
        found = list(codes)
        return preferred if preferred in found or not found else found[0]


def view_of(params: Mapping[str, object]) -> View:
    """The view that an address asks for; a value that is not understood falls back to its default."""
    texts = {name: value for name, value in params.items() if isinstance(value, str)}
    as_of, boundary = day_asked(texts.get("as_of", "")), _boundary(texts.get("boundary", ""))
    until = as_period(texts.get("until") or None)
    return View(
        questions=seeing.questions().up_to(until.end if until else None),
        language=language(),
        theme=current_theme(),
        params=texts,
        as_of=as_of,
        boundary=boundary or Boundary.MAP_2025,
        until=until,
        notices=tuple(_not_understood(texts, as_of, boundary)),
    )


def day_asked(text: str) -> date | None:
    """A day on which something can have been known: not before all data, and not in the future."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= datetime.now(CLOCK).date() else None


def _boundary(text: str) -> Boundary | None:
    return Boundary(text) if text in set(Boundary) else None


def _not_understood(texts: Mapping[str, str], as_of: date | None, boundary: Boundary | None) -> Iterator[str]:
    """A sentence for each shared parameter whose value was replaced by its default."""
    if texts.get("as_of") and as_of is None:
        sentence = _("Không hiểu ngày as_of={value} trong địa chỉ; đang xem số liệu hôm nay.")
        yield sentence.format(value=texts["as_of"][:LONGEST])
    until = as_period(texts.get("until") or None)
    if until is not None:
        yield _("Chỉ xem số liệu đến hết {period}; bỏ until khỏi địa chỉ để xem tất cả.").format(period=period(until))
    elif texts.get("until"):
        sentence = _("Không hiểu kỳ until={value} trong địa chỉ; đang xem mọi kỳ.")
        yield sentence.format(value=texts["until"][:LONGEST])
    if texts.get("boundary") and boundary is None:
        sentence = _("Không hiểu địa giới boundary={value} trong địa chỉ; đang xem theo địa giới hiện nay.")
        yield sentence.format(value=texts["boundary"][:LONGEST])
