from threading import Event, Thread

import pytest

from data.errors import WarehouseMissing
from data.pulse import Pulse


def test_a_reading_is_shared_until_it_is_old() -> None:
    read: list[int] = []
    pulse = Pulse(lambda: read.append(1) or len(read), seconds=60)
    assert [pulse.beat() for _ in range(3)] == [1, 1, 1]
    assert [Pulse(lambda: read.append(1) or len(read), seconds=0).beat() for _ in range(2)] == [2, 3]


def test_nobody_waits_while_another_reads() -> None:
    goes, reads, told = Event(), Event(), []

    def read() -> int:
        if told:
            reads.set()
            assert goes.wait(10)
        return len(told)

    pulse = Pulse(read, seconds=0)
    told.append(pulse.beat())
    slow = Thread(target=lambda: told.append(pulse.beat()))
    slow.start()
    assert reads.wait(10)
    assert pulse.beat() == 0, "what was read last"
    goes.set()
    slow.join(10)
    assert told == [0, 1]


def test_all_are_told_why_it_could_not_be_read_and_the_next_reading_is_tried() -> None:
    tried: list[int] = []

    def read() -> int:
        tried.append(1)
        if len(tried) == 1:
            raise WarehouseMissing("no file")
        return 7

    kept = Pulse(read, seconds=60)
    for _ in range(2):
        with pytest.raises(WarehouseMissing, match="no file"):
            kept.beat()
    assert len(tried) == 1
    assert Pulse(read, seconds=0).beat() == 7


def test_a_fault_of_ours_leaves_nobody_waiting() -> None:
    pulse = Pulse(lambda: 1 // 0, seconds=60)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            pulse.beat()
