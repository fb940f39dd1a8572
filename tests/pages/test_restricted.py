"""Restricted figures are nowhere for whoever may not see them: in no page, list, search or route, nor in its source."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, update

from access import audit
from access.roles import NATION, Grant, Role, Viewer
from access.sight import sight_of
from access.web.seeing import Shown
from data.engine import open_engine
from data.errors import WarehouseLocked
from data.ingest.latest import refresh_latest
from data.ingest.recasting import Recasting
from data.questions import Questions
from data.rebuild import rebuild_current
from data.schema import indicator, latest_value, observation, target
from pages.kept.keeping import Keeping
from tests.browser.test_every_page import OF_OFFICES, PATHS
from tests.pages.visiting import components, texts, visit

# what pages name themselves, so that a page which leans on one is seen to do without it
HIDDEN = ("GRO01", "GRO02", "GRO04", "PRI01", "PRI03", "TRD01", "INV05", "LAB14")
SECRET, NAME = 987654.25, "BÍ MẬT"
SIGNS = ("987654", "987.654", "987,654")
BAC_NINH = "province/24/2025"
ADDRESSES = (
    *(path for path in PATHS if path.split("/")[-1] not in (*HIDDEN, "106") and path not in OF_OFFICES),
    "/targets?year=2025",
    "/targets?year=2025&show=list&indicator=GRO02",
    "/targets/cascade?year=2025",
    "/targets/117",
    "/indicators/IND01",
    "/indicators/GRO06",
    "/indicators?q=gro",
    "/provinces?indicator=GRO02",
    "/provinces/24?indicator=GRO02",
    "/provinces/24?edition=2024",
    "/provinces/DBSH",
    "/ministries/BTC?theme=GRO",
    "/data?as_of=2026-06-30",
    "/provinces?show=indicators",
    "/provinces?show=play&place=24",
    "/provinces/24?peers=24&indicator=GRO06",
    "/compare",
    "/compare?what=GRO02,GRO06&units=24,01&form=bump",
    "/compare?what=GRO06,GRO02&form=scatter",
    "/?as_of=2025-12-31&boundary=2024&indicator=GRO02",
)
PARTLY = (
    "/",
    "/targets?year=2025",
    "/targets?year=2025&show=list",
    "/targets/cascade?year=2025",
    "/indicators",
    "/indicators/GRO02",
    "/provinces",
    "/provinces/24",
    "/contribution/GRO02",
    "/trail/GRO02?unit=01",
    "/compare",
)
UNITS = {"type": "tc-param", "name": "unit", "default": "24"}
Looks = Callable[[Viewer], None]


def someone(role: Role, scope: str = NATION) -> Viewer:
    return Viewer("lan", "token", frozenset({Grant(role, scope)}))


@pytest.fixture(scope="module")
def secret(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small warehouse with restricted indicators, of which every figure but those of Bắc Ninh is the secret."""
    engine = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path_factory.mktemp('secret') / 'own.db')}")
    registry = Questions(engine).registry()
    ids = [registry.indicator(code).id for code in HIDDEN]
    fields = ("name_vi", "name_en", "short_vi", "short_en", "definition_vi", "definition_en")
    words = dict.fromkeys(fields, NAME) | {"classification": "restricted"}
    with engine.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.id.in_(ids)).values(**words))
    own = sight_of(someone(Role.VIEWER, BAC_NINH), Questions(engine).registry()).units
    with engine.begin() as connection:
        for table in (observation, target):
            others = table.c.indicator_id.in_(ids), table.c.entity_id.not_in(own), table.c.value.is_not(None)
            connection.execute(update(table).where(*others).values(value=SECRET))
        connection.execute(delete(latest_value))
        rebuild_current(connection)
        Recasting(connection).everything()
        refresh_latest(connection)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def asked(secret: Engine) -> Questions:
    """One for all tests, whose answers are kept apart by who asks: as it is in a server."""
    return Questions(secret)


