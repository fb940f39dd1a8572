"""A pack as a presentation: title, agenda, what changed, sections, slides, appendix of sources and definitions."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from exports.content import Kind, Taken
from exports.names import legal, shortened
from exports.packs import words
from exports.packs.contents import Briefing, Missing, Part
from exports.paint import LOOK
from exports.slides import text
from exports.slides.deck import Deck
from exports.slides.place import Box
from exports.slides.template import TITLES, fitting, layout_for, room, title_size

POINT_LETTERS, POINTS_A_SLIDE, AGENDA_A_SLIDE = 1700, 8, 14
PARAGRAPH = 40
"""Letters that the space after a paragraph is worth."""
NOTE_LETTERS = 380
EDGE = Inches(0.7)


def presentation_of(briefing: Briefing, template: str = "") -> bytes:
    """The whole pack as .pptx."""
    deck = PackDeck(template)
    deck.title_slide(briefing.title, words.opening(briefing))
    headings = [one.heading for one in briefing.sections if one.heading]
    if len(headings) > 1:
        deck.lines_slides(words.agenda_word(), [f"{place}. {one}" for place, one in enumerate(headings, start=1)])
    if briefing.changes:
        deck.lines_slides(words.changes_word(), list(briefing.changes), size=14)
    for section in briefing.sections:
        if section.heading and len(headings) > 1:
            deck.section_slide(section.heading)
        for part in section.parts:
            deck.part(part)
    _appendix(deck, briefing)
    return deck.save(briefing.stamp, briefing.title)


def _appendix(deck: "PackDeck", briefing: Briefing) -> None:
    if not briefing.sources and not briefing.definitions:
        return
    deck.section_slide(words.appendix_word())
    if briefing.sources:
        deck.lines_slides(words.sources_word(), list(briefing.sources), size=12)
    lines = [f"{one.name} ({one.unit}): {one.text}" for one in briefing.definitions]
    if lines:
        deck.lines_slides(words.definitions_word(), lines, size=12)


class PackDeck(Deck):
    """A deck that also has slides of words."""

    def __init__(self, template: str = "") -> None:
        super().__init__(template)
        self._office = bool(template)

    def title_slide(self, title: str, lines: Sequence[str]) -> None:
        """The first slide: a large title on the office's own layout, and lines under it."""
        self._words_slide("title", title, lines, size=36)

    def section_slide(self, heading: str) -> None:
        """A slide that parts sections."""
        self._words_slide("section", heading, (), size=30)

    def _words_slide(self, use: str, title: str, lines: Sequence[str], *, size: float) -> None:
        """The title stays the slide's own, by which screen readers go; an office's layout places it."""
        slide = self._deck.slides.add_slide(layout_for(self._deck, use))
        wide, high = int(self._deck.slide_width), int(self._deck.slide_height)
        below = Box(EDGE, round(high * 0.62), wide - 2 * EDGE, round(high * 0.28))
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in TITLES:
                shape._element.getparent().remove(shape._element)
                continue
            if not self._office:
                shape.left, shape.top = EDGE, round(high * 0.3)
                shape.width, shape.height = wide - 2 * EDGE, round(high * 0.3)
                text.write(shape.text_frame, shortened(legal(title), 160), size=size, bold=True)
                shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            else:
                shape.text_frame.text = shortened(legal(title), 160)
                smaller = fitting(shape, shape.text_frame.text, title_size(slide.slide_layout))
                for run in shape.text_frame.paragraphs[0].runs:
                    run.font.size = smaller
        if not self._office:
            self._band(slide, wide, high)
        if lines:
            text.box(slide, below, "\n".join(lines), size=16, ink=LOOK.muted)

    @staticmethod
    def _band(slide: Any, wide: int, high: int) -> None:
        band = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, 0, round(high * 0.36), round(wide * 0.012), round(high * 0.24)
        )
        band.fill.solid()
        band.fill.fore_color.rgb = text.colour(LOOK.accent)
        band.line.fill.background()
        text.describe(band, "band", "")

    def lines_slides(self, title: str, lines: Sequence[str], *, size: float = 18) -> None:
        """Lines under a title, on as many slides as they need."""
        letters = round(POINT_LETTERS * (16 / size) ** 2)
        groups = grouped(lines, letters, AGENDA_A_SLIDE)
        for number, group in enumerate(groups, start=1):
            mark = f" ({number}/{len(groups)})" if len(groups) > 1 else ""
            layout = layout_for(self._deck, "content")
            slide = self._deck.slides.add_slide(layout)
            self._title(slide, shortened(legal(title), 110) + mark)
            self._lines(slide, room(self._deck, layout), group, size)

    @staticmethod
    def _lines(slide: object, place: Box, lines: Sequence[str], size: float) -> None:
        frame = text.box(slide, place, "\n".join(lines), size=size).text_frame
        for paragraph in frame.paragraphs:
            paragraph.space_after = Inches(0.11)

    def part(self, part: Part | Missing) -> None:
        """The slide, or slides, of a part."""
        if isinstance(part, Missing):
            self.lines_slides(part.heading or part.address, [part.reason], size=16)
        elif part.taken.content.kind is Kind.POINTS and not part.taken.content.empty_reason:
            self._points(part)
        else:
            sentences = " ".join(part.taken.content.sentences)
            note = part.note or shortened(sentences, NOTE_LETTERS)
            self.add(part.taken, heading=part.title, note=note)

    def _points(self, part: Part) -> None:
        """Sentences, one a paragraph, as large as they fit."""
        taken: Taken = part.taken
        lines = ([part.note] if part.note else []) + list(taken.content.sentences)
        groups = grouped(lines, POINT_LETTERS, POINTS_A_SLIDE)
        for number, group in enumerate(groups, start=1):
            mark = f" ({number}/{len(groups)})" if len(groups) > 1 else ""
            slide, place = self._slide(taken, part.title, "", mark)
            self._lines(slide, place, [f"•  {one}" for one in group], 16)


def grouped(lines: Sequence[str], letters: int, most: int) -> list[list[str]]:
    """Lines in groups of at most so many letters and lines, about as much in each; a longer one is shortened."""
    sizes = [min(len(one), letters) + PARAGRAPH for one in lines]
    share = sum(sizes) / max(-(-sum(sizes) // (letters + PARAGRAPH)), -(-len(lines) // most), 1)
    groups: list[list[str]] = [[]]
    before, used = 0, 0
    for line, size in zip(lines, sizes, strict=True):
        balanced = before + size / 2 > share * len(groups)
        if groups[-1] and (balanced or len(groups[-1]) >= most or used + size > letters + PARAGRAPH):
            groups.append([])
            used = 0
        groups[-1].append(shortened(legal(line), letters))
        before, used = before + size, used + size
    return groups
