"""The monthly pack of about thirty slides: how long it takes from nothing kept to a file, and how much is work."""

import time
from collections.abc import Callable

from flask import Flask, g

from access.roles import DESK
from app import create_app
from bench.report import table
from components.language import use_language
from exports.packs.forms import PACK_FORMS
from exports.packs.pictures import Pictures
from pages.pack_plans import Asked, plan_of_ready
from pages.packing import briefing_of
from settings import Settings

PERIOD = "2026-10"
GOALS = {"pptx": 8.0, "pdf": 15.0, "docx": 15.0, "xlsx": 8.0}


def measure(url: str) -> None:
    """Print seconds and work of each form; pictures by a browser that is already warm."""
    server = create_app(Settings(database_url=url)).server
    browser = server.extensions["export_tools"].browser
    with server.test_request_context("/pack"), use_language("vi"):
        g.viewer = DESK
        if browser.available:
            browser.draw({"data": [], "layout": {}}, "png", 100, 100)
        rows = [_measured(server, form, goal) for form, goal in GOALS.items()]
    browser.close()
    table("The monthly pack, nothing kept", ("form", "seconds", "of them work", "goal", "slides or parts", "kB"), rows)


def _measured(server: Flask, form: str, goal: float) -> tuple[object, ...]:
    for kept in ("drawings", "questions"):
        cache = getattr(server.extensions[kept], "cache", server.extensions[kept])
        cache.clear()
    start, work = time.perf_counter(), time.process_time()
    briefing = briefing_of(plan_of_ready("monthly", Asked(PERIOD)))
    tools = server.extensions["export_tools"]
    write: Callable[..., bytes] = PACK_FORMS[form].write
    content = write(briefing, tools, Pictures(tools.browser))
    seconds, worked = time.perf_counter() - start, time.process_time() - work
    return form, seconds, worked, goal, len(list(briefing.parts)), round(len(content) / 1000)
