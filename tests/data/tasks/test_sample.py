"""The made-up set is marked, lives a plausible life, and is the same each time."""

from datetime import date
from itertools import pairwise

from sqlalchemy import Engine, select

from data.questions import Questions
from data.schema_tasks import task
from data.tasks.sample import write_samples

UNTIL = date(2026, 10, 28)


def test_the_set_is_marked_and_stands_in_every_state(own_warehouse: Engine) -> None:
    with own_warehouse.begin() as connection:
        assert write_samples(connection, UNTIL) > 100
    asked = Questions(own_warehouse)
    every = asked.tasks(as_of=UNTIL)
    assert all(one.simulated and "mô phỏng" in one.document and one.recorded_by is None for one in every)
    assert {one.state for one in every} == {
        "done_on_time",
        "done_late",
        "in_time",
        "overdue",
        "no_due_date",
        "withdrawn",
    }
    assert len(asked.task_leads(as_of=UNTIL)) > 45


def test_no_version_is_older_than_the_one_before_it(own_warehouse: Engine) -> None:
    with own_warehouse.begin() as connection:
        write_samples(connection, UNTIL)
        rows = connection.execute(select(task).order_by(task.c.number, task.c.version)).all()
    for before, row in pairwise(rows):
        assert before.number != row.number or before.recorded_at <= row.recorded_at
        assert row.recorded_at.date() <= UNTIL
        assert row.done_on is None or row.done_on == row.recorded_at.date()


def test_a_warehouse_of_facts_alone_has_no_task(small_warehouse: Engine) -> None:
    assert Questions(small_warehouse).tasks() == ()
