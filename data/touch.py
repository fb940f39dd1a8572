"""Small writes that may be left out: nothing waits for a load because of them."""

from sqlalchemy import Engine, Executable
from sqlalchemy.exc import OperationalError

from data.engine import BUSY_SECONDS


def write_if_free(engine: Engine, statement: Executable) -> None:
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
