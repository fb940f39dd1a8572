"""From a scene to what a screen shows: drawn once for all screens alike, and kept until a load makes it old.

A part that fails says so in its place and the others are drawn; a scene of which nothing can be drawn raises, and the
screen passes it over.
"""

import hashlib
import json
import logging
from collections.abc import Set
from dataclasses import dataclass, replace
from time import monotonic

from markupsafe import Markup

from components.language import Language, use_language
from components.theme import use_theme
from components.wall import box
from components.wall.box import Form
from components.wall.tags import tag
from components.wall.tile import broken
from data.errors import UnknownIndicator, WarehouseError, WarehouseUnavailable
from data.questions.sight import Pair, noting
from data.wall.records import GRID, TALL_GRID, Part, Problem, Scene, Spot
from pages.kept.keeping import Order, keeping
from pages.view import View
from pages.wall.parts import DESK, FRESH, PARTS
from pages.wall.parts.common import Ask
from pages.wall.titles import titled
from pages.wall.words import in_words

FRESH_SECONDS = 10
log = logging.getLogger(__name__)


class SceneFailed(Exception):
    """No part of a scene could be drawn; the text is a sentence for whoever keeps the wall."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A scene as a screen shows it. `problems` are sentences about parts that could not be drawn."""

    html: str
    etag: str
    restricted: frozenset[Pair]
    problems: tuple[str, ...]

    def to_bytes(self) -> bytes | None:
        """For other workers; restricted figures stay in the memory of the one that read them."""
        return None if self.restricted else json.dumps([self.html, self.etag, self.problems]).encode()


def from_bytes(kept: bytes) -> Drawn:
    """What another worker drew."""
    html, etag, problems = json.loads(kept)
    return Drawn(html, etag, frozenset(), tuple(problems))


def drawn(scene: Scene, form: Form, view: View, language: Language) -> Drawn:
    """The scene for this viewer, as it was drawn for all screens alike until a load or, where it shows alerts or tasks,
    a change of one makes it old; raises `SceneFailed`, and `WarehouseUnavailable` where there are no answers.
    """
    kinds = {part.kind for part in scene.parts}
    fresh = int(monotonic() / FRESH_SECONDS) if kinds & FRESH else 0
    order = Order(
        subject=("scene", scene.name, scene.stamp, form, language),
        maker=draw,
        questions=view.questions,
        draw=lambda: draw(scene, form, view, language),
        from_bytes=from_bytes,
        again=lambda: drawn(scene, form, view, language),
        more=(fresh, view.questions.desk_stamp() if kinds & DESK else None),
    )
    return keeping().take(order)


def draw(scene: Scene, form: Form, view: View, language: Language) -> Drawn:
    """Draw a scene now."""
    problems: list[str] = []
    dark = replace(view, theme="dark", language=language)
    with use_language(language), use_theme("dark"), noting() as noted:
        tiles = [
            _placed(scene, number, part, spot, form, dark, problems)
            for number, part in enumerate(scene.parts, 1)
            if (spot := part.tall if form == "tall" else part.spot) is not None
        ]
        if len(problems) == len(tiles):
            raise SceneFailed("; ".join(problems))
        grid = scene.grid if form == "landscape" else box_grid(form)
        html = tag(
            "section",
            tiles,
            class_="w-scene",
            style=f"--columns:{grid[0]};--rows:{grid[1]}",
            data_name=scene.name,
            aria_label=titled(scene, language, dark.questions),
        )
    text = str(html)
    etag = hashlib.sha256(text.encode()).hexdigest()[:24]
    shown = noted.asked | _named(scene, text, view, noted.along)
    return Drawn(text, etag, frozenset(shown), tuple(problems))


def _named(scene: Scene, text: str, view: View, along: Set[Pair]) -> set[Pair]:
    """Of the figures that were asked for with all others of a unit, those of indicators that the scene shows."""
    if not along:
        return set()
    by_id = view.questions.registry().indicator_by_id
    said = text + repr([dict(part.options) for part in scene.parts])
    return {pair for pair in along if by_id[pair[0]].code in said}


def box_grid(form: Form) -> tuple[int, int]:
    """The grid of a screen that stands upright is the same for every scene."""
    return TALL_GRID if form == "tall" else GRID


def _placed(scene: Scene, number: int, part: Part, spot: Spot, form: Form, view: View, problems: list[str]) -> Markup:
    grid = box_grid(form) if form == "tall" else scene.grid
    room = box.tile(form, grid, spot.wide, spot.high)
    area = f"{spot.row} / {spot.column} / span {spot.high} / span {spot.wide}"
    inside = _drawn(scene, number, Ask(view, part, room), problems)
    return tag(
        "article", inside, class_=f"w-tile w-tile--{part.kind}", style=f"grid-area:{area}", data_key=f"p{number}"
    )


def _drawn(scene: Scene, number: int, ask: Ask, problems: list[str]) -> Markup:
    """The part, or in its place why it is not there; a warehouse that does not answer is no fault of the part."""
    try:
        return PARTS[ask.part.kind](ask)
    except WarehouseUnavailable:
        raise
    except UnknownIndicator:
        reason = in_words(Problem("", "indicator_unknown"))
    except WarehouseError as problem:
        log.warning("scene %s, part %d: %s", scene.name, number, problem)
        reason = str(problem)
    except Exception:
        log.exception("scene %s, part %d failed", scene.name, number)
        reason = in_words(Problem("", "fault"))
    problems.append(
        in_words(
            Problem(
                titled(scene, ask.view.language, ask.view.questions), "part_failed", {"part": number, "reason": reason}
            )
        )
    )
    return broken(reason)
