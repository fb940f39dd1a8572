"""The number that goes up with every committed change: what was kept of answers and pages is then made anew."""

from sqlalchemy import Connection, update

from data.schema import warehouse_state


def raise_version(connection: Connection) -> int:
    """Raise the data version within this transaction; returns the new one."""
    raised = update(warehouse_state).values(data_version=warehouse_state.c.data_version + 1)
    return int(connection.execute(raised.returning(warehouse_state.c.data_version)).scalar_one())
