"""The months that a bench does not load from a file, made inside the database from one that it did load.

A load of 19 million rows takes its time; how pages fare on so many does not depend on how they came. What is printed
says how many rows were loaded and how many were filled in.
"""

from datetime import date

from sqlalchemy import Connection, Engine, text

from bench.bench_communes_files import LAST, MONTHS, chosen_indicators
from data.ingest.counting import count_everything
from data.rebuild import one_transaction
from data.sizes import learn_sizes

COLUMNS = "(indicator_id, entity_id, grain, period_end, recorded_at, value, status, source_id, batch_id)"
ROWS = """
    SELECT c.indicator_id, c.entity_id, c.grain, m.period_end, c.recorded_at, c.value + m.number * 0.01, c.status,
           c.source_id, c.batch_id
    FROM current_value c JOIN entity e ON e.id = c.entity_id CROSS JOIN filled_month m
    WHERE c.indicator_id = (SELECT id FROM indicator WHERE code = :code) AND c.grain = 'M' AND c.period_end = :newest
      AND e.kind = 'commune'
"""
IN_ORDER = (("observation", "c.entity_id, m.period_end"), ("current_value", "m.period_end, c.entity_id"))


def fill(engine: Engine, loaded: int) -> int:
    """Fill the months before the newest `loaded` ones for every commune; return how many rows were made."""
    ends = [LAST.shift(-number).end for number in range(loaded, MONTHS)]
    made = 0
    for code in chosen_indicators(engine):
        with one_transaction(engine) as connection:
            _months(connection, ends)
            for table, order in IN_ORDER:
                command = text(f"INSERT INTO {table} {COLUMNS} {ROWS} ORDER BY {order}")
                done = connection.execute(command, {"code": code, "newest": LAST.end.isoformat()})
            made += done.rowcount
    with one_transaction(engine) as connection:
        count_everything(connection)
        learn_sizes(connection)
    return made


def _months(connection: Connection, ends: list[date]) -> None:
    connection.execute(text("DROP TABLE IF EXISTS filled_month"))
    connection.execute(text("CREATE TEMPORARY TABLE filled_month (number INTEGER, period_end DATE)"))
    rows = [{"number": number, "period_end": end.isoformat()} for number, end in enumerate(ends)]
    connection.execute(text("INSERT INTO filled_month VALUES (:number, :period_end)"), rows)
