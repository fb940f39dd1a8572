"""Small writes that may be left out: when a session or a token was last used."""

from datetime import timedelta

from sqlalchemy import Engine, Update
from sqlalchemy.exc import OperationalError

from data.engine import BUSY_SECONDS

EVERY = timedelta(minutes=1)


def write_if_free(engine: Engine, statement: Update) -> None:
    """Run the statement unless another writer would have to be waited for: no page waits for a load because of it."""
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0" if lite else "SET LOCAL lock_timeout='20ms'")
        try:
            connection.execute(statement)
            connection.commit()
        except OperationalError:
            connection.rollback()
        finally:
            if lite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
