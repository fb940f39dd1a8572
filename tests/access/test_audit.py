"""The record finds whatever was done to it, on both databases."""

import json
import threading
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, text

from access import audit
from access.audit import Event, Filter, Head
from access.clock import utc_now
from access.errors import InvalidAnchor
from access.roles import DESK, NOBODY, Viewer
from data.schema import metadata
from tests.access.conftest import NOW

CHANGES = {
    "actor": "UPDATE audit_entry SET actor = 'somebody else' WHERE sequence = 4",
    "time": "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 4",
    "detail": "UPDATE audit_entry SET detail = '{}' WHERE sequence = 4",
    "own hash": "UPDATE audit_entry SET hash = previous_hash WHERE sequence = 4",
    "hash before": "UPDATE audit_entry SET previous_hash = hash WHERE sequence = 4",
    "row taken out": "DELETE FROM audit_entry WHERE sequence = 4",
    "gap closed": "DELETE FROM audit_entry WHERE sequence = 4; "
    "UPDATE audit_entry SET sequence = 4 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 6",
    "two swapped": "UPDATE audit_entry SET sequence = 99 WHERE sequence = 4; "
    "UPDATE audit_entry SET sequence = 4 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 99",
    "end cut off": "DELETE FROM audit_entry WHERE sequence >= 4",
}


def fill(engine: Engine, count: int = 6) -> None:
    with engine.begin() as connection:
        for number in range(1, count + 1):
            deed = {"rows": number, "file": "số liệu.csv"}
            audit.write(connection, "an", Event.EXPORTED, f"GRO0{number}", deed, NOW + timedelta(hours=number))


def bad(engine: Engine, anchor: Head | None = None) -> int | None:
    with engine.connect() as connection:
        return audit.verify(connection, anchor)


def change(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements.split("; "):
            connection.execute(text(statement))


def test_an_untouched_record_is_whole_from_the_first_day(either: Engine) -> None:
    assert bad(either) is None
    fill(either)
    assert bad(either) is None


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_found_at_its_place(either: Engine, what: str) -> None:
    fill(either)
    change(either, CHANGES[what])
    assert bad(either) == 4


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("DELETE FROM audit_entry WHERE sequence = 1", 1),
        ("DELETE FROM audit_entry WHERE sequence = 6", 6),
        ("DELETE FROM audit_entry", 1),
        ("UPDATE audit_head SET sequence = 5", 6),
        ("UPDATE audit_head SET sequence = 7", 7),
        ("UPDATE audit_head SET hash = 'x'", 6),
        ("DELETE FROM audit_head", 1),
        (
            "INSERT INTO audit_entry SELECT 7, at, actor, action, subject, detail, hash, hash FROM audit_entry "
            "WHERE sequence = 6",
            7,
        ),
        (
            "INSERT INTO audit_entry SELECT 0, at, actor, action, subject, detail, hash, hash FROM audit_entry "
            "WHERE sequence = 6",
            0,
        ),
    ],
)
def test_both_ends_are_held(either: Engine, what: str, place: int) -> None:
    fill(either)
    change(either, what)
    assert bad(either) == place


@pytest.mark.parametrize("column", ["at", "sequence", "detail", "hash"])
def test_a_cell_that_cannot_be_read_is_found_and_fails_nothing(store: Engine, column: str) -> None:
    fill(store)
    change(
        store,
        f"UPDATE audit_entry SET {column} = {'8' if column == 'sequence' else repr('rubbish')} WHERE sequence = 4",
    )
    assert bad(store) == 4


def test_a_chain_made_anew_is_shown_by_a_head_noted_elsewhere(either: Engine) -> None:
    fill(either)
    with either.connect() as connection:
        noted = audit.parse_head(str(audit.head(connection)))
    assert bad(either, noted) is None
    change(either, f"DELETE FROM audit_entry; UPDATE audit_head SET sequence = 0, hash = '{audit.START}'")
    assert bad(either, noted) == 1
    with either.begin() as connection:
        for number in range(8):
            audit.write(connection, "an", "innocent", str(number))
    assert bad(either) is None
    assert bad(either, noted) == 6


@pytest.mark.parametrize("anchor", ["", "6", "6:abc", "x:" + "0" * 64, "٦:" + "0" * 64])
def test_what_is_no_anchor_is_refused(anchor: str) -> None:
    with pytest.raises(InvalidAnchor, match="expected NUMBER:HASH as verify-audit prints it"):
        audit.parse_head(anchor)


