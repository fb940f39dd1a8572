"""Key figures on a slide: a card each, as on the screen."""

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from components.formatting import status_word
from exports.content import Card, Taken
from exports.names import legal, shortened
from exports.paint import LOOK
from exports.slides import text
from exports.slides.place import Box
from exports.slides.tables import Start

ACROSS, DOWN = 4, 3
GAP = Inches(0.14)
TONES = {"good": LOOK.good, "bad": LOOK.bad, "neutral": LOOK.muted}


def add_card_pages(start: Start, taken: Taken) -> int:
    """As many cards on each slide as stay readable; the number of slides."""
    cards = taken.content.shape.cards if taken.content.shape else ()
    most = ACROSS * DOWN
    pages = [cards[first : first + most] for first in range(0, len(cards), most)] or [()]
    for number, page in enumerate(pages, start=1):
        slide, place = start(f" ({number}/{len(pages)})" if len(pages) > 1 else "")
        add_cards(slide, place, page)
    return len(pages)


def add_cards(slide: Any, place: Box, cards: tuple[Card, ...]) -> None:
    """Cards side by side, in rows."""
    across = min(ACROSS, max(len(cards), 1))
    down = max(-(-len(cards) // across), 1)
    wide = (place.width - GAP * (across - 1)) // across
    high = min((place.height - GAP * (down - 1)) // down, Inches(1.75))
    for index, card in enumerate(cards):
        row, column = divmod(index, across)
        at = Box(place.left + column * (wide + GAP), place.top + row * (high + GAP), wide, high)
        _card(slide, at, card)


def _card(slide: Any, at: Box, card: Card) -> None:
    drawn = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Emu(at.left), Emu(at.top), Emu(at.width), Emu(at.height)
    )
    drawn.adjustments[0] = 0.05
    drawn.shadow.inherit = False
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = text.colour(LOOK.raised)
    drawn.line.color.rgb, drawn.line.width = text.colour(LOOK.line), Pt(0.75)
    frame = drawn.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.12)
    frame.margin_top = frame.margin_bottom = Inches(0.08)
    head = [(shortened(legal(card.name), 60), 12, LOOK.fg, True)]
    figure = [(legal(card.value), 24, LOOK.fg, True), (f" {legal(card.unit)}", 11, LOOK.muted, False)]
    told = status_word(card.status) if card.status not in ("", "A") else ""
    when = [(" · ".join(part for part in (card.period, told) if part), 10, LOOK.muted, False)]
    change = [(f"{card.change} {card.compared_with}".strip(), 10.5, TONES.get(card.tone, LOOK.muted), False)]
    target = [(shortened(legal(card.target), 70), 10, LOOK.fg, False)]
    for number, line in enumerate(one for one in (head, figure, when, change, target) if one[0][0]):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        for words, size, ink, bold in line:
            run = paragraph.add_run()
            run.text = words
            text.style(run.font, size, ink, bold=bold)
    words = ", ".join(
        part for part in (card.name, f"{card.value} {card.unit}", card.period, told, card.change, card.target) if part
    )
    text.describe(drawn, card.name, words)
