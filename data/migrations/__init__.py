"""Schema changes, applied by the product itself: no ini file and no command of Alembic is needed.

A developer who changed `data/schema.py` writes the next revision with ``python -m data.migrations "what changed"``.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, select

import data.schema_access  # its tables join the metadata that revisions are compared with
import data.schema_alerts
import data.schema_boundaries
import data.schema_counts
import data.schema_forecasts
import data.schema_packs
import data.schema_targets
import data.schema_tasks
import data.schema_wall  # noqa: F401  # so do these

FOLDER = Path(__file__).resolve().parent
VERSION_TABLE = "alembic_version"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision, in one transaction."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Its driver opens no transaction for a change of tables unless told to.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        bring_up_to_date(connection)


def bring_up_to_date(connection: Connection) -> None:
    """Bring the tables to the newest revision, and fill those that are worked out from others and were not there."""
    from data.catalogue import declared_recasts
    from data.ingest.counting import count_where_empty
    from data.ingest.recasting import fill_where_empty
    from data.sizes import learn_sizes

    upgrade_on(connection)
    fill_where_empty(connection, declared_recasts())
    count_where_empty(connection)
    learn_sizes(connection)
    _standard_rules(connection)


def _standard_rules(connection: Connection) -> None:
    """Give a warehouse of before the rules those that a new one begins with, and keep up those nobody has changed."""
    from data.alerts.standard import renew_standard_rules, write_default_rules
    from data.questions.registry import read_registry
    from data.schema import indicator

    if connection.execute(select(indicator.c.id).limit(1)).first() is not None:
        registry = read_registry(connection)
        write_default_rules(connection, registry)
        renew_standard_rules(connection, registry)


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """The same within the caller's transaction, or only as far as `revision`."""
    command.upgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """Revision of the database; None when no migration has run."""
    with engine.connect() as connection:
        revision: str | None = MigrationContext.configure(connection).get_current_revision()
    return revision


def head() -> str:
    """The newest revision this code knows."""
    revision = ScriptDirectory.from_config(_config(None)).get_current_head()
    if revision is None:
        raise RuntimeError(f"No revision is in {FOLDER / 'versions'}; the installation is incomplete.")
    return str(revision)


def known() -> frozenset[str]:
    """Every revision that this code can bring a database to."""
    return frozenset(one.revision for one in ScriptDirectory.from_config(_config(None)).walk_revisions())


def tables_at(revision: str) -> frozenset[str]:
    """Names of the tables that the product has at `revision`: what the revisions make is tried out in memory."""
    with create_engine("sqlite://").connect() as connection:
        upgrade_on(connection, revision)
        return frozenset(inspect(connection).get_table_names()) - {VERSION_TABLE}


def write_revision(engine: Engine, message: str, number: str | None = None) -> None:
    """Write the difference between an up-to-date database and `data/schema.py` as the next revision."""
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number or f"{int(head()) + 1:04d}")


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
