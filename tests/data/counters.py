"""What PostgreSQL would number the next rows; SQLite looks at its rows and cannot be behind them."""

from sqlalchemy import Engine, MetaData, func, select, text


def counters_behind(engine: Engine) -> list[str]:
    """Tables whose next row would be given a number that a row has already."""
    if engine.dialect.name != "postgresql":
        return []
    found, behind, looked_at = MetaData(), [], 0
    with engine.connect() as connection:
        found.reflect(connection)
        for column in (column for table in found.sorted_tables for column in table.primary_key.columns):
            name = connection.execute(select(func.pg_get_serial_sequence(column.table.name, column.name))).scalar()
            if name is not None:
                looked_at += 1
                last, called = connection.execute(text(f"SELECT last_value, is_called FROM {name}")).one()
                highest = connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
                behind += [column.table.name] if last + called <= highest else []
    assert looked_at >= 8, "the schema numbers more tables than these by itself"
    return behind
