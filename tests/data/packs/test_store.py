"""Packs, issues and exports as they are kept, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from data.packs.records import JobState, PackItem
from data.packs.store import SILENT, PackStore
from data.schema_packs import pack_job
from tests.filling import migrated

ME, OTHER = "account:1", "desk:0"
CHART = PackItem("view", "/indicators/GRO01", "indicator-series", "GDP", "ghi chú")


@pytest.fixture
def store(either_engine: Engine) -> PackStore:
    return PackStore(migrated(either_engine))


def test_what_is_added_goes_to_the_pack_that_was_changed_last(store: PackStore) -> None:
    first = store.add(ME, CHART, "Họp", 10)
    assert store.add(ME, PackItem("section", heading="Phần"), "Họp", 10).key == first.key
    assert [one.kind for one in store.of(ME)[0].items] == ["view", "section"]
    assert store.of(ME)[0].items[0] == CHART
    newer = store.make(ME, "Khác")
    assert store.add(ME, CHART, "Họp", 10).key == newer.key
    assert store.of(OTHER) == ()


def test_a_full_pack_takes_no_more(store: PackStore) -> None:
    assert store.add(ME, CHART, "Họp", 1) is not None
    assert store.add(ME, CHART, "Họp", 1) is None


def test_nobody_changes_or_deletes_anothers_pack(store: PackStore) -> None:
    made = store.make(ME, "Họp", [CHART])
    assert not store.save(OTHER, made.key, "Của tôi", [], shared=True)
    assert not store.remove(OTHER, made.key)
    assert store.find(made.key).title == "Họp"
    assert store.save(ME, made.key, "Họp tháng", [CHART, CHART], shared=True)
    assert (store.find(made.key).shared, len(store.find(made.key).items)) == (True, 2)


def test_a_pack_goes_with_its_issues(store: PackStore) -> None:
    made = store.make(ME, "Họp", [CHART])
    store.issue(f"pack:{made.key}", ME, 3, "{}")
    assert store.remove(ME, made.key)
    assert store.find(made.key) is None
    assert store.issues(f"pack:{made.key}", ME) == ()


def test_issues_are_numbered_for_each_reader(store: PackStore) -> None:
    assert [store.issue("ready:monthly", ME, 1, "{}").number for _ in range(3)] == [1, 2, 3]
    assert store.issue("ready:monthly", OTHER, 1, "{}").number == 1
    assert [one.number for one in store.issues("ready:monthly", ME)] == [3, 2, 1]


def test_an_export_is_whole_or_not_there(store: PackStore) -> None:
    job = store.queue(ME, "pptx", 4)
    assert store.content(ME, job.id) is None
    assert store.start(job.id)
    assert not store.start(job.id), "another worker has it"
    assert store.tell(job.id, 2, 4)
    assert store.job(ME, job.id).done == 2
    assert store.finish(job.id, "hop.pptx", "kind", b"PK")
    assert (store.job(ME, job.id).state, store.content(ME, job.id)) == (JobState.DONE, b"PK")
    assert store.content(OTHER, job.id) is None
    assert store.job(OTHER, job.id) is None


def test_exports_that_are_not_done_are_counted_for_each_owner(store: PackStore) -> None:
    jobs = [store.queue(ME, "pdf", 1) for _ in range(3)]
    store.start(jobs[0].id)
    store.cancel(ME, jobs[1].id)
    assert (store.waiting(ME), store.waiting(OTHER)) == (2, 0)


def test_a_cancelled_export_leaves_no_file(store: PackStore) -> None:
    job = store.queue(ME, "pdf", 4)
    store.start(job.id)
    assert not store.cancel(OTHER, job.id)
    assert store.cancel(ME, job.id)
    assert not store.tell(job.id, 3, 4)
    assert not store.finish(job.id, "hop.pdf", "kind", b"%PDF")
    assert store.content(ME, job.id) is None
    assert not store.cancel(ME, job.id)


def test_an_export_whose_worker_died_is_said_to_be_lost(store: PackStore, either_engine: Engine) -> None:
    job = store.queue(ME, "pdf", 4)
    store.start(job.id)
    with either_engine.begin() as connection:
        beat = connection.execute(select(pack_job.c.beat_at)).scalar()
        connection.execute(update(pack_job).values(beat_at=beat - SILENT - timedelta(seconds=1)))
    assert store.job(ME, job.id).state is JobState.LOST
