"""What Prometheus is told: requests and how long they took, the answers kept in memory, the state of the warehouse.

Counters are per process. With several workers, PROMETHEUS_MULTIPROC_DIR names a folder through which they add up; the
client library reads it when it is imported.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from threading import Lock

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from data.cache import AnswerCache
from data.errors import WarehouseError
from data.questions import Questions

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The measures of one server. `caches` are what its answers are kept in, by the name they are counted under."""

    def __init__(self, questions: Questions, caches: Mapping[str, AnswerCache]) -> None:
        self._registry = CollectorRegistry()
        self._state = CollectorRegistry()
        self._state.register(Warehouse(questions))
        self._requests = Counter(
            "toancanh_requests", "Requests answered.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "toancanh_request_seconds", "Time to an answer.", ("route",), buckets=BUCKETS, registry=self._registry
        )
        self._answers = Counter(
            "toancanh_answers",
            "Answers taken from memory (kept) or worked out anew (asked).",
            ("cache", "found"),
            registry=self._registry,
        )
        self._caches, self._lock = caches, Lock()
        self._counted = dict.fromkeys(caches, (0, 0))
        if SHARED_FOLDER not in os.environ:
            for collector in (ProcessCollector, PlatformCollector, GCCollector):
                collector(registry=self._registry)

    def request_done(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request. `route` is a rule, never an address: the number of series must not grow with visitors."""
        self._requests.labels(route, method if method in METHODS else "OTHER", str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._count_answers()

    def text(self) -> bytes:
        """Everything in the text form of Prometheus, of all workers where they share a folder."""
        registry = self._registry
        if SHARED_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types there
        return generate_latest(registry) + generate_latest(self._state)

    def _count_answers(self) -> None:
        """Add what the caches have counted since the last time: they know nothing of Prometheus."""
        with self._lock:
            for name, cache in self._caches.items():
                now, before = (cache.hits, cache.misses), self._counted[name]
                self._answers.labels(name, "kept").inc(now[0] - before[0])
                self._answers.labels(name, "asked").inc(now[1] - before[1])
                self._counted[name] = now


class Warehouse(Collector):
    """The state of the warehouse, asked when Prometheus asks; ages are for it to subtract from its own clock."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("toancanh_warehouse_up", "1 while the warehouse answers.")
        try:
            gauges = list(self._gauges())
        except WarehouseError:
            up.add_metric((), 0)
            yield up
            return
        up.add_metric((), 1)
        yield up
        yield from gauges

    def _gauges(self) -> Iterator[Metric]:
        asked = self._questions
        yield GaugeMetricFamily("toancanh_data_version", "Committed loads.", asked.data_version())
        held = GaugeMetricFamily("toancanh_held", "What the warehouse holds.", labels=("what",))
        for what, number in asked.summary().items():
            held.add_metric((what,), number)
        yield held
        newest = asked.data_date()
        if newest is not None:
            told = "Day on which the newest real figure was recorded."
            yield GaugeMetricFamily("toancanh_data_timestamp_seconds", told, _midnight(newest))
        loads = GaugeMetricFamily("toancanh_last_load_timestamp_seconds", "End of the last load.", labels=("state",))
        for state, ended in asked.batches().groupby("state")["finished_at"].max().items():
            loads.add_metric((str(state),), ended.tz_localize(UTC).timestamp())
        yield loads


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
