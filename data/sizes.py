"""What SQLite's planner is told of the great tables, so that it finds a unit's few figures among millions.

Told nothing, it takes an indicator's figures for a handful and walks through all of them: with communes, 300,000 to
find 80. What ANALYZE would count, the loads have counted already; so the numbers are written from those, which takes
milliseconds whatever the tables hold. (ANALYZE with a limit stops counting there, and says 500 for the 300,000.)
PostgreSQL counts by itself.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select, text

from data.schema import entity, latest_value
from data.schema_counts import batch_count, figure_count


def learn_sizes(connection: Connection) -> None:
    """Tell the planner of this connection, and of every other from its next question on, how large the tables are.

    Each text is as ANALYZE writes it: rows of the index, then how many of them agree in the first column, in the first
    two, and so on.
    """
    if connection.dialect.name != "sqlite":
        return
    # Only a change of the schema makes other connections read the numbers again: the table is made anew.
    connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat1")
    connection.exec_driver_sql("ANALYZE warehouse_state")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [{"tbl": table, "idx": index, "stat": said} for (table, index), said in _said(connection).items()]
    if rows:
        connection.execute(text("INSERT INTO sqlite_stat1 VALUES (:tbl, :idx, :stat)"), rows)
    connection.exec_driver_sql("ANALYZE sqlite_schema")


def _said(connection: Connection) -> Mapping[tuple[str, str], str]:
    """By table and index, what there is to tell; nothing where no figures were counted."""

    def number(query: object) -> int:
        return int(connection.execute(query).scalar() or 0)  # type: ignore[call-overload]

    def distinct(*names: str) -> int:
        groups = select(*(figure_count.c[name] for name in names)).distinct().subquery()
        return number(select(func.count()).select_from(groups))

    now = number(select(func.sum(figure_count.c.figures)))
    ever = number(select(func.sum(batch_count.c.figures)))
    series = number(select(func.count()).select_from(latest_value))
    if not (now and ever and series):
        return {}
    units = number(select(func.count()).select_from(entity))
    indicators, grains = distinct("indicator_id"), distinct("indicator_id", "grain")
    periods = distinct("indicator_id", "grain", "period_end")
    by_grain = series * grains / indicators
    return {
        ("current_value", "current_value"): _stat(now, indicators, grains, periods, now),
        ("current_value", "ix_current_value_series"): _stat(now, units, series, by_grain, now, now, now),
        ("observation", "observation"): _stat(ever, indicators, series, by_grain, now, ever),
    }


def _stat(rows: int, *groups: float) -> str:
    """Rows, and how many of them a group of each kind has on the average."""
    return " ".join(str(one) for one in (rows, *(max(round(rows / group), 1) for group in groups)))
