"""The table of any content: its own, or one made of its series, so that every file has the figures to read."""

from collections.abc import Sequence
from itertools import accumulate

from components.formatting import number, status_word
from components.language import _
from exports.content import Content, Series, Shape, Table, TableColumn


def table_of(content: Content) -> Table:
    """The table that the screen shows with it, else one made of what it shows; empty where it shows nothing."""
    if content.table is not None and content.table.columns:
        return content.table
    if content.shape is None:
        return Table()
    return shape_table(content.shape)


def shape_table(shape: Shape) -> Table:
    """The figures of a shape: categories down and series across, or an area, dot or card a row."""
    if shape.cards:
        return _cards(shape)
    if shape.areas:
        areas = [one for one in shape.areas if not one.archipelago]
        axis = shape.axes[0] if shape.axes else None
        label, decimals = (f"{axis.name} ({axis.unit})", axis.decimals) if axis else (_("Giá trị"), 1)
        values = [one.value for one in areas]
        return Table(
            (
                text_column(_("Địa phương"), [one.name for one in areas]),
                number_column(label, values, decimals),
                text_column(_("Loại số liệu"), [status_word(one.status) if one.status else "" for one in areas]),
            )
        )
    if shape.dots:
        return _dots(shape)
    if shape.parts:
        return _strips(shape)
    head = text_column(shape.category_word or _("Kỳ"), [one.name for one in shape.categories])
    return Table(
        (head, *(column for series in shape.series for column in _series(series, len(shape.series))), *_bands(shape))
    )


def _series(series: Series, count: int) -> list[TableColumn]:
    unit = f" ({series.unit})" if series.unit else ""
    return [number_column(f"{series.name}{unit}", series.values, series.decimals)]


def _bands(shape: Shape) -> list[TableColumn]:
    decimals = shape.series[0].decimals if shape.series else 1
    found = []
    for band in shape.bands:
        found.append(number_column(_("{band}: thấp").format(band=band.name), band.lower, decimals))
        found.append(number_column(_("{band}: cao").format(band=band.name), band.upper, decimals))
    return found


def _dots(shape: Shape) -> Table:
    across, up = shape.axes[:2]
    columns = [
        text_column(_("Địa phương"), [one.name for one in shape.dots]),
        text_column(_("Vùng"), [one.group for one in shape.dots]),
        number_column(f"{across.name} ({across.unit})", [one.x for one in shape.dots], across.decimals),
        number_column(f"{up.name} ({up.unit})", [one.y for one in shape.dots], up.decimals),
    ]
    if len(shape.axes) > 2:
        size = shape.axes[2]
        columns.append(number_column(f"{size.name} ({size.unit})", [one.size for one in shape.dots], size.decimals))
    return Table(tuple(columns))


def _strips(shape: Shape) -> Table:
    """Every unit of every spread."""
    dots = [(part.axes[0], dot) for part in shape.parts for dot in part.dots]
    values = tuple(dot.x for _axis, dot in dots)
    shown = tuple(number(dot.x, axis.decimals) for axis, dot in dots)
    return Table(
        (
            text_column(_("Chỉ tiêu"), [axis.name for axis, _dot in dots]),
            text_column(_("Địa phương"), [dot.name for _axis, dot in dots]),
            TableColumn(_("Giá trị"), "value", True, 2, values, shown),
        )
    )


def _cards(shape: Shape) -> Table:
    cards = shape.cards
    return Table(
        (
            text_column(_("Chỉ tiêu"), [one.name for one in cards]),
            TableColumn(
                _("Giá trị"), "value", True, 1, tuple(one.raw for one in cards), tuple(one.value for one in cards)
            ),
            text_column(_("Đơn vị tính"), [one.unit for one in cards]),
            text_column(_("Kỳ"), [one.period for one in cards]),
            text_column(_("Thay đổi"), [f"{one.change} {one.compared_with}".strip() for one in cards]),
            text_column(_("Mục tiêu"), [one.target for one in cards]),
            text_column(_("Loại số liệu"), [status_word(one.status) if one.status else "" for one in cards]),
        )
    )


def text_column(label: str, texts: Sequence[str]) -> TableColumn:
    """A column of words."""
    return TableColumn(label, label, False, 0, tuple(texts), tuple(texts))


def number_column(label: str, values: Sequence[float | None], decimals: int) -> TableColumn:
    """A column of numbers, "…" where there is none."""
    return TableColumn(label, label, True, decimals, tuple(values), tuple(number(one, decimals) for one in values))


def column_groups(columns: tuple[TableColumn, ...], most: int) -> list[tuple[TableColumn, ...]]:
    """Columns in groups of at most so many, about as many in each, the first on all of them."""
    if len(columns) <= most:
        return [columns]
    head, rest = columns[0], columns[1:]
    count = -(-len(rest) // (most - 1))
    ends = list(accumulate(len(rest) // count + (place < len(rest) % count) for place in range(count)))
    return [(head, *rest[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
