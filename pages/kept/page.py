"""A page as it was drawn: as the text that is sent, so that nobody waits for it to be written out again.

A page is a function of its address, the visitor's language, theme and sight, and the data version; so what was drawn
once for them is kept and sent again, until a load makes it old.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from dash._utils import to_json
from dash.development.base_component import Component

from components.language import use_language
from components.theme import use_theme
from data.questions.sight import Pair, noting
from exports.offered import Offer, gathering
from pages.kept.keeping import Order, keeping
from pages.view import View

Layout = Callable[..., Component]
Codes = Mapping[str, str]
Sent = dict[str, Any]
"""A component as Dash sends it: its type, namespace and props."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outermost component of a page without what stands in it, that as JSON, and the restricted figures on it.

    `offers` is what can be taken away from it, by its id; None where another worker drew it.
    """

    outer: Sent
    inside: bytes
    restricted: frozenset[Pair]
    offers: Mapping[str, Offer] | None

    @property
    def page(self) -> Sent:
        """The page as a callback returns it; the receiver may change its outermost props."""
        return {**self.outer, "props": {**self.outer["props"], "children": orjson.Fragment(self.inside)}}

    def to_bytes(self) -> bytes | None:
        """For other workers; restricted figures stay in the memory of the one that read them."""
        return None if self.restricted else orjson.dumps(self.outer) + b"\n" + self.inside


def from_bytes(kept: bytes) -> Drawing:
    """What another worker drew."""
    outer, _line, inside = kept.partition(b"\n")
    return Drawing(orjson.loads(outer), inside, frozenset(), None)


def now(layout: Layout, view: View, codes: Codes) -> Drawing:
    """The page drawn now."""
    with noting() as noted, gathering() as offers:
        page = layout(view, **codes)
    sent = page.to_plotly_json()
    children = sent["props"].pop("children", None)
    outer, inside = orjson.loads(written(sent)), written(children)
    return Drawing(outer, inside, frozenset(noted.asked | _named(view, inside, noted.along)), offers)


def kept(layout: Layout, view: View, codes: Codes) -> Drawing:
    """The page as it was drawn for the same address, reader, sight, stand of the warehouse and day, or drawn now."""
    return keeping().take(_order(layout, view, codes, partial(kept, layout, view, codes)))


def kept_with_desk(layout: Layout, view: View, codes: Codes) -> Drawing:
    """As `kept`, for a page that is drawn again when an alert or a task changes, too."""
    again, desk = partial(kept_with_desk, layout, view, codes), view.questions.desk_stamp()
    return keeping().take(_order(layout, view, codes, again, desk))


def with_offers(drawing: Drawing, layout: Layout, view: View, codes: Codes) -> Drawing:
    """The same page with what can be taken away from it: drawn here, and kept, where it came without."""
    if drawing.offers is not None:
        return drawing
    return keeping().take(_order(layout, view, codes, None))


def _order(
    layout: Layout, view: View, codes: Codes, again: Callable[[], object] | None, desk: object = None
) -> Order[Drawing]:
    address = (tuple(codes.items()), tuple(sorted(view.params.items())))

    def as_its_reader(again: Callable[[], object]) -> None:
        with use_language(view.language), use_theme(view.theme):
            again()

    return Order(
        subject=("page", layout.__module__, *address, view.language, view.theme),
        maker=layout,
        questions=view.questions,
        draw=lambda: now(layout, view, codes),
        from_bytes=from_bytes,
        again=again and partial(as_its_reader, again),
        more=desk,
    )


def _named(view: View, inside: bytes, figures: Set[Pair]) -> set[Pair]:
    """Of the figures that a page asked for with all others of a unit, those of the indicators that it leads to."""
    if not figures:
        return set()
    by_id, text = view.questions.registry().indicator_by_id, inside.decode().replace("\\u002f", "/")
    named = {one for one in {one for one, _unit in figures} if f"/{by_id[one].code}" in text}
    return {pair for pair in figures if pair[0] in named}


def written(sent: object) -> bytes:
    """What Dash would write, byte for byte, in a third of its time: it copies a page whole before it writes it."""
    try:
        text = orjson.dumps(sent, default=_as_sent, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    except TypeError:  # something that Dash knows how to turn into plain values
        return (to_json(sent) or "null").encode()
    for sign in b"<>/":
        text = text.replace(bytes([sign]), b"\\u%04x" % sign)
    return text


def _as_sent(part: object) -> object:
    if isinstance(part, Component):
        return part.to_plotly_json()
    raise TypeError
