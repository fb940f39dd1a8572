"""Tasks are kept as versions: who, when, why; and what cannot be right is refused before anything is written."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine, func, select

from data.errors import TaskRefused
from data.questions import Questions
from data.questions.sight import Sight
from data.schema_tasks import task, task_note
from data.tasks.records import Change, TaskState
from data.tasks.register import TaskBook
from tests.data.questions.little import IDS, NUMBERS
from tests.data.tasks.conftest import NOON, Bring, draft

LATER = datetime(2026, 4, 1, 5)


def book(engine: Engine, deed: str, *args: object, now: datetime = LATER, **given: object) -> None:
    with engine.begin() as connection:
        getattr(TaskBook(connection, "mai", now=now), deed)(*args, **given)


def refused(problem: pytest.ExceptionInfo[TaskRefused]) -> list[str]:
    return [one.fault.value for one in problem.value.refused]


def test_a_task_goes_through_its_life_and_every_step_can_be_read(
    little: Engine, bring: Bring, asked: Questions
) -> None:
    bring([draft(together=("01", "24"))])
    book(little, "extend", 1, date(2026, 5, 5), version=1, reason="lấy ý kiến")
    book(little, "note", 1, "đã có dự thảo")
    book(little, "finish", 1, date(2026, 3, 30), version=2, reason="")
    one = asked.task(1)
    assert one is not None
    assert (one.state, one.due_on, one.first_due_on, one.extensions) == (
        TaskState.DONE_ON_TIME, date(2026, 5, 5), date(2026, 2, 5), 1,
    )  # fmt: skip
    assert one.with_ids == (IDS["01~2025"], IDS["24~2025"])
    told = [(entry.change, entry.by, entry.text) for entry in asked.task_history(1)]
    assert (None, "mai", "đã có dự thảo") in told
    assert [change for change, _by, _text in told if change] == [Change.DONE, Change.EXTENDED, Change.ASSIGNED]


def test_as_of_a_day_the_task_is_what_was_known_then(little: Engine, bring: Bring, asked: Questions) -> None:
    bring([draft()])
    book(little, "extend", 1, date(2026, 5, 5), version=1, reason="lấy ý kiến")
    before, after = (asked.task(1, as_of=day) for day in (date(2026, 3, 15), date(2026, 4, 15)))
    assert before is not None
    assert after is not None
    assert (before.state, before.extensions) == (TaskState.OVERDUE, 0)
    assert (after.state, after.extensions) == (TaskState.IN_TIME, 1)
    assert asked.task(1, as_of=date(2026, 2, 1)) is None
    assert len(asked.task_history(1, as_of=date(2026, 3, 15))) == 1


def test_a_file_that_is_brought_again_changes_nothing(bring: Bring, little: Engine) -> None:
    every = [draft(1), draft(2, code="NV-2"), draft(3, lead="Hà Nội")]
    assert len(bring(every).added) == 3
    again = bring(every)
    assert (again.added, again.changed, again.unchanged) == ((), (), 3)
    with little.connect() as connection:
        assert connection.execute(select(func.count()).select_from(task)).scalar() == 3


@pytest.mark.parametrize(
    ("new", "change"),
    [
        ({"due_on": date(2026, 4, 1)}, Change.EXTENDED),
        ({"done_on": date(2026, 2, 1)}, Change.DONE),
        ({"withdrawn_on": date(2026, 2, 1)}, Change.WITHDRAWN),
        ({"content": "Nội dung viết lại"}, Change.CHANGED),
        ({"due_on": date(2026, 1, 20)}, Change.CHANGED),
    ],
)
def test_a_row_that_says_something_else_is_another_version(
    bring: Bring, asked: Questions, new: dict[str, object], change: Change
) -> None:
    bring([draft(code="NV-1")])
    assert bring([draft(code="NV-1", **new)]).changed == (1,)
    assert asked.task_history(1)[0].change is change


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"lead": "XYZ"}, "lead"),
        ({"lead": "24~2024"}, "lead_ended"),
        ({"together": ("BTC",)}, "with"),
        ({"together": ("nobody",)}, "with"),
        ({"document": "  "}, "document"),
        ({"content": ""}, "content"),
        ({"assigned_on": None}, "assigned_on"),
        ({"assigned_on": date(2026, 12, 1)}, "assigned_on"),
        ({"due_on": date(2026, 1, 4)}, "due_on"),
        ({"done_on": date(2026, 3, 2)}, "done_on"),
        ({"done_on": date(2026, 1, 20), "withdrawn_on": date(2026, 1, 21)}, "withdrawn_on"),
        ({"assigned_by": "UBND"}, "assigner"),
        ({"indicator": "NOPE1"}, "indicator"),
        ({"target": "999"}, "target"),
        ({"alert": "7"}, "alert"),
        ({"target": "1", "indicator": "POV01"}, "target"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_written(
    bring: Bring, little: Engine, wrong: dict[str, object], fault: str
) -> None:
    with pytest.raises(TaskRefused, match="nothing was written") as problem:
        bring([draft(1), draft(2, row=3, **wrong)])
    assert refused(problem) == [fault]
    assert problem.value.refused[0].row == 3
    with little.connect() as connection:
        assert connection.execute(select(func.count()).select_from(task)).scalar() == 0


def test_two_rows_for_one_task_are_refused(bring: Bring) -> None:
    with pytest.raises(TaskRefused, match="nothing was written") as problem:
        bring([draft(1, row=2), draft(1, row=3), draft(4, code="A", row=4), draft(5, code="A", row=5)])
    assert refused(problem) == ["twice", "code_twice"]


@pytest.mark.parametrize(
    ("deed", "given", "fault"),
    [
        ("extend", {"due_on": date(2026, 2, 5), "version": 1, "reason": "x"}, "due_on"),
        ("extend", {"due_on": None, "version": 1, "reason": "x"}, "due_on"),
        ("extend", {"due_on": date(2026, 6, 1), "version": 1, "reason": " "}, "reason"),
        ("extend", {"due_on": date(2026, 6, 1), "version": 2, "reason": "x"}, "stale"),
        ("finish", {"done_on": date(2026, 4, 2), "version": 1, "reason": ""}, "done_on"),
        ("withdraw", {"on": date(2026, 1, 1), "version": 1, "reason": "x"}, "withdrawn_on"),
        ("reopen", {"version": 1, "reason": "x"}, "state"),
        ("note", {"text": ""}, "note"),
        ("note", {"text": "x" * 2001}, "note"),
    ],
)
def test_a_change_that_cannot_be_right_is_refused(
    little: Engine, bring: Bring, deed: str, given: dict[str, object], fault: str
) -> None:
    bring([draft()])
    with pytest.raises(TaskRefused) as problem:
        book(little, deed, 1, **given)
    assert refused(problem) == [fault]
    with little.connect() as connection:
        held = [connection.execute(select(func.count()).select_from(one)).scalar() for one in (task, task_note)]
    assert held == [1, 0]


def test_what_is_done_is_changed_only_after_it_was_opened_again(little: Engine, bring: Bring, asked: Questions) -> None:
    bring([draft(done_on=date(2026, 2, 1))])
    with pytest.raises(TaskRefused, match="done or withdrawn"):
        book(little, "extend", 1, date(2026, 6, 1), version=1, reason="x")
    book(little, "reopen", 1, version=1, reason="báo cáo chưa đạt")
    book(little, "extend", 1, date(2026, 6, 1), version=2, reason="làm lại")
    assert asked.task(1, as_of=date(2026, 4, 2)).state is TaskState.IN_TIME  # type: ignore[union-attr]


def test_two_editors_at_once_do_not_write_over_each_other(little: Engine, bring: Bring) -> None:
    bring([draft()])
    book(little, "change", 1, draft(content="một"), version=1, reason="x")
    with pytest.raises(TaskRefused, match="meanwhile") as problem:
        book(little, "change", 1, draft(content="hai"), version=1, reason="x")
    assert refused(problem) == ["stale"]


def test_a_task_is_about_the_indicator_of_its_target(bring: Bring, asked: Questions) -> None:
    one = asked.targets()[0]
    bring([draft(target=f"#{one.number}")])
    assert asked.task(1).indicator == one.indicator  # type: ignore[union-attr]


def test_a_task_about_what_may_not_be_seen_is_nowhere(little: Engine, bring: Bring, asked: Questions) -> None:
    bring([draft(1, indicator="TRD01"), draft(2)])
    blind = asked.seen_by(Sight(frozenset({NUMBERS["TRD01"]})))
    assert (len(asked.tasks()), [one.number for one in blind.tasks()]) == (2, [2])
    assert blind.task_counts()["assigned"].tolist() == [1]
    assert (blind.task(1), blind.task_history(1)) == (None, ())
    unit = asked.seen_by(Sight(frozenset({NUMBERS["TRD01"]}), frozenset({IDS["BTC~2025"]})))
    assert len(unit.tasks()) == 2
    with little.begin() as connection, pytest.raises(TaskRefused, match="no task 1"):
        TaskBook(connection, "lan", sight=blind.sight, now=NOON).note(1, "x")
    with little.begin() as connection, pytest.raises(TaskRefused) as problem:
        TaskBook(connection, "lan", sight=blind.sight, now=NOON).bring([draft(3, indicator="TRD01")], reason="")
    assert refused(problem) == ["indicator"]
