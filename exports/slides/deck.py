"""A presentation that is written slide by slide and saved once."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches

from components.formatting import status_word
from components.language import _
from exports.content import Content, Kind, Stamp, Taken
from exports.lettering import WRAPPED, fitted, lines_of
from exports.names import legal, shortened
from exports.packages import settled
from exports.paint import LOOK
from exports.slides import text
from exports.slides.cards import add_card_pages
from exports.slides.charts import add_charts
from exports.slides.grids import add_grids
from exports.slides.maps import add_map
from exports.slides.panels import add_panels, add_strips
from exports.slides.place import Box
from exports.slides.tables import Start, add_tables
from exports.slides.template import TITLES, fitting, layout_for, opened, room, title_size
from exports.tabling import table_of
from exports.wording import footer, made, notes

TITLE_LETTERS, FOOT_LETTERS = 110, 300
NOTE_SIZE, MOST_LINES = 13, 4
"""Type in points, and lines, of what is said under a title."""
FOOT = Inches(0.42)
ONE: Mapping[Kind, Callable[[Any, Box, Taken], None]] = {Kind.TILES: add_map, Kind.SHAPES: add_map}
MANY: Mapping[Kind, Callable[[Start, Taken], int]] = {
    **dict.fromkeys((Kind.LINES, Kind.COLUMNS, Kind.STACKED, Kind.COMBINED, Kind.WATERFALL, Kind.BUMP), add_charts),
    Kind.RANKING: add_charts,
    Kind.SCATTER: add_charts,
    Kind.STRIPS: add_strips,
    Kind.GRID: add_grids,
    Kind.MULTIPLES: add_panels,
    Kind.KPIS: add_card_pages,
}


class Deck:
    """Slides on the masters of `template`, or on plain ones; `add` may make several slides of one content."""

    def __init__(self, template: str = "") -> None:
        self._deck = opened(template)

    def add(self, taken: Taken, *, heading: str = "", note: str = "") -> int:
        """A slide for the content (several where it is long); its number of slides. `heading` replaces the title."""
        content, shape = taken.content, taken.content.shape

        def start(mark: str) -> tuple[Any, Box]:
            return self._slide(taken, heading, note, mark)

        if content.empty_reason or (shape is None and not table_of(content).count):
            slide, place = start("")
            text.box(slide, place, content.empty_reason or _("Chưa có số liệu."), size=16, ink=LOOK.muted)
            return 1
        if content.kind in MANY:
            return MANY[content.kind](start, taken)
        if content.kind in ONE:
            slide, place = start("")
            ONE[content.kind](slide, place, taken)
            return 1
        return add_tables(start, taken)

    def _slide(self, taken: Taken, heading: str, note: str, mark: str = "") -> tuple[Any, Box]:
        """A slide with title, unit, note and footer; and the room between them."""
        layout = layout_for(self._deck, "content")
        slide = self._deck.slides.add_slide(layout)
        content = taken.content
        title = legal(heading or content.name)
        self._title(slide, shortened(title, TITLE_LETTERS) + mark)
        place = room(self._deck, layout)
        place = _head(slide, place, content, note)
        foot = Box(place.left, place.bottom - FOOT, place.width, FOOT)
        said = text.box(
            slide, foot, shortened(footer(taken), FOOT_LETTERS), size=9, ink=LOOK.muted, anchor=MSO_ANCHOR.BOTTOM
        )
        text.add_link(said.text_frame, _("Mở lại"), taken.stamp.link, size=9)
        slide.notes_slide.notes_text_frame.text = legal(notes(taken) + (f"\n{note}" if note else ""))
        return slide, Box(place.left, place.top, place.width, place.height - FOOT - Inches(0.05))

    @staticmethod
    def _title(slide: Any, title: str) -> None:
        for shape in slide.placeholders:
            if shape.placeholder_format.type in TITLES:
                shape.text_frame.text = title
                shape.text_frame.word_wrap = True
                smaller = fitting(shape, title, title_size(slide.slide_layout))
                for run in shape.text_frame.paragraphs[0].runs:
                    run.font.size = smaller

    def save(self, stamp: Stamp, title: str) -> bytes:
        """The file, with its link, data version and time in its properties."""
        properties = self._deck.core_properties
        properties.title, properties.subject = legal(title)[:255], stamp.link[:255]
        properties.author = properties.last_modified_by = "Toàn Cảnh"
        properties.comments = f"{made(stamp)} {stamp.link}"[:255]
        properties.identifier, properties.version = stamp.link[:255], str(stamp.data_version)
        properties.keywords = f"data_version={stamp.data_version}"
        properties.language = stamp.language
        properties.created = properties.modified = stamp.made_at
        properties.revision = 1
        saved = io.BytesIO()
        self._deck.save(saved)
        return settled(saved.getvalue())


def _head(slide: Any, place: Box, content: Content, note: str) -> Box:
    """The unit and what must be told of the figures, under the title."""
    marks = [status_word(one) for one in content.marks]
    words = " · ".join(
        [part for part in (content.unit, *(_("có số {words}").format(words=one) for one in marks)) if part]
    )
    used = Inches(0.3) if words else 0
    if words:
        text.box(slide, Box(place.left, place.top, place.width, used), words, size=12, ink=LOOK.muted)
    if note:
        told = fitted(legal(note), MOST_LINES * Emu(place.width).pt / NOTE_SIZE * WRAPPED)
        lines = min(lines_of(told, NOTE_SIZE, Emu(place.width).pt), MOST_LINES)
        height = Inches(0.235 * lines + 0.06)
        at = Box(place.left, place.top + used, place.width, height)
        text.box(slide, at, told, size=NOTE_SIZE, ink=LOOK.fg)
        used += height
    return place.below(used)


def slide_of(taken: Taken, template: str = "") -> bytes:
    """A presentation of one content."""
    deck = Deck(template)
    deck.add(taken)
    return deck.save(taken.stamp, taken.content.name)
