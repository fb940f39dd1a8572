"""From who asks to what they may see of restricted figures: `may` decides for every indicator and every unit.

A restricted figure lies under its unit and under the ministry that owns its indicator (`scopes.of_figure`). So a grant
that lets see restricted figures opens whole indicators (of the nation, of the owning ministry) and whole units (a
province with what became part of it, a region with its provinces); nothing else is opened.
"""

from collections.abc import Set

from access import scopes
from access.roles import Action, Viewer, may
from access.scopes import key as key_of
from data.questions import Questions
from data.questions.registry import Registry
from data.questions.sight import FULL, Pair, Sight


def sight_of(viewer: Viewer, registry: Registry) -> Sight:
    """What of the restricted figures this viewer may see."""
    restricted = [item for item in registry.indicators if item.id in registry.restricted]
    whole = {item.id for item in restricted if _sees(viewer, scopes.of_indicator(registry, item))}
    if len(whole) == len(restricted):
        return FULL
    units = {unit.id for unit in registry.entities if _sees(viewer, scopes.lineage(registry, unit))}
    return registry.sight(whole, units)


def seen_by(viewer: Viewer, questions: Questions) -> Questions:
    """The questions as this viewer may ask them; worked out once for the same grants and stand of the warehouse."""
    registry = questions.registry()
    if not registry.restricted:
        return questions
    key = ("sight", viewer.grants, viewer.via == "screen", viewer.writes, questions.stand())  # all that `may` asks
    return questions.seen_by(questions.cache.answer(key, lambda: sight_of(viewer, registry)))


def _sees(viewer: Viewer, keys: tuple[str, ...]) -> bool:
    return may(viewer, Action.SEE_RESTRICTED, keys)


def in_words(asked: Questions, figures: Set[Pair]) -> dict[str, list[str]]:
    """Figures as the record names them: codes of the indicators and keys of the units."""
    registry = asked.registry()
    indicators = {registry.indicator_by_id[one].code for one, _unit in figures}
    units = {key_of(registry.by_id[unit]) for _one, unit in figures}
    return {"indicators": sorted(indicators), "units": sorted(units)}
