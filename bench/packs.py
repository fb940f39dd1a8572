"""The monthly pack of about thirty slides: how long it takes from nothing kept to a file, and how much is work here."""

import time

from flask import Flask, g

from access.roles import DESK
from app import create_app
from bench.report import table, verdict
from components.language import use_language
from pages.pack_plans import Asked, plan_of_ready
from pages.packing import briefing_of
from settings import Settings

PERIOD = "2026-10"
GOALS = {"pptx": 8.0, "pdf": 15.0, "docx": 15.0, "xlsx": 8.0}
HEADS = ("form", "seconds", "of them work beside the pages", "slides or parts", "kB", "promised", "")


def measure(url: str) -> None:
    """Print seconds of each form, and how much of them the process works that also draws pages."""
    server = create_app(Settings(database_url=url)).server
    writers = server.extensions["writers"]
    with server.test_request_context("/pack"), use_language("vi"):
        g.viewer = DESK
        writers.write_pack("zip", briefing_of(plan_of_ready("monthly", Asked(PERIOD))))  # the browser is then warm
        rows = [_measured(server, form, goal) for form, goal in GOALS.items()]
    writers.close()
    table("The monthly pack, nothing kept", HEADS, rows)


def _measured(server: Flask, form: str, goal: float) -> tuple[object, ...]:
    for kept in ("drawings", "questions"):
        cache = getattr(server.extensions[kept], "cache", server.extensions[kept])
        cache.clear()
    start, work = time.perf_counter(), time.process_time()
    briefing = briefing_of(plan_of_ready("monthly", Asked(PERIOD)))
    content = server.extensions["writers"].write_pack(form, briefing)
    seconds, worked = time.perf_counter() - start, time.process_time() - work
    return form, seconds, worked, len(list(briefing.parts)), round(len(content) / 1000), *verdict(seconds, goal)