def test_a_deed_and_its_record_stand_or_fall_together(either: Engine) -> None:
    fill(either, 1)
    with either.connect() as connection:
        audit.write(connection, "an", Event.LOADED)
        connection.rollback()
    fill(either, 1)
    assert bad(either) is None
    with either.connect() as connection:
        assert audit.head(connection).sequence == 2


def test_writers_at_the_same_time_queue(either: Engine) -> None:
    faults: list[Exception] = []

    def work(name: str) -> None:
        try:
            for _ in range(15):
                with either.begin() as connection:
                    audit.write(connection, name, Event.EXPORTED)
        except Exception as problem:
            faults.append(problem)

    threads = [threading.Thread(target=work, args=(f"worker{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with either.connect() as connection:
        assert (faults, audit.head(connection).sequence, audit.verify(connection)) == ([], 60, None)


@settings(max_examples=40)
@given(st.text(), st.text(), st.dictionaries(st.text(), st.one_of(st.none(), st.integers(), st.floats(), st.text())))
def test_nothing_that_can_be_said_breaks_the_record(subject: str, actor: str, detail: dict[str, object]) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        audit.write(connection, actor, "exported", subject, detail)
        audit.write(connection, actor, "exported", subject, {"all": list(detail.values())})
        assert audit.verify(connection) is None
        json.loads(audit.read(connection)["detail"][0])


def test_postgres_takes_what_it_cannot_keep_in_another_form(either: Engine) -> None:
    with either.begin() as connection:
        audit.write(connection, "a\0b", "x" * 500, "\ud800" + "đ" * 2000, {"k\0": "\0" * 9000, "n": ["x" * 900] * 90})
        row = audit.read(connection).iloc[0]
        assert audit.verify(connection) is None
    assert (row["actor"], len(row["action"]), len(row["subject"])) == ("a�b", 48, 500)
    assert json.loads(row["detail"])["cut"] is True


def test_a_long_list_says_how_much_of_it_was_left_out(either: Engine) -> None:
    with either.begin() as connection:
        audit.write(connection, DESK, Event.SAW_RESTRICTED, "/", {"units": list(range(71)), "more": list(range(203))})
        said = json.loads(audit.read(connection)["detail"][0])
    assert said["units"] == [str(one) for one in range(71)]
    assert (len(said["more"]), said["more"][-1]) == (201, "… +3")


def test_reading_narrows_and_goes_on_from_the_newest(either: Engine) -> None:
    fill(either)
    with either.begin() as connection:
        audit.write(connection, DESK, Event.LOADED, "100%.csv", at=NOW + timedelta(days=1))

        def got(wanted: Filter | None = None, most: int = 200) -> list[int]:
            return audit.read(connection, wanted, most)["sequence"].tolist()

        assert got(most=2) == [7, 6]
        assert got(Filter(before=6), most=2) == [5, 4]
        assert got(Filter(actor="desk")) == [7]
        assert got(Filter(action="exported", subject="gro03")) == [3]
        assert got(Filter(subject="%")) == [7]
        assert got(Filter(since=NOW + timedelta(hours=2), until=NOW + timedelta(hours=4))) == [3, 2]
        assert got(Filter(actor="nobody known")) == []
        assert list(audit.read(connection, Filter(actor="?")).columns) == list(audit.COLUMNS)


def test_viewers_are_named_apart() -> None:
    named = [audit.actor_of(one) for one in (DESK, NOBODY, Viewer("wall", "token"), Viewer("an", "session"))]
    assert named == ["desk", "nobody", "token:wall", "an"]


def test_the_time_of_an_entry_is_now_unless_told(store: Engine) -> None:
    with store.begin() as connection:
        audit.write(connection, "an", Event.LOG_IN)
        assert abs(audit.read(connection)["at"][0] - utc_now()) < timedelta(minutes=5)


def test_what_is_written_while_it_is_checked_is_no_fault(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    ask = audit.head

    def head_and_then_a_writer(connection: Connection) -> Head:
        found = ask(connection)
        monkeypatch.setattr(audit, "head", ask)
        fill(store, 1)
        return found

    monkeypatch.setattr(audit, "head", head_and_then_a_writer)
    assert bad(store) is None
    assert bad(store) is None
