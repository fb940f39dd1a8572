"""Ten people who export at once, in a process of their own, as their browsers are on machines of their own."""

import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import requests

PEOPLE = 10
WORK = ("pptx", "xlsx", "csv", "png", "svg", "pptx")
"""What each of ten people takes, one after the other."""
READY = ("pptx", "pdf", "docx", "xlsx", "pptx", "pdf", "docx", "xlsx", "pptx", "zip")
"""The form in which each of ten people takes the monthly pack."""


def processes() -> ProcessPoolExecutor:
    """Where a crowd runs; one process is enough for ten who mostly wait."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def charts(pool: ProcessPoolExecutor, address: str, page: str, id: str) -> "Future[tuple[int, float]]":
    """Everybody takes one chart in all forms of `WORK`; how many failed, and seconds for all."""
    return pool.submit(_charts, address, page, id)


def packs(pool: ProcessPoolExecutor, address: str, period: str) -> "Future[tuple[list[str], list[float]]]":
    """Everybody takes the monthly pack; what went wrong, and after how many seconds each had their file."""
    return pool.submit(_packs, address, period)


def take(address: str, form: str, page: str, id: str) -> bool:
    """Whether one file came."""
    answer = requests.get(f"{address}/export/{form}", params={"address": page, "id": id}, timeout=120)
    return answer.status_code == 200


def _charts(address: str, page: str, id: str) -> tuple[int, float]:
    start = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as people:
        failed = people.map(lambda _one: sum(not take(address, form, page, id) for form in WORK), range(PEOPLE))
        return sum(failed), time.perf_counter() - start


def _packs(address: str, period: str) -> tuple[list[str], list[float]]:
    with ThreadPoolExecutor(PEOPLE) as people:
        ended: Sequence[tuple[str, float]] = list(people.map(lambda form: _pack(address, form, period), READY))
    return [problem for problem, _seconds in ended if problem], [seconds for _problem, seconds in ended]


def _pack(address: str, form: str, period: str) -> tuple[str, float]:
    """What went wrong, if anything, and seconds until the file was there."""
    start, person = time.perf_counter(), requests.Session()
    order = {"ready": "monthly", "period": period, "form": form}
    asked = person.post(f"{address}/api/pack/export", json=order, timeout=60)
    if asked.status_code != 202:
        return f"{form}: {asked.status_code} {asked.text[:200]}", 0.0
    told: dict[str, Any] = asked.json()
    while told["state"] in ("queued", "running"):
        time.sleep(0.5)
        told = person.get(f"{address}/api/pack/jobs/{told['id']}", timeout=60).json()
    if told["state"] != "done":
        return f"{form}: {told['word']} {told['reason']}", time.perf_counter() - start
    file = person.get(f"{address}/api/pack/jobs/{told['id']}/file", timeout=60)
    whole = file.status_code == 200 and _whole(form, file.content)
    return "" if whole else f"{form}: the file is not whole", time.perf_counter() - start


def _whole(form: str, content: bytes) -> bool:
    """Whether a file is all there: a ZIP whose members have their sums, or a PDF to its end."""
    import io
    import zipfile

    if form == "pdf":
        return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    return zipfile.ZipFile(io.BytesIO(content)).testzip() is None
