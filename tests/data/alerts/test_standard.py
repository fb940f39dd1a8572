"""Standard rules of an older warehouse follow their definition, unless somebody has made them their own."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from data.alerts import standard
from data.alerts.rules import RuleBook, RuleDraft
from data.alerts.standard import RENEWED, differing, renew_standard_rules, write_default_rules
from data.questions import Questions
from data.questions.registry import read_registry
from tests.data.questions.little import furnish

OLD = RuleDraft(
    "simulated", "Màn hình lãnh đạo đang dùng số mô phỏng", "Leaders' screens rest on simulated figures",
    ("GRO01", "TRD01"), ("nation",), {}, "info",
)  # fmt: skip


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """A warehouse of before: its rule about walls is the old one, and somebody has a rule of that kind of their own."""
    made = furnish(either_engine)
    with made.begin() as connection:
        registry = read_registry(connection)
        RuleBook(connection, None, registry).add(OLD)
        RuleBook(connection, "lan", registry).add(replace(OLD, name_vi="Của Lan"))
    return made


def renewed(engine: Engine) -> tuple[int, ...]:
    with engine.begin() as connection:
        return renew_standard_rules(connection, read_registry(connection))


def test_a_standard_rule_that_nobody_changed_is_renewed_once(engine: Engine) -> None:
    assert (renewed(engine), renewed(engine)) == ((1,), ())
    asked = Questions(engine)
    newest, oldest = asked.alert_rule_history(1)
    assert (newest.version, newest.indicators, newest.name_vi) == (2, (), "Màn hình lớn đang chiếu số mô phỏng")
    assert (newest.recorded_by, newest.reason, oldest.indicators) == (None, RENEWED, ("GRO01", "TRD01"))
    assert differing((newest, oldest), asked.registry()) is None
    assert [one.version for one in asked.alert_rule_history(2)] == [1]


@pytest.mark.parametrize("change", [{"severity": "warning"}, {"enabled": False}], ids=["severity", "turned off"])
def test_one_that_somebody_changed_stays_and_is_told_from_the_standard(
    engine: Engine, change: dict[str, object]
) -> None:
    with engine.begin() as connection:
        book = RuleBook(connection, "mai", read_registry(connection))
        book.change(1, replace(OLD, **change), version=1, reason="cho văn phòng")  # type: ignore[arg-type]  # of any column
    assert renewed(engine) == ()
    asked = Questions(engine)
    history = asked.alert_rule_history(1)
    assert [one.recorded_by for one in history] == ["mai", None]
    found = differing(history, asked.registry())
    assert found is not None
    assert (found.indicators, found.severity, found.enabled) == ((), "info", True)
    assert differing(asked.alert_rule_history(2), asked.registry()) is None, "it never was a standard"


def test_rules_of_a_new_warehouse_are_the_standard(empty_engine: Engine) -> None:
    furnish(empty_engine)
    with empty_engine.begin() as connection:
        registry = read_registry(connection)
        write_default_rules(connection, registry)
        assert renew_standard_rules(connection, registry) == ()
    asked = Questions(empty_engine)
    rules = asked.alert_rules()
    assert len(rules) > 5
    assert [differing(asked.alert_rule_history(one.number), registry) for one in rules] == [None] * len(rules)


def test_no_two_standard_rules_go_by_one_name() -> None:
    names = [(row["kind"], name) for row in standard._rows() for name in standard._names(row)]
    assert len(set(names)) == len(names)
