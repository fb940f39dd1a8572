"""What the warehouse holds and how it came: counts, coverage by theme, sources by age, loads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from components.formatting import day, moment, number
from components.language import _
from components.wall.ages import Age, ago
from components.wall.tags import tag
from components.wall.tile import foot


@dataclass(frozen=True, slots=True)
class Theme:
    """How many indicators of a theme, or of an agency, have published, only simulated, and no figures."""

    name: str
    real: int
    simulated: int
    none: int

    @property
    def total(self) -> int:
        return self.real + self.simulated + self.none


@dataclass(frozen=True, slots=True)
class Load:
    """A load of figures; `replaced` of them took the place of simulated ones, `refused` of its rows were."""

    key: str
    name: str
    finished: datetime
    committed: bool
    new: int | None
    revised: int | None
    replaced: int | None
    refused: int | None


def counts(facts: Sequence[tuple[str, str]]) -> Markup:
    """Large numbers with a word under each."""
    return tag(
        "div",
        [tag("p", tag("b", figure, class_="w-num"), tag("span", word), data_key=word) for word, figure in facts],
        class_="w-facts",
    )


def bare(facts: Sequence[tuple[str, str]], age: Age, room: float) -> Markup:
    """A tile `room` wide of large numbers without a title; how old they are stands below as everywhere."""
    return tag("div", counts(facts), foot(age, room), class_="w-tile__in w-tile__in--bare")


def coverage_bars(themes: Sequence[Theme]) -> Markup:
    """A bar a theme: the published part strong, the simulated hatched, the rest empty."""
    lines = [
        tag(
            "div",
            tag("span", one.name, class_="w-cover__name"),
            bar(one),
            tag("b", f"{number(one.real)}/{number(one.total)}", class_="w-num"),
            class_="w-cover",
            data_key=one.name,
        )
        for one in themes
    ]
    key = tag(
        "p",
        tag("i", class_="w-cover__real"),
        _("có số công bố"),
        tag("i", class_="w-cover__sim"),
        _("chỉ có số mô phỏng"),
        tag("i", class_="w-cover__none"),
        _("chưa có số liệu"),
        class_="w-cover__key",
    )
    return tag("div", key, lines, class_="w-covers", style=f"--rows:{len(lines)}")


def bar(one: Theme) -> Markup:
    """Published, simulated and missing, one beside the other."""
    return tag(
        "span",
        tag("i", class_="w-cover__real", style=f"flex-grow:{one.real}"),
        tag("i", class_="w-cover__sim", style=f"flex-grow:{one.simulated}"),
        tag("i", class_="w-cover__none", style=f"flex-grow:{one.none}"),
        class_="w-cover__bar",
        aria_hidden="true",
    )


def source_lines(sources: Sequence[tuple[str, date]], today: date) -> Markup:
    """Sources by when they were last heard of: name, day, and how long ago."""
    lines = [
        tag(
            "div",
            tag("span", name, class_="w-source__name"),
            tag("b", day(known), class_="w-num"),
            tag("small", ago((today - known).days), data_day=known.isoformat(), class_="w-age__days"),
            class_="w-source",
            data_key=name,
        )
        for name, known in sources
    ]
    return tag("div", lines, class_="w-list", style=f"--rows:{len(lines)}")


def load_lines(loads: Sequence[Load]) -> Markup:
    """Loads, the newest first: when, what, and what became of it in words."""
    return tag("div", [_load(one) for one in loads], class_="w-list", style=f"--rows:{len(loads)}")


def _changes(one: Load) -> str:
    """What a load changed; what there is none of is not named."""
    if one.new is None:
        return "…"
    words = [
        (one.new, _("{count} số mới")),
        (one.revised, _("{count} số điều chỉnh")),
        (one.replaced, _("{count} thay số mô phỏng")),
    ]
    return ", ".join(said.format(count=number(count)) for count, said in words if count) or _("không đổi số nào")


def _load(one: Load) -> Markup:
    tone, sign = ("good", "✓") if one.committed else ("bad", "✕")
    refused = _("từ chối cả tệp: {count} dòng sai").format(count=number(one.refused))
    return tag(
        "div",
        tag("i", sign, class_=f"w-load__sign w-tone--{tone}", aria_hidden="true"),
        tag(
            "span", tag("b", one.name), tag("small", _changes(one) if one.committed else refused), class_="w-load__name"
        ),
        tag("span", moment(one.finished), class_="w-num"),
        class_="w-load",
        data_key=one.key,
    )
