"""Pages of indicators and targets lead to what people see to, and show it as it stands."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from alerts.watch import run
from components.language import use_language
from data.alerts.book import AlertBook
from data.alerts.progress import Progress
from data.alerts.rules import RuleBook, RuleDraft
from data.questions import Questions
from data.questions.registry import read_registry
from data.questions.sight import Sight
from data.records import Boundary
from data.tasks.register import TaskBook
from pages import desk_panel
from pages.view import View
from tests.data.questions.little import NUMBERS, furnish
from tests.data.tasks.conftest import draft


@pytest.fixture
def asked(empty_engine: Engine) -> Iterator[Questions]:
    """An alert about GRO01, and a task that serves the target of it."""
    made = furnish(empty_engine)
    with made.begin() as connection:
        registry = read_registry(connection)
        given = {"operator": "<", "value": 9, "published": True}
        RuleBook(connection, None, registry).add(
            RuleDraft("threshold", "a", "a", ("GRO01",), ("nation",), given, "info")
        )
    run(Questions(made), Progress(made))
    with use_language("vi"):
        yield Questions(made)


def view(questions: Questions) -> View:
    return View(questions, "vi", "light", {}, None, Boundary.MAP_2025)


def shown(asked: Questions) -> str:
    return str(desk_panel.of_indicator(view(asked), asked.indicator("GRO01")))


def test_the_page_of_an_indicator_shows_its_alerts_as_they_stand(asked: Questions) -> None:
    (one,) = asked.open_alerts()
    assert f"/alerts/{one.id}" in shown(asked)
    with asked._engine.begin() as connection:
        AlertBook(connection, "lan").acknowledge(one.id)
    assert "đã nhận biết" in shown(asked)
    with asked._engine.begin() as connection:
        AlertBook(connection, "lan").close(one.id, "handled", "xong")
    assert f"/alerts/{one.id}" not in shown(asked)


def test_it_shows_tasks_about_it_and_the_page_of_a_target_those_that_serve_it(asked: Questions) -> None:
    target = next(one for one in asked.targets() if one.indicator == "GRO01")
    assert "/tasks/1" not in shown(asked)
    with asked._engine.begin() as connection:
        task = draft(1, indicator="GRO01", target=str(target.number))
        TaskBook(connection, "lan").bring([task], reason="")
    assert "/tasks/1" in shown(asked)
    assert "/tasks/1" in str(desk_panel.of_target(view(asked), target))


def test_nothing_is_shown_of_what_may_not_be_seen(asked: Questions) -> None:
    blind = asked.seen_by(Sight(frozenset({NUMBERS["GRO01"]}), asked.sight.units))
    panel = desk_panel.of_indicator(view(blind), asked.indicator("GRO01"))
    assert panel.hidden
