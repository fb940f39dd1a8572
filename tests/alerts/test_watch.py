"""Rules are applied once to what is new: nothing is raised twice, nothing is lost, whenever the watch is killed."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, insert, select

from alerts import watch as watching
from alerts.errors import AlertError
from alerts.watch import run, watch
from data.alerts.book import AlertBook
from data.alerts.progress import Progress
from data.alerts.records import Deed, Rule, Severity, Why
from data.clock import today
from data.errors import AlertRefused
from data.ingest.latest import refresh_latest
from data.questions import Questions
from data.questions.sight import Sight
from data.rebuild import rebuild_current
from data.schema import batch, latest_value, observation
from data.schema_alerts import alert, alert_breach, alert_event
from data.versions import raise_version
from tests.alerts.conftest import Write
from tests.data.questions.little import IDS, NUMBERS, observed

LOW = {"operator": "<", "value": 9, "published": True}


def load(engine: Engine, *lines: str) -> None:
    """Figures as a load brings them."""
    with engine.begin() as connection:
        version = raise_version(connection)
        first = connection.execute(select(batch).limit(1)).mappings().one()
        number = connection.execute(select(func.max(batch.c.id))).scalar_one() + 1
        connection.execute(insert(batch).values(**{**first, "id": number, "data_version": version}))
        if lines:
            connection.execute(insert(observation), [{**observed(one), "batch_id": number} for one in lines])
        rebuild_current(connection)
        connection.execute(latest_value.delete())
        refresh_latest(connection)


def counts(engine: Engine) -> tuple[int, ...]:
    with engine.connect() as connection:
        tables = (alert, alert_breach, alert_event)
        return tuple(connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables)


def test_a_breach_raises_one_alert_however_often_the_rules_are_applied(
    engine: Engine, asked: Questions, rule: Write
) -> None:
    rule("threshold", LOW, "GRO01")
    assert run(asked, Progress(engine)).raised == 1
    for everything in (False, True):
        assert not run(asked, Progress(engine), everything=everything).changed
    (one,) = asked.open_alerts()
    assert (one.indicator, one.breach.value, str(one.breach.period)) == ("GRO01", 8.25, "2025-Q3")
    assert counts(engine) == (1, 1, 1)


def test_a_new_breach_adds_to_the_open_alert(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    load(engine, "GRO01 VN 2025-Q4 7.0 A 2026-01-06")
    assert (run(asked, Progress(engine)).added, len(asked.open_alerts())) == (1, 1)
    (one,) = asked.open_alerts()
    assert (one.breaches, one.breach.value) == (2, 7.0)


def test_what_was_closed_is_not_raised_again_by_the_same_figure(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    (one,) = asked.open_alerts()
    with engine.begin() as connection:
        AlertBook(connection, "lan").close(one.id, "expected", "đã biết")
    assert not run(asked, Progress(engine), everything=True).changed
    load(engine, "GRO01 VN 2025-Q4 7.0 A 2026-01-06")
    assert run(asked, Progress(engine)).raised == 1


def test_what_is_gone_is_closed_by_the_watch_unless_somebody_has_taken_it_up(
    engine: Engine, asked: Questions, rule: Write
) -> None:
    for _ in range(2):
        rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    first, second = sorted(asked.open_alerts(), key=lambda one: one.id)
    with engine.begin() as connection:
        AlertBook(connection, "lan").acknowledge(first.id)
    load(engine, "GRO01 VN 2025-Q4 9.5 A 2026-01-06")
    assert run(asked, Progress(engine)).cleared == 2
    (left,) = asked.open_alerts()
    assert (left.id, left.cleared_at is not None) == (first.id, True)
    closed = asked.alert(second.id)
    assert closed is not None
    assert closed.closed_why is Why.CLEARED


@pytest.mark.parametrize("killed_at", [0, 1, 2])
def test_a_watch_that_was_killed_goes_on_without_losing_or_doubling_an_alert(
    engine: Engine, asked: Questions, rule: Write, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    for _ in range(3):
        rule("threshold", LOW, "GRO01")
    progress, applied = Progress(engine), Counter[str]()
    apply = progress.apply

    def dies(*given: object) -> object:
        if applied["rules"] == killed_at:
            raise KeyboardInterrupt
        applied["rules"] += 1
        return apply(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(progress, "apply", dies)
    with pytest.raises(KeyboardInterrupt):
        run(asked, progress)
    assert len(asked.open_alerts()) == killed_at
    assert run(asked, Progress(engine)).raised == 3 - killed_at
    assert counts(engine) == (3, 3, 3)


def test_a_transaction_that_is_cut_short_leaves_nothing(
    engine: Engine, asked: Questions, rule: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule("threshold", LOW, "GRO01")
    monkeypatch.setattr(
        AlertBook, "_event", lambda *_given, **_values: (_ for _ in ()).throw(RuntimeError("disk full"))
    )
    with pytest.raises(AlertError, match="disk full"):
        run(asked, Progress(engine))
    assert counts(engine) == (0, 0, 0)


def test_an_alert_goes_from_hand_to_hand_and_the_trail_is_kept(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    (one,) = asked.open_alerts()
    day = today()
    with engine.begin() as connection:
        book = AlertBook(connection, "lan")
        book.acknowledge(one.id)
        book.acknowledge(one.id)
        book.assign(one.id, IDS["BTC~2025"], day, "giải trình", today=day)
        book.comment(one.id, "đang làm")
        assert book.escalate(day) == 0
        assert [book.escalate(day + timedelta(days=1)) for _ in range(2)] == [1, 0]
    late = asked.alert(one.id)
    assert late is not None
    assert (late.severity, late.escalations, late.assigned_id) == (Severity.CRITICAL, 1, IDS["BTC~2025"])
    with engine.begin() as connection:
        AlertBook(connection, "lan").close(one.id, "handled", "đã báo cáo")
    told = [event.deed for event in asked.alert_trail(one.id)][::-1]
    assert told == [Deed.RAISED, Deed.ACKNOWLEDGED, Deed.ASSIGNED, Deed.COMMENTED, Deed.ESCALATED, Deed.CLOSED]
    assert asked.open_alerts() == ()
    assert [a.id for a in asked.alerts_closed(day, day)] == [one.id]


def test_what_cannot_be_done_is_refused(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    (one,) = asked.open_alerts()
    for deed, code in (
        (lambda book: book.assign(one.id, 1, date(2020, 1, 1), "", today=today()), "due_on"),
        (lambda book: book.comment(one.id, " "), "text"),
        (lambda book: book.close(one.id, "cleared", "x"), "why"),
        (lambda book: book.comment(99, "x"), "number"),
    ):
        with engine.begin() as connection, pytest.raises(AlertRefused) as problem:
            deed(AlertBook(connection, "lan"))
        assert problem.value.code == code
    blind = Sight(frozenset({NUMBERS["GRO01"]}))
    with engine.begin() as connection, pytest.raises(AlertRefused, match="no alert"):
        AlertBook(connection, "lan", sight=blind).comment(one.id, "x")


def test_an_alert_about_what_may_not_be_seen_is_nowhere(engine: Engine, asked: Questions, rule: Write) -> None:
    number = rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
    (one,) = asked.open_alerts()
    blind = asked.seen_by(Sight(frozenset({NUMBERS["GRO01"]})))
    assert (blind.open_alerts(), blind.alert(one.id), blind.alert_trail(one.id)) == ((), None, ())
    assert sum(blind.alert_counts().values()) == 0
    assert blind.alerts_opened(today(), today()) == ()
    assert [r.number for r in blind.alert_rules()] == []
    (seen,) = (r for r in asked.alert_rules() if r.number == number)
    assert blind.findings(seen) == blind.rule_preview(seen) == ()


@pytest.mark.parametrize(
    ("kind", "parameters", "units", "expected"),
    [
        ("threshold", {"operator": ">", "value": 100}, "province", {("TRD01", "01~2025")}),
        ("threshold", {"operator": ">=", "value": 130, "published": True}, "province", {("TRD01", "01~2025")}),
        ("simulated", {}, "nation", {("TRD01", "VN")}),
        ("parts", {"tolerance": 1}, "nation", set()),
        ("missing", {"share": 0.5}, "nation", {("TRD01", "VN")}),
    ],
)
def test_each_kind_of_rule_finds_what_it_looks_for(
    asked: Questions, rule: Write, kind: str, parameters: dict[str, object], units: str, expected: set[tuple[str, str]]
) -> None:
    number = rule(kind, dict(parameters), "TRD01", units=units)
    (one,) = (r for r in asked.alert_rules() if r.number == number)
    names = {id: name for name, id in IDS.items()}
    codes = {id: code for code, id in NUMBERS.items()}
    found = {(codes[b.indicator_id], names[b.entity_id]) for b in asked.findings(one)}
    assert found == expected


def test_parts_that_do_not_give_the_whole_are_found(engine: Engine, asked: Questions, rule: Write) -> None:
    number = rule("parts", {"tolerance": 1}, "TRD01")
    (one,) = (r for r in asked.alert_rules() if r.number == number)
    load(engine, "TRD01 VN 2025-09 200 A 2025-10-06", "TRD01 01~2025 2025-09 100 A 2025-10-06",
         "TRD01 24~2025 2025-09 40 A 2025-10-06", "TRD01 48~2025 2025-09 30 A 2025-10-06",
         "TRD01 04~2025 2025-09 10 A 2025-10-06")  # fmt: skip
    (breach,) = asked.findings(one)
    assert (breach.value, breach.detail["sum"], breach.detail["gap"]) == (200, 180, -10)
    assert len(asked.rule_preview(one)) >= 1


def test_a_series_is_late_when_its_next_figure_does_not_come(engine: Engine, asked: Questions, rule: Write) -> None:
    number = rule("late", {"days": {"D": 5, "M": 20, "Q": 35, "A": 200}}, "GRO01")
    (one,) = (r for r in asked.alert_rules() if r.number == number)
    load(engine, "GRO01 VN 2025-Q1 7.1 A 2025-04-06")
    (breach,) = asked.findings(one)
    assert (str(breach.period), breach.detail) == ("2025-Q4", {"newest": "2025-Q3", "due": "2026-02-04"})


def test_rules_are_applied_to_what_a_load_touched_and_to_nothing_else(
    engine: Engine, asked: Questions, rule: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = rule("threshold", LOW, "GRO01", "TRD01", "GRO02")
    run(asked, Progress(engine))
    looked: list[tuple[int, frozenset[int] | None]] = []
    findings = asked.findings

    def look(one: Rule, among: frozenset[int] | None = None) -> object:
        looked.append((one.number, among))
        return findings(one, among)

    monkeypatch.setattr(asked, "findings", look)
    load(engine, "GRO01 VN 2025-Q4 7.0 A 2026-01-06")
    assert run(asked, Progress(engine)).added == 1
    assert looked == [(low, frozenset({NUMBERS["GRO01"]}))]
    load(engine)  # of something that no rule knows
    assert (run(asked, Progress(engine)).changed, len(looked)) == (False, 1)
    new = rule("threshold", {**LOW, "operator": ">"}, "TRD01")
    run(asked, Progress(engine))
    assert looked[1:] == [(new, None)]
    run(asked, Progress(engine), everything=True)
    assert looked[2:] == [(low, None), (new, None)]


def test_an_alert_of_what_no_load_touched_stays_open(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", {"operator": "<", "value": 1e9, "published": False}, "GRO01", "TRD01")
    run(asked, Progress(engine))
    before = {(one.indicator, one.id) for one in asked.open_alerts()}
    assert len(before) == 2
    load(engine, "GRO01 VN 2025-Q4 2e9 A 2026-01-06")
    assert run(asked, Progress(engine)).cleared == 1
    assert {one.indicator for one in asked.open_alerts()} == {"TRD01"}


def test_rules_applied_to_what_was_touched_find_what_all_of_them_find(
    engine: Engine, asked: Questions, rule: Write
) -> None:
    """The same loads, once rule by rule where a load touched something and once wholly."""
    for kind, given in (("parts", {"tolerance": 1}), ("missing", {"share": 0.5}), ("threshold", LOW)):
        rule(kind, given, "TRD01", "GRO01")
    run(asked, Progress(engine))
    load(engine, "GRO01 VN 2025-Q4 8.0 A 2026-01-06", "TRD01 VN 2025-10 200 A 2025-11-06")
    run(asked, Progress(engine))
    load(engine, "TRD01 01~2025 2025-10 100 A 2025-11-06", "TRD01 24~2025 2025-10 40 A 2025-11-06",
         "TRD01 48~2025 2025-10 30 A 2025-11-06")  # fmt: skip
    run(asked, Progress(engine))
    assert not run(asked, Progress(engine), everything=True).changed


def test_the_rule_about_walls_follows_what_they_show(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("simulated", {})
    assert run(asked, Progress(engine)).raised == 0  # no wall shows anything
    assert run(asked, Progress(engine), shown=lambda: ("GRO01", "TRD01")).raised == 1
    (one,) = asked.open_alerts()
    assert one.indicator == "TRD01"
    assert run(asked, Progress(engine), shown=lambda: ("GRO01",)).cleared == 1


def test_a_rule_that_fails_keeps_no_other_from_looking_and_is_tried_again(
    engine: Engine, asked: Questions, rule: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = rule("threshold", LOW, "GRO01")
    whole = rule("threshold", LOW, "GRO01")
    findings = asked.findings

    def fail(one: Rule, among: frozenset[int] | None = None) -> object:
        if one.number == broken:
            raise ZeroDivisionError("a fault of ours")
        return findings(one, among)

    monkeypatch.setattr(asked, "findings", fail)
    said: list[str] = []
    looks = iter([1, 1, 2])  # two looks, then the process that it lives with is another one
    monkeypatch.setattr(watching.os, "getppid", lambda: next(looks))
    monkeypatch.setattr(watching.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(watching.os, "nice", lambda _by: None)
    watch(asked, Progress(engine), every=0, say=said.append, parent=1)
    assert [one.rule_number for one in asked.open_alerts()] == [whole]
    assert said == [f"Rule {broken} could not be applied: ZeroDivisionError: a fault of ours"]
    assert Progress(engine).seen().fault == said[0]
    monkeypatch.undo()
    assert run(asked, Progress(engine)).raised == 1
    assert Progress(engine).seen().fault is None
