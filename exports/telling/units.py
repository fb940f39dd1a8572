"""What is said of many units at once: order, spread, the nation among them, contributions, key figures."""

import re
from collections.abc import Iterator, Sequence
from math import fsum
from statistics import correlation, median, quantiles

from components.formatting import MINUS, as_period
from components.language import _
from exports.content import Axis, Card, Dot, Ground, Series, Shape
from exports.telling.words import Said, amount, beside, called, difference, ends_said, ground, said, unit_ground, when

RANK = re.compile(r"^\d+\.\s+")
FEWEST_SPREAD, FEWEST_DOTS = 8, 8
STRONG_TIE = 0.5
MOST_CARDS, MOST_STRONG, MOST_CELLS = 4, 2, 3
TONES = ("bad", "good", "neutral")


def ranking_said(shape: Shape) -> Iterator[Said]:
    """First, last, median; how many are above the nation; where the chosen unit stands."""
    series, axis = shape.series[0], _axis(shape)
    names = [RANK.sub("", one.name) for one in shape.categories]
    units = [
        unit_ground(name, axis, value, series.status(place))
        for place, (name, value) in enumerate(zip(names, series.values, strict=True))
        if value is not None
    ]
    yield from spread_said(units, axis)
    for mark in shape.marks:
        above = sum(difference(one.value, mark.low, axis.unit, axis.decimals)[0] > 0 for one in units)
        words = _("{above} trong {count} đơn vị cao hơn {name} ({value})")
        held = unit_ground(mark.name, axis, mark.low)
        yield said(words.format(above=above, count=len(units), name=called(mark.name), value=held.shown), [held], units)
    for place in sorted(shape.strong)[:MOST_STRONG]:
        value = series.values[place]
        if value is not None:
            own = unit_ground(names[place], axis, value, series.status(place))
            words = _("{name} đứng thứ {rank} trong {count} đơn vị: {value}")
            rank = RANK.match(shape.categories[place].name)
            order = rank.group(0).rstrip(". ") if rank else str(place + 1)
            text = words.format(name=own.of, rank=order, count=len(units), value=own.shown)
            for mark in shape.marks[:1]:
                text += ", " + beside(value, mark.low, axis.unit, axis.decimals, mark.name)
            yield said(text, [own])


def map_said(shape: Shape) -> Iterator[Said]:
    """How the areas of a map are spread, and of how many nothing is known."""
    axis = _axis(shape)
    areas = [one for one in shape.areas if not one.archipelago]
    units = [unit_ground(one.name, axis, one.value, one.status) for one in areas if one.value is not None]
    yield from spread_said(units, axis)
    unknown = [one.name for one in areas if one.value is None]
    if unknown and units:
        words = _("{count} đơn vị chưa có số: {names}")
        more = ", …" if len(unknown) > 5 else ""
        yield said(words.format(count=len(unknown), names=", ".join(unknown[:5]) + more), [])
    for one in areas:
        if one.strong and one.value is not None:
            rank = 1 + sum(other.value > one.value for other in units)
            own = unit_ground(one.name, axis, one.value, one.status)
            words = _("{name}: {value}, cao thứ {rank} trong {count} đơn vị")
            yield said(words.format(name=one.name, value=own.shown, rank=rank, count=len(units)), [own])


def spread_said(units: Sequence[Ground], axis: Axis) -> Iterator[Said]:
    """The highest, the lowest, the median, and between what the middle half lies."""
    if len(units) < 2:
        return
    ranked = sorted(units, key=lambda one: one.value)
    top, bottom = ranked[-1], ranked[0]
    middle = amount(median(one.value for one in units), axis.unit, axis.decimals)
    words = _("{name}: cao nhất {top} {most}, thấp nhất {bottom} {least}, trung vị {middle} ({count} đơn vị)")
    yield said(
        words.format(name=axis.name, top=top.of, most=top.shown, bottom=bottom.of, least=bottom.shown,
                     middle=middle, count=len(units)),
        [top, bottom], units,
    )  # fmt: skip
    if len(units) >= FEWEST_SPREAD:
        low, _middle, high = quantiles([one.value for one in units], n=4, method="inclusive")
        words = _("một nửa số đơn vị nằm trong khoảng {low}–{high}")
        text = words.format(low=amount(low, "", axis.decimals), high=amount(high, axis.unit, axis.decimals))
        near = [min(units, key=lambda one: abs(one.value - edge)) for edge in (low, high)]
        yield said(text, near, units)


