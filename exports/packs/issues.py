"""What stood in a pack when it was issued, and what is new since: figures that came, and figures that were revised."""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from components.language import _
from exports.content import Kind, Table, TableColumn
from exports.packs.contents import Briefing, Part
from exports.tabling import table_of

Rows = dict[str, dict[str, str]]
Figures = dict[str, Rows]
"""By part, by row (a period, a unit), by column: the figure as it was shown."""

MOST_TOLD = 40
NEWS = frozenset({"/morning"})
"""Pages that tell by themselves what is new: to list it again would say everything twice."""
DATES = frozenset({"as_of", "period", "since", "until"})
"""What of an address names the day and not the thing."""


def figures_of(briefing: Briefing) -> Figures:
    """Every number of every part, to be kept with the issue."""
    return {_key(one): _rows(one.taken.content.kind, table_of(one.taken.content)) for one in briefing.parts}


def written(figures: Figures) -> str:
    """The figures as they are kept."""
    return json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Figures:
    """The figures of an issue that was kept."""
    found: Figures = json.loads(text)
    return found


def changes(before: Figures, briefing: Briefing) -> list[str]:
    """What is new since an issue, a sentence each, at most some forty; what left the window of a chart is no news."""
    told = list(_changes(before, briefing))
    rest = len(told) - MOST_TOLD
    if rest > 0:
        return [*told[:MOST_TOLD], _("… và {count} thay đổi khác.").format(count=rest)]
    return told


def _changes(before: Figures, briefing: Briefing) -> Iterator[str]:
    for part in briefing.parts:
        if urlsplit(part.taken.stamp.address).path in NEWS:
            continue
        now = _rows(part.taken.content.kind, table_of(part.taken.content))
        then = before.get(_key(part))
        if then is None:
            yield _("{title}: mới có trong tập tài liệu.").format(title=part.title)
        else:
            yield from _row_changes(part.title, then, now)


def _row_changes(title: str, then: Rows, now: Rows) -> Iterator[str]:
    for row, cells in now.items():
        for column, shown in cells.items():
            known = then.get(row, {}).get(column)
            if known is None:
                words = _("{title}: {row}, {column}: mới {shown}.")
            elif known != shown:
                words = _("{title}: {row}, {column}: {shown} (lần trước {known}).")
            else:
                continue
            yield words.format(title=title, row=row, column=column, shown=shown, known=known)


def _key(part: Part) -> str:
    """What the part is, whatever the day that it is looked at."""
    parts = urlsplit(part.taken.stamp.address)
    kept = sorted((name, value) for name, value in parse_qsl(parts.query) if name not in DATES)
    return f"{parts.path}?{urlencode(kept)}#{part.taken.content.id}"


def _rows(kind: Kind, table: Table) -> Rows:
    """Numbers by the words that name their row: of sentences indicator and period, else see `_naming`."""
    texts = [one for one in table.columns if not one.numeric]
    numbers = [one for one in table.columns if one.numeric]
    named = texts[1:3] if kind is Kind.POINTS else _naming(texts)
    found: Rows = {}
    for place in range(table.count):
        name = ", ".join(one.shown[place] for one in named) or str(place + 1)
        cells: Mapping[str, str] = {one.label: one.shown[place] for one in numbers if one.raw[place] is not None}
        if cells:
            found.setdefault(name, {}).update(cells)
    return found


def _naming(texts: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns of words that tell the rows apart: the first, the period, and as many more as it takes.

    A figure of the next period is then told as one that came, and not as if the one before had been revised.
    """
    first, rest = list(texts[:1]), list(texts[1:])
    first += [one for one in rest if one.key == "period" or one.label == _("Kỳ")]
    rest = [one for one in rest if one not in first]
    while rest and len(set(zip(*(one.shown for one in first), strict=True))) < len(first[0].shown):
        first.append(rest.pop(0))
    return first
