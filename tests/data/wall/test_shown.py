"""Which indicators stand on live walls."""

from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import Engine

from data.clock import utc_now
from data.migrations import upgrade
from data.wall import screens
from data.wall.folder import Defined
from data.wall.records import Part, Playlist, Scene, Spot
from data.wall.screens import Screen
from data.wall.shown import shown_codes


def scene(name: str, **options: object) -> Scene:
    return Scene(name, name, name, (Part("figure", Spot(1, 1, 9, 9), None, options=MappingProxyType(options)),))


SCENES = {
    "a": scene("a", indicator="GRO01"),
    "b": scene("b", indicators=("PRI01", "IND01")),
    "c": scene("c", exports="TRD01"),
}
DEFINED = Defined(
    MappingProxyType(SCENES),
    MappingProxyType({"main": Playlist("main", "", "", ("a",)), "hall": Playlist("hall", "", "", ("b", "nowhere"))}),
    (),
    "",
)


def test_the_main_playlist_counts_and_those_of_screens_that_are_on(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    assert shown_codes(empty_engine, DEFINED) == ("GRO01",)
    screens.report(empty_engine, Screen("sảnh", "hall", "b", "plays", (), 1, utc_now()))
    assert shown_codes(empty_engine, DEFINED) == ("GRO01", "IND01", "PRI01")
    assert shown_codes(empty_engine, DEFINED, utc_now() + timedelta(days=2)) == ("GRO01",)


def test_a_screen_that_nobody_named_counts_while_it_is_on(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    screens.report(empty_engine, Screen("#a1b2", "hall", "b", "plays", (), 1, utc_now()))
    assert shown_codes(empty_engine, DEFINED) == ("GRO01", "IND01", "PRI01")
    assert shown_codes(empty_engine, DEFINED, utc_now() + timedelta(minutes=2)) == ("GRO01",)