def strip_said(shape: Shape) -> Iterator[Said]:
    """How the units of one spread are spread; the nation is not one of them."""
    axis = shape.axes[0]
    yield from spread_said([_dot_ground(one, axis, one.x) for one in shape.dots if one.code != "VN"], axis)


def dots_said(shape: Shape) -> Iterator[Said]:
    """Whether two measures go together, and who stands out in each."""
    across, up = shape.axes[:2]
    dots = shape.dots
    if len(dots) >= FEWEST_DOTS and len({one.x for one in dots}) > 1 and len({one.y for one in dots}) > 1:
        tie = correlation([one.x for one in dots], [one.y for one in dots])
        yield said(_tie_words(tie).format(across=across.name, up=up.name, tie=amount(tie, "", 2), count=len(dots)), [])
    for axis, values in ((across, [(one, one.x) for one in dots]), (up, [(one, one.y) for one in dots])):
        units = [_dot_ground(one, axis, value) for one, value in values]
        yield from list(spread_said(units, axis))[:1]


def _tie_words(tie: float) -> str:
    if abs(tie) < STRONG_TIE:
        return _("giữa {across} và {up} không thấy quan hệ rõ (hệ số tương quan {tie}, {count} đơn vị)")
    if tie > 0:
        return _("nơi có {across} cao thường có {up} cao (hệ số tương quan {tie}, {count} đơn vị)")
    return _("nơi có {across} cao thường có {up} thấp (hệ số tương quan {tie}, {count} đơn vị)")


def _dot_ground(dot: Dot, axis: Axis, value: float) -> Ground:
    return unit_ground(dot.name, axis, value, dot.status)


def bump_said(shape: Shape) -> Iterator[Said]:
    """Who is first, and who went up and down most between the first and the last period."""
    known = [one for one in shape.series if one.values and one.values[-1] is not None]
    if not known:
        return
    last = len(shape.categories) - 1
    first = min(known, key=lambda one: one.values[-1] or 0.0)
    yield said(
        _("{when}: đứng đầu là {name}").format(when=when(shape.categories[last]), name=first.name),
        [ground(first, last, shape.categories)],
    )
    both = [(one, (one.values[0] or 0.0) - (one.values[last] or 0.0)) for one in known if one.values[0] is not None]
    rising, ups = max(both, key=lambda one: one[1], default=(first, 0.0))
    falling, downs = min(both, key=lambda one: one[1], default=(first, 0.0))
    if ups > 0:
        words = _("tăng hạng nhiều nhất từ {when}: {name}, từ thứ {before} lên thứ {now}")
        yield _turned_said(shape, rising, words)
    if downs < 0:
        words = _("tụt hạng nhiều nhất từ {when}: {name}, từ thứ {before} xuống thứ {now}")
        yield _turned_said(shape, falling, words)


def _turned_said(shape: Shape, series: Series, words: str) -> Said:
    """How a unit's rank went from the first period to the last."""
    ends = [ground(series, place, shape.categories) for place in (0, len(shape.categories) - 1)]
    before, now = (amount(one.value, "", 0) for one in ends)
    return said(words.format(when=ends[0].at, name=series.name, before=before, now=now), ends)


