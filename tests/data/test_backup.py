"""A backup holds everything, is known to be whole, and makes the same warehouse on either database."""

import json
import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, create_engine, insert, inspect, text, update

import access.accounts
import access.audit
from access.roles import Grant, Role
from data import migrations, restore
from data.__main__ import main
from data.archive import MANIFEST
from data.backup import backup
from data.build import build_warehouse
from data.engine import open_engine
from data.errors import BackupError, WarehouseNotBuilt
from data.ingest import Import
from data.questions import Questions
from data.restore import check
from data.schema import batch, entity, metadata, observation, source, warehouse_state
from tests.data.counters import counters_behind

Rows = dict[str, list[dict[str, Any]]]


def everything(engine: Engine) -> Rows:
    """Every row of every table that the database holds, in an order that both databases share."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return {
            table.name: sorted(
                (dict(sorted(row.items())) for row in connection.execute(table.select()).mappings()), key=repr
            )
            for table in found.sorted_tables
        }


@pytest.fixture
def archive(small_warehouse: Engine, tmp_path: Path) -> Path:
    return backup(small_warehouse, tmp_path / "small.zip").path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def built(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A warehouse with revised figures, an account, a sealed record and an odd text, on either database."""
    if request.param == "sqlite":
        engine = request.getfixturevalue("own_warehouse")
    else:
        engine = open_engine(request.getfixturevalue("postgres_url"))
        build_warehouse(engine, simulated=False)
    with engine.begin() as connection:
        access.accounts.create(connection, "lan", None, grants=[Grant(Role.VIEWER, "province/24/2025")])
        access.audit.write(connection, "command", "create", "lan", {"why": "thử"})
        connection.execute(insert(source).values(name='Lạ, "thật"\n\t\\N', name_en=""))
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: str) -> Iterator[Engine]:
    """An SQLite file that is not there yet, or an empty PostgreSQL database, not the one that `built` is in."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'restored.db'}", create=True)
        yield engine
        engine.dispose()
        return
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS test_restored WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE test_restored"))
    engine = open_engine(admin.url.set(database="test_restored").render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    admin.dispose()


def test_what_is_restored_is_what_was_backed_up(built: Engine, empty_place: Engine, tmp_path: Path) -> None:
    report = backup(built, tmp_path / "all.zip")
    restore.restore(empty_place, report.path)
    assert everything(empty_place) == everything(built)
    assert set(report.manifest.tables) == set(inspect(built).get_table_names()) - {migrations.VERSION_TABLE}
    assert report.manifest.rows > 1000
    assert counters_behind(empty_place) == []
    with empty_place.begin() as connection:  # the seals hold, and the next account gets a number of its own
        assert access.audit.verify(connection) is None
        assert access.accounts.create(connection, "mai", None).id == 2


def test_every_table_of_the_schema_is_in_a_backup(archive: Path) -> None:
    assert set(check(archive).tables) == set(metadata.tables)


def test_parents_come_before_their_children(archive: Path) -> None:
    names = list(check(archive).tables)
    assert names.index("indicator") < names.index("observation")
    assert names.index("batch") < names.index("refused_row")


def test_a_restored_warehouse_answers_and_takes_new_figures(archive: Path, empty_place: Engine, tmp_path: Path) -> None:
    restore.restore(empty_place, archive)
    assert len(Questions(empty_place).indicators()) == 210
    file = tmp_path / "figures.csv"
    file.write_text("indicator,entity,period,value,source\nTRD01,VN,2015-01,40.25,Nguồn mới\n")
    assert Import(empty_place, file).run().data_version == 2
    with empty_place.connect() as connection:  # ids went on from the restored ones, and references are watched again
        assert connection.execute(batch.select().order_by(batch.c.id.desc())).first().id == 2
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            connection.execute(update(entity).where(entity.c.code == "01").values(parent_id=987_654))


def test_a_backup_is_of_one_moment(own_warehouse: Engine, tmp_path: Path) -> None:
    def load_meanwhile(table: str, _part: float) -> None:
        if table == "batch":
            with own_warehouse.begin() as other:
                other.execute(insert(source).values(name="Đến sau", name_en="Came later"))
                other.execute(update(warehouse_state).values(data_version=9))

    made = backup(own_warehouse, tmp_path / "moment.zip", progress=load_meanwhile)
    engine = open_engine(f"sqlite:///{tmp_path / 'then.db'}", create=True)
    restore.restore(engine, made.path)
    then = everything(engine)
    assert then["warehouse_state"][0]["data_version"] == made.manifest.data_version == 1
    assert "Đến sau" not in {row["name"] for row in then["source"]}
    engine.dispose()


@pytest.mark.parametrize("spoil", ["cut", "changed", "lacking"])
def test_a_damaged_backup_is_refused_before_anything_is_made(archive: Path, tmp_path: Path, spoil: str) -> None:
    broken = tmp_path / "broken.zip"
    if spoil == "cut":
        broken.write_bytes(archive.read_bytes()[:-2000])
    else:
        with zipfile.ZipFile(archive) as old, zipfile.ZipFile(broken, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name != "observation.parquet":
                    new.writestr(name, data)
                elif spoil == "changed":
                    new.writestr(name, data[:500] + bytes([data[500] ^ 1]) + data[501:])
    place = tmp_path / "new.db"
    with pytest.raises(BackupError, match="cut short" if spoil == "cut" else r"damaged: observation\.parquet"):
        restore.restore(open_engine(f"sqlite:///{place}", create=True), broken)
    assert not place.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format_version": 2}, "version 2 of the backup format"),
        ({"format": "other"}, "not a backup of this product"),
        ({"revision": "9999"}, "schema 9999, which this version of the product does not know"),
        ({"tables": {}}, "does not hold the tables of schema"),
        ({"tables": {"../../etc/passwd": {"rows": 1, "bytes": 1, "sha256": ""}}}, "does not hold the tables"),
        ({"tables": {"batch": 3}}, "manifest cannot be read"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    archive: Path, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(other, "w") as new:
        new.writestr(MANIFEST, json.dumps(json.loads(old.read(MANIFEST)) | change))
    with pytest.raises(BackupError, match=said):
        check(other)


def test_rows_that_refer_to_nothing_are_refused(own_warehouse: Engine, empty_place: Engine, tmp_path: Path) -> None:
    with own_warehouse.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.execute(update(observation).values(source_id=987_654))
        connection.commit()
    made = backup(own_warehouse, tmp_path / "orphans.zip")
    with pytest.raises(Exception, match=r"(?i)refers to a row of source|violates foreign key"):
        restore.restore(empty_place, made.path)
    assert empty_place.dialect.name == "sqlite" or inspect(empty_place).get_table_names() == []


def test_a_place_that_is_not_empty_is_left_alone(own_warehouse: Engine, archive: Path) -> None:
    before = everything(own_warehouse)
    with pytest.raises(BackupError, match=r"is not empty .* empty place only"):
        restore.restore(own_warehouse, archive)
    assert everything(own_warehouse) == before


def test_a_backup_overwrites_nothing_and_is_for_its_owner_alone(small_warehouse: Engine, archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = archive.read_bytes()
    with pytest.raises(BackupError, match="never overwrites"):
        backup(small_warehouse, archive)
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_folder_keeps_the_newest_backups(small_warehouse: Engine, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        shutil.copy(archive, folder / f"toancanh-2026010{day}T000000Z.zip")
    (folder / "toancanh-notes.zip").touch()
    made = backup(small_warehouse, folder, keep=2)
    assert [path.name for path in made.removed] == ["toancanh-20260101T000000Z.zip", "toancanh-20260102T000000Z.zip"]
    assert {path.name for path in folder.iterdir()} == {
        "toancanh-20260103T000000Z.zip",
        "toancanh-notes.zip",
        made.path.name,
    }


def test_a_value_that_is_none_of_its_column_is_named(own_warehouse: Engine, tmp_path: Path) -> None:
    with own_warehouse.begin() as connection:
        connection.exec_driver_sql("UPDATE batch SET started_at = 'yesterday'")
    with pytest.raises(BackupError, match="Table batch holds a value"):
        backup(own_warehouse, tmp_path / "odd.zip")


def test_tables_of_others_are_left_out_and_named(own_warehouse: Engine, tmp_path: Path) -> None:
    with own_warehouse.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    made = backup(own_warehouse, tmp_path / "own.zip")
    assert made.left_out == ("notes",)
    assert "notes" not in made.manifest.tables


def test_an_older_backup_is_brought_to_todays_schema(empty_engine: Engine, empty_place: Engine, tmp_path: Path) -> None:
    oldest = min(migrations.known())
    with empty_engine.begin() as connection:
        migrations.upgrade_on(connection, oldest)
        connection.exec_driver_sql("INSERT INTO warehouse_state VALUES (1, 7, '2020-01-01 00:00:00.000000')")
    made = backup(empty_engine, tmp_path / "old.zip")
    assert (made.manifest.revision, made.manifest.data_version) == (oldest, 7)
    restore.restore(empty_place, made.path)
    assert migrations.current(empty_place) == migrations.head()
    assert everything(empty_place)["warehouse_state"][0]["data_version"] == 7


def test_a_database_without_a_warehouse_cannot_be_backed_up(empty_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(WarehouseNotBuilt, match="no warehouse to back up"):
        backup(empty_engine, tmp_path / "none.zip")
    migrations.upgrade(empty_engine)
    with pytest.raises(WarehouseNotBuilt, match="nothing to back up"):
        backup(empty_engine, tmp_path / "none.zip")
    assert not list(tmp_path.glob("none*"))


def test_the_commands_say_what_they_did(
    small_warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, place = str(tmp_path / "b.zip"), tmp_path / "new.db"
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{small_warehouse_file}")
    assert main(["backup", file]) == 0
    assert capsys.readouterr().out.startswith(f"Backed up: {file}, ")
    assert main(["restore", file]) == 1
    assert "is not empty" in capsys.readouterr().err
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{place}")
    assert main(["restore", file, "--check"]) == 0
    assert capsys.readouterr().out.startswith(f"Whole: {file}, ")
    assert not place.exists()
    assert main(["restore", file]) == 0
    assert "data version 1" in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "no" / "such" / "b.zip")]) == 1
    assert main(["restore", str(tmp_path / "none.zip")]) == 1
    assert "There is no file" in capsys.readouterr().err
