"""The content record: what a chart, table, map or row of key figures shows, whatever it is then written to.

Figures say what they show beside how they are drawn (`components.figures`), frames and grids add title, source and
table, and every writer of files reads nothing but this. So a value in a file is the value on the screen. A record
holds text in the reader's language and numbers as they are; nothing in it can be changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from data.records import Status
from data.text import folded

Cell = float | int | str | None


class Kind(StrEnum):
    """What it is, which decides how a program for slides or sheets draws it."""

    LINES = "lines"
    COLUMNS = "columns"
    STACKED = "stacked"
    COMBINED = "combined"
    RANKING = "ranking"
    WATERFALL = "waterfall"
    BUMP = "bump"
    MULTIPLES = "multiples"
    SCATTER = "scatter"
    STRIPS = "strips"
    GRID = "grid"
    TILES = "tiles"
    SHAPES = "shapes"
    KPIS = "kpis"
    POINTS = "points"
    TABLE = "table"


Role = Literal["own", "peer", "earlier", "forecast", "scenario", "reference"]
"""What a series is to the reader: the subject, one of several alike, a former year or forecast, what is expected, what
is expected under assumptions, or what others are held against."""

Form = Literal["line", "column", "bar", "dots", "steps"]


@dataclass(frozen=True, slots=True)
class Category:
    """A place on the axis of categories: a period or a unit, as people read it and by its code."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values over the categories, None where there is none. `statuses` (A E P F M S) are as many, or none at all."""

    name: str
    values: tuple[float | None, ...]
    statuses: tuple[str, ...] = ()
    unit: str = ""
    decimals: int = 1
    role: Role = "own"
    form: Form = "line"
    second_axis: bool = False

    def status(self, index: int) -> str:
        """The status of one value, "" where there is none."""
        return self.statuses[index] if index < len(self.statuses) else ""


@dataclass(frozen=True, slots=True)
class Band:
    """An interval over the categories, None where it is not drawn; wider bands come first."""

    name: str
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A target or reference over the categories `first` to `last`: a line where `low` is `high`, else a band."""

    name: str
    low: float
    high: float
    first: int = 0
    last: int = -1
    role: Literal["target", "reference"] = "target"


@dataclass(frozen=True, slots=True)
class DataDate:
    """The day up to which figures are known; `simulated` where only simulated ones go on after it."""

    published: date
    simulated: date | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis of numbers measures."""

    name: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One unit among two measures."""

    name: str
    code: str
    group: str
    x: float
    y: float
    size: float | None = None
    status: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a map: a unit, or an archipelago, which has the colour of its unit and no value of its own.

    `label` is its name in one or two lines, `text` its value as the map writes it. `place` names the area itself, and
    `code` its unit.

    `column` and `row` place a tile; `rings` (longitude, latitude) are a true shape,
    and for an archipelago the frame around its `islands`. `group` is the class of colour,
    from 0, None without a figure. `sign` warns: put together, unfinished, simulated among others.
    """

    code: str
    name: str
    label: str
    value: float | None
    place: str = ""
    status: str = ""
    group: int | None = None
    column: float = 0.0
    row: float = 0.0
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    islands: tuple[tuple[float, float], ...] = ()
    archipelago: bool = False
    owner: str = ""
    sign: str = ""
    strong: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure as its card says it; `spark` is the small line in it."""

    name: str
    value: str
    unit: str
    period: str
    change: str = ""
    tone: str = "neutral"
    compared_with: str = ""
    target: str = ""
    status: str = ""
    spark: tuple[float | None, ...] = ()
    raw: float | None = None
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The figures of a picture, apart from how it is drawn. What a kind does not use stays empty.

    SCATTER has `dots`, STRIPS a SCATTER for each of its `parts`, whose second axis only keeps dots apart; TILES and
    SHAPES have `areas`, KPIS has `cards`; all others have `series` over `categories`.
    `axes` are across, up and size for SCATTER, else that of the values. `classes` are the limits between classes of
    colour, `reach` the least and the greatest value. `breaks` are the categories before which figures must not be
    compared, with the words for it. `strong` are the series, or the categories of one series, that stand out. `total`
    names the sum of a WATERFALL.
    """

    kind: Kind
    categories: tuple[Category, ...] = ()
    series: tuple[Series, ...] = ()
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    areas: tuple[Area, ...] = ()
    cards: tuple[Card, ...] = ()
    parts: tuple["Shape", ...] = ()
    axes: tuple[Axis, ...] = ()
    classes: tuple[float, ...] = ()
    reach: tuple[float, ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()
    strong: frozenset[int] = frozenset()
    category_word: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of the table under a chart: each cell as machines read it and as people do."""

    label: str
    key: str
    numeric: bool
    decimals: int
    raw: tuple[Cell, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures as a table; every column has as many cells."""

    columns: tuple[TableColumn, ...] = ()

    @property
    def count(self) -> int:
        """Rows."""
        return len(self.columns[0].raw) if self.columns else 0


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure that a sentence is made of: of what (a series, a unit), when or where, and its value as it is shown."""

    of: str
    at: str
    value: float
    shown: str
    status: str = ""
    decimals: int = 1


@dataclass(frozen=True)
class Content:
    """Everything a reader of a file needs about one chart, table, map or row of key figures.

    `id` is unique on its page and names it in the address; `subject` is what the page around it is about, which its
    `title` does not repeat. `figure` is the plotly dictionary where there is one, for pictures. `empty_reason` says why
    there is nothing. `boundary` and `marks` are what the footer on the screen says. `grounds` are the figures of each
    sentence, where they are known.
    """

    id: str
    kind: Kind
    title: str
    subject: str = ""
    unit: str = ""
    shape: Shape | None = None
    table: Table | None = None
    sentences: tuple[str, ...] = ()
    grounds: tuple[tuple[Ground, ...], ...] = ()
    caption: str = ""
    source: str = ""
    data_date: DataDate | None = None
    boundary: str = ""
    marks: tuple[Status, ...] = ()
    empty_reason: str = ""
    figure: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)
    height: int = 280

    @property
    def name(self) -> str:
        """The title for a file, which is read without its page: with the subject in front, where it is not in it."""
        known = not self.subject or folded(self.subject) in folded(self.title)
        return self.title if known else f"{self.subject}: {self.title}"

    @property
    def simulated(self) -> bool:
        """Whether a reader must be told that figures in it are simulated."""
        return Status.SIMULATED in self.marks


@dataclass(frozen=True)
class Stamp:
    """Where content was taken: the view that reopens it, what was known, and when the file is made (UTC).

    `theme` is that in which its figure is drawn.
    """

    address: str
    link: str
    language: Literal["vi", "en"]
    as_of: date | None
    data_version: int
    made_at: datetime
    theme: Literal["light", "dark"] = "light"


@dataclass(frozen=True)
class Taken:
    """Content with its stamp: what a writer of files is given."""

    content: Content
    stamp: Stamp