def grid_said(shape: Shape) -> Iterator[Said]:
    """The newest column with most of its rows: its ends, and who changed most since the first."""
    if not all(as_period(one.code or one.name) for one in shape.categories):
        yield from _cells_said(shape)
        return
    count = len(shape.series)
    place = next(
        (at for at in range(len(shape.categories) - 1, -1, -1)
         if sum(one.values[at] is not None for one in shape.series) * 2 >= count),
        None,
    )  # fmt: skip
    if place is None or len({one.unit for one in shape.series}) > 1:
        return
    known = sorted(
        (one for one in shape.series if one.values[place] is not None), key=lambda one: one.values[place] or 0
    )
    words = _("{when}: cao nhất {top} {most}, thấp nhất {bottom} {least} ({count} dòng có số)")
    yield ends_said(words, known, place, shape.categories)
    both = [
        (difference(one.values[place] or 0.0, one.values[0] or 0.0, one.unit, one.decimals), one)
        for one in known
        if place > 0 and one.values[0] is not None
    ]
    if both:
        (size, told), most = max(both, key=lambda one: abs(one[0][0]))
        if size:
            way = (_("tăng {amount}") if size > 0 else _("giảm {amount}")).format(amount=told)
            words = _("thay đổi nhiều nhất từ {when}: {name}, {moved}")
            text = words.format(when=when(shape.categories[0]), name=most.name, moved=way)
            yield said(text, [ground(most, at, shape.categories) for at in (0, place)])


def _cells_said(shape: Shape) -> Iterator[Said]:
    """Of a grid whose columns are no periods: its lowest cells, and how many there are."""
    cells = [
        Ground(one.name, category.name, value, amount(value, one.unit, one.decimals), one.status(place), one.decimals)
        for one in shape.series
        for place, (category, value) in enumerate(zip(shape.categories, one.values, strict=True))
        if value is not None
    ]
    if len(cells) > 1:
        lowest = sorted(cells, key=lambda one: one.value)[:MOST_CELLS]
        told = [_("{of}, {at}: {value}").format(of=one.of, at=one.at, value=one.shown) for one in lowest]
        words = _("thấp nhất trong {count} ô: {told}")
        yield said(words.format(count=len(cells), told="; ".join(told)), lowest)


def waterfall_said(shape: Shape, unit: str) -> Iterator[Said]:
    """What it all comes to, and which parts pushed it up and down most."""
    series = shape.series[0]
    steps = [
        Ground(
            one.name, shape.total, value, _signed(value, unit, series.decimals), series.status(place), series.decimals
        )
        for place, (one, value) in enumerate(zip(shape.categories, series.values, strict=True))
        if value is not None
    ]
    if not steps:
        return
    whole = fsum(one.value for one in steps)
    yield said(
        _("{name}: {value}, từ {count} phần").format(
            name=shape.total or series.name, value=_signed(whole, unit, series.decimals), count=len(steps)
        ),
        [],
    )
    up = sorted((one for one in steps if round(one.value, one.decimals) > 0), key=lambda one: -one.value)[:3]
    down = sorted((one for one in steps if round(one.value, one.decimals) < 0), key=lambda one: one.value)[:3]
    for words, found in ((_("đẩy lên nhiều nhất: {told}"), up), (_("kéo xuống nhiều nhất: {told}"), down)):
        if found:
            told = [_("{name} {value}").format(name=one.of, value=one.shown) for one in found]
            yield said(words.format(told=", ".join(told)), found)


def _signed(value: float, unit: str, decimals: int) -> str:
    told = amount(abs(value), unit, decimals)
    rounded = round(value, decimals)
    return f"{'+' if rounded > 0 else MINUS if rounded < 0 else ''}{told}"


def cards_said(shape: Shape) -> Iterator[Said]:
    """The key figures that ask for a word first: those that became worse, then those that became better."""
    told = dict.fromkeys(one for one in shape.cards if one.raw is not None and one.change)
    for card in sorted(told, key=lambda one: TONES.index(one.tone) if one.tone in TONES else len(TONES))[:MOST_CARDS]:
        yield _card_said(card)


def _card_said(card: Card) -> Said:
    value = card.value if not card.unit else amount(card.raw or 0.0, card.unit, card.decimals)
    change = re.sub(r"^[▲▼■]\s*", "", card.change)
    figure = Ground(card.name, card.period, card.raw or 0.0, value, card.status, card.decimals)
    text = _("{subject}, {when}: {value}").format(subject=card.name, when=card.period, value=value)
    return said(f"{text}, {change} {card.compared_with}".rstrip(), [figure])


def _axis(shape: Shape) -> Axis:
    return shape.axes[0] if shape.axes else Axis("", "", shape.series[0].decimals if shape.series else 1)
