"""How a task stands, by the one definition, held against the same read aloud in Python; and counts that add up."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert

from data.questions import Questions
from data.schema_tasks import task
from data.tasks.records import TaskState
from tests.data.questions.little import IDS, furnish

DAY = date(2026, 3, 1)
STATES = [one.value for one in TaskState]
day = st.dates(DAY - timedelta(days=40), DAY + timedelta(days=40))
facts = st.fixed_dictionaries(
    {
        "assigned_on": day,
        "due_on": st.none() | day,
        "done_on": st.none() | day,
        "withdrawn_on": st.none() | day,
        "lead_id": st.sampled_from([IDS["BTC~2025"], IDS["01~2025"], IDS["24~2025"]]),
    }
)


def read_aloud(one: dict[str, date | None], on: date) -> TaskState:
    if one["withdrawn_on"] and one["withdrawn_on"] <= on:
        return TaskState.WITHDRAWN
    if one["done_on"] and one["done_on"] <= on:
        late = one["due_on"] and one["done_on"] > one["due_on"]
        return TaskState.DONE_LATE if late else TaskState.DONE_ON_TIME
    if not one["due_on"]:
        return TaskState.NO_DUE_DATE
    return TaskState.OVERDUE if on > one["due_on"] else TaskState.IN_TIME


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    from data.engine import open_engine

    return furnish(open_engine(f"sqlite:///{tmp_path_factory.mktemp('tasks') / 'little.db'}", create=True))


def keep(engine: Engine, every: list[dict[str, object]]) -> Questions:
    """Tasks with these facts and nothing else."""
    same = {"version": 1, "change": "assigned", "assigned_by": "CP", "document": "x", "content": "y"}
    same |= {"simulated": False, "recorded_at": datetime(2025, 1, 1)}
    with engine.begin() as connection:
        connection.execute(delete(task))
        for number, one in enumerate(every, start=1):
            connection.execute(insert(task).values(**same, **one, number=number))
    return Questions(engine)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(every=st.lists(facts, max_size=12))
def test_what_was_assigned_is_the_sum_of_the_states_however_it_is_counted(
    furnished: Engine, every: list[dict[str, object]]
) -> None:
    asked = keep(furnished, every)
    counted = [one for one in every if one["assigned_on"] <= DAY]
    expected = {state: sum(read_aloud(one, DAY) == state for one in counted) for state in STATES}
    (whole,) = asked.task_counts(as_of=DAY).to_dict("records")
    assert {state: whole[state] for state in STATES} == expected
    assert whole["assigned"] == sum(expected.values()) == len(asked.tasks(as_of=DAY))
    for by in ("unit", "month"):
        parts = asked.task_counts(by, as_of=DAY)
        assert (parts["assigned"] == parts[STATES].sum(axis=1)).all()
        assert parts[["assigned", *STATES]].sum().to_dict() == {"assigned": whole["assigned"], **expected}


@pytest.mark.parametrize(
    ("due", "done", "withdrawn", "state"),
    [
        (DAY, None, None, "in_time"),
        (DAY - timedelta(days=1), None, None, "overdue"),
        (None, None, None, "no_due_date"),
        (DAY, DAY, None, "done_on_time"),
        (DAY - timedelta(days=1), DAY, None, "done_late"),
        (None, DAY, None, "done_on_time"),
        (DAY, None, DAY, "withdrawn"),
        (DAY, DAY - timedelta(days=3), DAY, "withdrawn"),
        (DAY - timedelta(days=2), DAY + timedelta(days=1), None, "overdue"),
    ],
    ids=[
        "last day",
        "the day after",
        "no last day",
        "done on the last day",
        "done a day late",
        "done without a last day",
        "withdrawn",
        "done, then withdrawn",
        "done tomorrow",
    ],
)
def test_the_days_on_which_a_state_turns(
    furnished: Engine, due: date | None, done: date | None, withdrawn: date | None, state: str
) -> None:
    said = {"assigned_on": date(2026, 1, 1), "due_on": due, "done_on": done, "withdrawn_on": withdrawn}
    asked = keep(furnished, [{**said, "lead_id": IDS["BTC~2025"]}])
    assert [one.state for one in asked.tasks(as_of=DAY)] == [state]


def test_a_task_does_not_count_before_it_was_assigned(furnished: Engine) -> None:
    asked = keep(furnished, [{"assigned_on": DAY + timedelta(days=1), "lead_id": IDS["BTC~2025"]}])
    assert asked.tasks(as_of=DAY) == ()
    assert len(asked.tasks(as_of=DAY + timedelta(days=1))) == 1