@pytest.fixture
def looks(wsgi: Flask, secret: Engine, asked: Questions, monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Let somebody look at the product over that warehouse."""
    gate = wsgi.extensions["gate"]
    monkeypatch.setattr(gate, "engine", secret)
    for name, held in (("questions", asked), ("drawings", Keeping(48)), ("shown", Shown(secret))):
        monkeypatch.setitem(wsgi.extensions, name, held)
    return lambda viewer: monkeypatch.setattr(gate, "who", lambda: viewer)


def page(wsgi: Flask, address: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return visit(wsgi, path, query)


def found(said: Any, signs: tuple[str, ...]) -> list[str]:
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return [sign for sign in signs if sign in text]


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_may_not_see_it_finds_no_trace(wsgi: Flask, looks: Looks, address: str) -> None:
    looks(someone(Role.REPORTER))
    tree = page(wsgi, address)
    typed = [code for code in HIDDEN if f"what={code}" in address or f",{code}" in address]  # said back as unknown
    assert found(tree, (*SIGNS, NAME, *(code for code in HIDDEN if code not in typed))) == []
    assert not {"404", "Trang này chưa hiển thị được"} & set(texts(tree))


@pytest.mark.parametrize("address", PARTLY)
def test_whoever_sees_one_province_is_shown_no_other(wsgi: Flask, looks: Looks, address: str) -> None:
    looks(someone(Role.VIEWER, BAC_NINH))
    tree = page(wsgi, address)
    assert found(tree, SIGNS) == []
    assert not {"404", "Trang này chưa hiển thị được"} & set(texts(tree))


@pytest.mark.parametrize("address", ["/", "/indicators", "/indicators/GRO02", "/provinces/01"])
def test_whoever_sees_all_would_have_found_it(wsgi: Flask, looks: Looks, address: str) -> None:
    """What the tests above look for is there."""
    looks(someone(Role.VIEWER))
    assert found(page(wsgi, address), SIGNS)


def test_the_page_of_a_hidden_indicator_is_that_of_an_unknown_one(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.REPORTER))
    hidden, unknown = (json.dumps(page(wsgi, f"/indicators/{code}")) for code in ("GRO02", "XYZ09"))
    assert hidden.replace("GRO02", "XYZ09") == unknown
    assert wsgi.test_client().get("/indicators/GRO02").status_code == 404


@pytest.mark.parametrize("address", ["/api/find?q=gro02", "/api/find?q=bi mat", "/healthz", "/_dash-layout", "/"])
def test_no_route_tells_of_it(wsgi: Flask, looks: Looks, address: str) -> None:
    looks(someone(Role.REPORTER))
    assert found(wsgi.test_client().get(address).get_data(as_text=True), (*SIGNS, NAME, *HIDDEN)) == []


def test_a_callback_called_by_hand_with_anothers_codes_tells_nothing(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.VIEWER, BAC_NINH))
    for query in ("unit=01", "unit=VN", "unit=27~2024&boundary=2024", "unit=VN&measure=growth&span=all"):
        assert found(page(wsgi, f"/indicators/GRO04?{query}"), SIGNS) == []


def test_a_page_with_restricted_figures_says_so(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.VIEWER, BAC_NINH))
    said = " ".join(texts(page(wsgi, "/provinces/24")))
    assert f"Trang này có số liệu hạn chế: {NAME}" in said
    assert "thứ hạng và số cộng không phải của cả nước" in said
    looks(someone(Role.VIEWER))
    assert "không phải của cả nước" not in " ".join(texts(page(wsgi, "/provinces/24")))


def test_who_was_shown_what_is_recorded_once(wsgi: Flask, looks: Looks, secret: Engine) -> None:
    looks(Viewer("minh", "token", frozenset({Grant(Role.ANALYST)})))
    for address in ("/indicators/GRO02?unit=01", "/indicators/GRO02?unit=01", "/indicators/IND01", "/indicators/GRO02"):
        page(wsgi, address)
    with secret.connect() as connection:
        rows = audit.read(connection, audit.Filter(action=audit.Event.SAW_RESTRICTED, actor="token:minh"))
        assert audit.verify(connection) is None
    assert list(rows["subject"]) == ["/indicators/GRO02", "/indicators/GRO02?unit=01"]
    detail = json.loads(str(rows["detail"].iloc[1]))
    assert "GRO02" in detail["indicators"]
    assert "province/01/2025" in detail["units"]


def test_of_a_list_those_are_recorded_that_stand_on_it(wsgi: Flask, looks: Looks, secret: Engine) -> None:
    looks(Viewer("hoa", "token", frozenset({Grant(Role.ANALYST)})))
    for address in ("/indicators", "/indicators?theme=PRI"):
        page(wsgi, address)
    with secret.connect() as connection:
        rows = audit.read(connection, audit.Filter(actor="token:hoa")).iloc[::-1]
    every, prices = (set(json.loads(str(detail))["indicators"]) for detail in rows["detail"])
    assert every >= {"GRO01", "PRI01", "TRD01"}
    assert prices == {"PRI01", "PRI03"}


def test_the_page_of_an_indicator_opens_with_a_unit_that_is_seen(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.VIEWER, BAC_NINH))
    tree = page(wsgi, "/indicators/GRO02")
    (choices,) = (one["props"]["options"] for one in components(tree) if one["props"].get("id", {}) == UNITS)
    assert [one["value"] for one in choices] == ["24"]


def test_what_cannot_be_recorded_is_not_shown(wsgi: Flask, looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_anything: object) -> int:
        raise WarehouseLocked("busy")

    looks(someone(Role.VIEWER))
    monkeypatch.setattr(audit, "write", locked)
    tree = page(wsgi, "/indicators/GRO02")
    assert found(tree, SIGNS) == []
    assert "Chưa đọc được kho số liệu" in set(texts(tree))


def test_a_chart_taken_away_is_recorded(wsgi: Flask, looks: Looks, secret: Engine) -> None:
    looks(someone(Role.ANALYST))
    told = {"name": "gdp", "form": "csv", "address": "/indicators/GRO06"}
    assert wsgi.test_client().post("/api/exported", json=told).status_code == 200
    with secret.connect() as connection:
        row = next(audit.read(connection, audit.Filter(action=audit.Event.EXPORTED)).itertuples())  # the newest
    assert (row.actor, row.subject, json.loads(str(row.detail))["form"]) == ("token:lan", "gdp", "csv")


@pytest.mark.parametrize("told", [None, [], {"name": "", "form": "csv"}, {"name": "gdp", "form": "exe"}])
def test_what_names_no_file_is_not_recorded(wsgi: Flask, looks: Looks, told: object) -> None:
    looks(someone(Role.ANALYST))
    assert wsgi.test_client().post("/api/exported", json=told).status_code == 400


def test_whoever_may_not_export_is_offered_nothing_and_refused(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.OPERATOR))
    shell = next(components(wsgi.test_client().get("/_dash-layout").get_json()))
    assert "tc-shell--reads" in shell["props"]["className"]
    assert wsgi.test_client().post("/api/exported", json={"name": "gdp", "form": "csv"}).status_code == 403
