"""Screens and what they are told, as several workers see them: through the database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from data.wall import screens
from data.wall.screens import FORGOTTEN, KEPT, LIVES, Screen
from tests.filling import migrated

NOW = datetime(2026, 11, 29, 8, 0, 0)
HALL = Screen("sảnh", "main", "nation", "plays", ("ô 2: không có chỉ tiêu",), 7, NOW)


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    return migrated(either_engine)


def tell(engine: Engine, action: str, scene: str = "", *, screen: str = "sảnh", at: datetime = NOW) -> int:
    with engine.begin() as connection:
        return screens.command(connection, screen, action, scene, "lan", at)


def test_a_screen_is_known_by_what_it_said_last(engine: Engine) -> None:
    screens.report(engine, HALL)
    later = replace(HALL, scene="map", state="stands", told=(), data_version=8, seen_at=NOW + timedelta(seconds=10))
    screens.report(engine, later)
    screens.report(engine, replace(HALL, name="phòng họp 2"))
    with engine.connect() as connection:
        assert screens.listed(connection, NOW) == [replace(HALL, name="phòng họp 2"), later]


def test_commands_come_in_order_once_and_to_their_screen(engine: Engine) -> None:
    first = tell(engine, "next")
    tell(engine, "next", screen="phòng họp 2")
    tell(engine, "show", "map")
    with engine.connect() as connection:
        fresh = screens.commands_after(connection, "sảnh", first - 1, NOW)
        assert [(one.action, one.scene) for one in fresh] == [("next", ""), ("show", "map")]
        assert screens.commands_after(connection, "sảnh", fresh[-1].id, NOW) == []
        assert screens.newest_command(connection, "sảnh") == fresh[-1].id
        assert screens.newest_command(connection, "nobody") == 0


def test_an_old_command_is_not_done_any_more(engine: Engine) -> None:
    tell(engine, "next")
    with engine.connect() as connection:
        assert screens.commands_after(connection, "sảnh", 0, NOW + LIVES + timedelta(seconds=1)) == []


def test_what_is_old_is_cleared(engine: Engine) -> None:
    screens.report(engine, HALL)
    first = tell(engine, "next")
    last = tell(engine, "pause", at=NOW + KEPT + timedelta(seconds=1))
    with engine.connect() as connection:
        assert [one.id for one in screens.commands_after(connection, "sảnh", 0, NOW)] == [first, last]
    tell(engine, "play", at=NOW + KEPT + timedelta(seconds=2))
    with engine.connect() as connection:
        assert screens.commands_after(connection, "sảnh", 0, NOW)[0].id == last
        assert [one.name for one in screens.listed(connection, NOW)] == ["sảnh"]
    tell(engine, "next", at=NOW + FORGOTTEN + timedelta(seconds=1))
    with engine.begin() as connection:
        assert screens.listed(connection, NOW) == []
    assert first < last


def test_a_screen_that_was_taken_off_comes_back_by_itself(engine: Engine) -> None:
    screens.report(engine, HALL)
    with engine.begin() as connection:
        screens.forget(connection, "sảnh")
        assert screens.listed(connection, NOW) == []
    screens.report(engine, HALL)
    with engine.connect() as connection:
        assert screens.listed(connection, NOW) == [HALL]


def test_no_screen_is_told_what_it_cannot_do(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(ValueError, match="'explode' is nothing a screen can do"):
        screens.command(connection, "sảnh", "explode", "", "lan", NOW)


def test_a_new_screen_without_a_name_clears_those_that_are_gone(engine: Engine) -> None:
    screens.report(engine, replace(HALL, name="#a1b2"))
    later = NOW + timedelta(hours=1)
    screens.report(engine, HALL)
    screens.report(engine, replace(HALL, name="#c3d4", scene="", seen_at=later))
    with engine.connect() as connection:
        assert [one.name for one in screens.listed(connection, NOW)] == ["sảnh", "#c3d4"]
