"""Failures make the next try wait, longer each time, and never for good."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from access import throttle
from tests.access.conftest import NOW

HERE = "10.0.0.7"


def fail(engine: Engine, times: int, name: str = "an", address: str = HERE, after: timedelta = timedelta()) -> None:
    with engine.begin() as connection:
        for _ in range(times):
            throttle.failed(connection, name, address, NOW + after)


def wait(engine: Engine, name: str = "an", address: str = HERE, after: timedelta = timedelta()) -> int:
    with engine.connect() as connection:
        return throttle.waiting(connection, name, address, NOW + after)


def test_the_fifth_failure_makes_the_name_wait(either: Engine) -> None:
    fail(either, 4)
    assert wait(either) == 0
    fail(either, 1)
    assert wait(either) == 5
    assert wait(either, "Ấn", "192.0.2.1") == 5
    assert wait(either, "another") == 0


def test_the_wait_doubles_to_five_minutes_and_no_longer(either: Engine) -> None:
    waits = []
    for _ in range(12):
        fail(either, 1)
        waits.append(wait(either))
    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300]
    fail(either, 100)
    assert wait(either) == 300
    assert wait(either, after=timedelta(seconds=300)) == 0


def test_failures_are_forgotten_after_a_quarter_of_an_hour(store: Engine) -> None:
    fail(store, 10)
    later = throttle.WINDOW + timedelta(seconds=1)
    fail(store, 1, after=later)
    assert wait(store, after=later) == 0


def test_an_address_that_tries_many_names_waits_for_all(either: Engine) -> None:
    for number in range(20):
        fail(either, 1, f"name{number}")
    assert wait(either, "never tried") == 5
    assert wait(either, "never tried", "192.0.2.1") == 0


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("10.0.0.7", "::ffff:10.0.0.7"),
        ("not an address", "nor this"),
    ],
)
def test_addresses_of_one_subscriber_are_one(store: Engine, one: str, same: str) -> None:
    for number in range(20):
        fail(store, 1, f"name{number}", one)
    assert wait(store, "x", same) > 0
    assert wait(store, "x", "198.51.100.1") == 0


def test_getting_in_clears_the_name_but_not_the_address(store: Engine) -> None:
    fail(store, 20)
    with store.begin() as connection:
        throttle.passed(connection, "AN")
    assert wait(store, "an", "192.0.2.1") == 0
    assert wait(store, "an", HERE) > 0


def test_the_table_holds_no_name_and_no_old_row(store: Engine) -> None:
    fail(store, 1, "my password by mistake")
    fail(store, 1, "later", "192.0.2.1", after=throttle.KEPT + timedelta(seconds=1))
    with store.connect() as connection:
        rows = connection.execute(text("SELECT * FROM login_failure")).all()
    assert len(rows) == 2
    assert "mistake" not in repr(rows)


def test_nothing_typed_breaks_it(either: Engine) -> None:
    fail(either, 1, "\0\ud800" * 1000, "\0")
    assert wait(either, "\0\ud800" * 1000, "\0") == 0
