"""A presentation that is written slide by slide and saved once."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from components.formatting import status_word
from components.language import _
from exports.content import Content, Kind, Stamp, Taken
from exports.names import legal, shortened
from exports.packages import settled
from exports.paint import LOOK
from exports.slides import text
from exports.slides.charts import add_chart
from exports.slides.place import Box
from exports.slides.tables import add_tables
from exports.slides.template import TITLES, layout_for, opened, room
from exports.tabling import table_of
from exports.wording import footer, made, notes

TITLE_LETTERS = 110
FOOT = Inches(0.42)
Draw = Callable[[Any, Box, Taken], None]
CHARTS: Mapping[Kind, Draw] = {
    Kind.LINES: add_chart,
    Kind.COLUMNS: add_chart,
    Kind.STACKED: add_chart,
    Kind.COMBINED: add_chart,
    Kind.RANKING: add_chart,
}


class Deck:
    """Slides on the masters of `template`, or on plain ones; `add` may make several slides of one content."""

    def __init__(self, template: str = "") -> None:
        self._deck = opened(template)

    def add(self, taken: Taken, *, heading: str = "", note: str = "") -> int:
        """A slide for the content (several where it is long); its number of slides. `heading` replaces the title."""
        content = taken.content
        draw = CHARTS.get(content.kind)
        if content.empty_reason or (draw is None and not table_of(content).count):
            slide, place = self._slide(taken, heading, note)
            text.box(slide, place, content.empty_reason or _("Chưa có số liệu."), size=16, ink=LOOK.muted)
            return 1
        if draw is not None:
            slide, place = self._slide(taken, heading, note)
            draw(slide, place, taken)
            return 1
        return add_tables(lambda mark: self._slide(taken, heading, note, mark), taken)

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
        text.box(slide, foot, footer(taken), size=9, ink=LOOK.muted, anchor=MSO_ANCHOR.BOTTOM, link=taken.stamp.link)
        slide.notes_slide.notes_text_frame.text = legal(notes(taken) + (f"\n{note}" if note else ""))
        return slide, Box(place.left, place.top, place.width, place.height - FOOT - Inches(0.05))

    @staticmethod
    def _title(slide: Any, title: str) -> None:
        for shape in slide.placeholders:
            if shape.placeholder_format.type in TITLES:
                shape.text_frame.text = title
                shape.text_frame.word_wrap = True
                if len(title) > 60:
                    for run in shape.text_frame.paragraphs[0].runs:
                        run.font.size = Inches(0.25)

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
        lines = 1 + len(note) // 130
        height = Inches(0.24 * min(lines, 3) + 0.06)
        at = Box(place.left, place.top + used, place.width, height)
        text.box(slide, at, shortened(legal(note), 390), size=13, ink=LOOK.fg)
        used += height
    return place.below(used)


def slide_of(taken: Taken, template: str = "") -> bytes:
    """A presentation of one content."""
    deck = Deck(template)
    deck.add(taken)
    return deck.save(taken.stamp, taken.content.name)
