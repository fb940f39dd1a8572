"""What several series beside each other say: a subject against others, parts of a whole, many small charts."""

from collections.abc import Iterator, Sequence

from components.formatting import as_period
from components.language import _
from exports.content import Series, Shape
from exports.telling.words import Said, amount, beside, called, difference, ends_said, ground, reference, said, when

LISTED, YEARS = 4, 2


def beside_said(shape: Shape, own: Series | None, every: Sequence[Series]) -> Iterator[Said]:
    """Several series at the newest place where most of them are known."""
    place = _telling_place(own, every)
    if place is None:
        return
    others = [one for one in every if one is not own and one.values[place] is not None]
    if own is not None:
        years = all(one.role == "earlier" for one in others)
        shown = others[: -YEARS - 1 : -1] if years else others[:LISTED]
        told = [_beside(own, one, place) for one in shown if one.unit == own.unit]
        if told:
            figures = [ground(one, place, shape.categories) for one in (own, *shown)]
            head = _("{when}, {name} là {value}").format(
                when=_when(shape, place), name=own.name, value=figures[0].shown
            )
            yield said(", ".join([head, *told]), figures)
        return
    if len({one.unit for one in others}) > 1 or len(others) <= LISTED:
        figures = [ground(one, place, shape.categories) for one in others[:LISTED]]
        told = [_("{name} {value}").format(name=one.of, value=one.shown) for one in figures]
        yield said(_("{when}: {told}").format(when=_when(shape, place), told=", ".join(told)), figures)
        return
    ranked = sorted(others, key=lambda one: one.values[place] or 0.0)
    words = _("{when}: cao nhất {top} {most}, thấp nhất {bottom} {least}, trong {count} đường")
    yield ends_said(words, ranked, place, shape.categories, at=_when(shape, place))


def _when(shape: Shape, place: int) -> str:
    """The place on the axis in words: a period, or what the axis counts and how many of it."""
    category = shape.categories[place]
    counted = category.name.isdigit() and as_period(category.code or None) is None
    return f"{shape.category_word} {category.name}".strip() if counted else when(category)


def _beside(own: Series, other: Series, place: int) -> str:
    here, there = own.values[place] or 0.0, other.values[place] or 0.0
    name = f"{called(other.name)} ({amount(there, other.unit, other.decimals)})"
    return beside(here, there, own.unit, own.decimals, name)


def _telling_place(own: Series | None, every: Sequence[Series]) -> int | None:
    """The newest place where the subject is known, or, without one, where at least half of the series are."""
    count = len(every[0].values)
    for place in range(count - 1, -1, -1):
        known = sum(one.values[place] is not None for one in every)
        if own is not None and own.values[place] is not None and known > 1:
            return place
        if own is None and known * 2 >= len(every):
            return place
    return None


def stacked_said(shape: Shape) -> Iterator[Said]:
    """The whole at the newest place, and its largest parts."""
    place = _telling_place(None, shape.series)
    if place is None:
        return
    parts = [one for one in shape.series if one.values[place] is not None]
    whole = sum(one.values[place] or 0.0 for one in parts)
    ranked = sorted(parts, key=lambda one: -(one.values[place] or 0.0))[:2]
    figures = [ground(one, place, shape.categories) for one in ranked]
    told = [_("{name} {value}").format(name=one.of, value=one.shown) for one in figures]
    first = parts[0]
    words = _("{when}: cộng {whole}; lớn nhất là {told}")
    yield said(
        words.format(when=figures[0].at, whole=amount(whole, first.unit, first.decimals), told=", ".join(told)), figures
    )


def multiples_said(shape: Shape) -> Iterator[Said]:
    """Many units: the highest and lowest now, and how many went up in a year."""
    every = [one for one in shape.series if one.role != "reference"]
    place = _telling_place(None, every) if every else None
    if place is None:
        return
    known = sorted((one for one in every if one.values[place] is not None), key=lambda one: one.values[place] or 0.0)
    words = _("{when}: cao nhất {top} {most}, thấp nhất {bottom} {least}, trong {count} đơn vị")
    yield ends_said(words, known, place, shape.categories)
    now = as_period(shape.categories[place].code or None)
    ago = None if now is None else str(now.year_before())
    then = next((index for index, one in enumerate(shape.categories) if one.code == ago), None)
    both = [one for one in known if then is not None and one.values[then] is not None]
    if then is not None and both and now is not None:
        up = sum(
            difference(one.values[place] or 0.0, one.values[then] or 0.0, one.unit, one.decimals)[0] > 0 for one in both
        )
        words = _("so với {reference}, {up} trong {count} đơn vị tăng")
        told = [ground(one, at, shape.categories) for one in (both[-1], both[0]) for at in (place, then)]
        yield said(words.format(reference=reference(now, now.year_before()), up=up, count=len(both)), told)
