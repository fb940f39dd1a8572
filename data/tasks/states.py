"""The one definition of how a task stands on a day. Every list, count, page and file takes it from here.

The first line that fits decides:

1. withdrawn: nobody must do it any more since that day or before;
2. done on time: done by then, not after the last day in time (extensions included), or none was set;
3. done late: done by then, after the last day in time;
4. no due date: not done, and no last day was set;
5. in progress, in time: not done, and the last day has not passed;
6. in progress, overdue: not done, and the last day has passed.

A task counts from the day on which it was assigned. So each that counts is in exactly one state, and what was assigned
is the sum of the states, whatever is counted.
"""

from datetime import date

from sqlalchemy import Case, and_, case, or_

from data.schema_tasks import task
from data.tasks.records import TaskState

_t = task.c


def state_on(day: date) -> Case[str]:
    """The state of a version of a task on a day, as a column."""
    done = _t.done_on <= day  # null while it is not: no branch
    in_time = or_(_t.due_on.is_(None), _t.done_on <= _t.due_on)
    return case(
        (_t.withdrawn_on <= day, TaskState.WITHDRAWN.value),
        (and_(done, in_time), TaskState.DONE_ON_TIME.value),
        (done, TaskState.DONE_LATE.value),
        (_t.due_on.is_(None), TaskState.NO_DUE_DATE.value),
        (_t.due_on >= day, TaskState.IN_TIME.value),
        else_=TaskState.OVERDUE.value,
    )
