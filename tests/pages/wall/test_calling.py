"""Which scene a breach calls screens to, and when it calls none."""

from datetime import timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import Engine

from alerts.watch import run
from data.alerts.book import AlertBook
from data.alerts.progress import Progress
from data.alerts.rules import RuleBook, RuleDraft
from data.clock import utc_now
from data.questions import Questions
from data.questions.registry import read_registry
from data.questions.sight import Sight
from data.wall.folder import Definitions
from data.wall.records import Part, Scene, Spot
from pages.wall.calling import calls
from tests.data.questions.little import NUMBERS, furnish


def scene(name: str, kind: str, **options: object) -> Scene:
    return Scene(name, name, name, (Part(kind, Spot(1, 1, 9, 9), None, options=MappingProxyType(options)),))


MANY = scene("many", "figures", indicators=("GRO01", "GRO02"))
ONE = scene("one", "series", indicator="GRO01")
MAP = scene("map", "map", indicator="GRO02")
ALERTS = scene("alerts", "alerts", most=7)


@pytest.fixture
def asked(empty_engine: Engine) -> Questions:
    """One critical alert about the nation, two about provinces, and a warning about the nation."""
    made = furnish(empty_engine)
    with made.begin() as connection:
        book = RuleBook(connection, None, read_registry(connection))
        given = {"operator": ">=", "value": 8, "published": True}
        book.add(RuleDraft("threshold", "a", "a", ("GRO01",), ("nation",), given, "critical"))
        book.add(RuleDraft("threshold", "b", "b", ("GRO02",), ("province",), {**given, "value": 10}, "critical"))
        book.add(RuleDraft("threshold", "c", "c", ("GRO01",), ("nation",), given, "warning"))
    run(Questions(made), Progress(made))
    return Questions(made)


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ((MANY, ONE, MAP, ALERTS), ["map", "map", "one"]),
        ((MANY, ALERTS), ["alerts", "alerts", "many"]),
        ((ALERTS,), ["alerts"] * 3),
        ((MAP,), ["map"] * 2),
        ((), []),
    ],
)
def test_a_breach_calls_the_scene_that_shows_it(
    asked: Questions, scenes: tuple[Scene, ...], expected: list[str]
) -> None:
    assert sorted(one.scene for one in calls(asked, scenes, "critical")) == expected


def test_what_calls_is_as_severe_as_the_playlist_says(asked: Questions) -> None:
    assert [len(calls(asked, (ALERTS,), one)) for one in ("none", "critical", "warning", "info")] == [0, 3, 4, 4]


def test_a_breach_found_long_ago_calls_nobody(asked: Questions) -> None:
    assert calls(asked, (ALERTS,), "critical", utc_now() + timedelta(minutes=11)) == ()


def test_what_a_screen_may_not_see_does_not_call_it(asked: Questions) -> None:
    blind = asked.seen_by(Sight(frozenset({NUMBERS["GRO01"]})))
    assert [one.scene for one in calls(blind, (ONE, MAP, ALERTS), "critical")] == ["map", "map"]


def test_another_finding_calls_again_and_a_word_on_it_does_not(asked: Questions) -> None:
    before = {one.id for one in calls(asked, (ALERTS,), "critical")}
    with asked._engine.begin() as connection:
        for one in asked.open_alerts():
            AlertBook(connection, "lan").acknowledge(one.id)
    assert {one.id for one in calls(asked, (ALERTS,), "critical")} == before


def test_our_scenes_are_called_by_what_they_show(asked: Questions) -> None:
    ours = tuple(Definitions().read().scenes.values())
    assert {one.scene for one in calls(asked, ours, "info")} == {"nation", "map"}
