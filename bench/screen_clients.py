"""Screens without a browser, which ask exactly what a real page asked: recorded from it, then asked again and again.

A recording is the question that the page repeats, and what it asked after a load had changed the data version. A client
asks the first every two seconds, as the page's script does, and the rest as soon as the answer names a newer version;
the version and the fingerprint of what it has already are its own.
"""

import gzip
import http.client
import json
import random
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter, time
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

EVERY, SOON = 2.0, 0.7
POLLS = ("/api/version", "/api/wall/stand")
FOLLOW = ("/_dash-update-component", "/api/wall/scene/", "/api/wall/playlist", "/api/")
UNSENT = ("host", "content-length", "connection", "accept-encoding", "if-none-match")


@dataclass(frozen=True)
class Asked:
    """One request of a page: `body` and `target` as they were sent."""

    method: str
    target: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Recording:
    """What a page asks: again and again, and after a load that was `version`; its cookie fits its secret of forms."""

    name: str
    poll: Asked
    after: tuple[Asked, ...]
    version: int
    cookie: str


class Recorder:
    """Listens to a real page until its load has been shown."""

    def __init__(self, name: str, page: Page) -> None:
        self.name, self.page = name, page
        self.asked: list[Request] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if path.startswith((*POLLS, *FOLLOW)):
            self.asked.append(request)

    def begin(self) -> None:
        """What was asked so far was the page's beginning."""
        self.asked.clear()

    def recording(self, version: int) -> Recording:
        polls = [one for one in self.asked if urlsplit(one.url).path in POLLS]
        rest = [one for one in self.asked if one not in polls]
        if not polls or not rest:
            raise RuntimeError(
                f"{self.name} asked {len(polls)} times how things stand, and {len(rest)} times for more."
            )
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in self.page.context.cookies())
        return Recording(self.name, _as_sent(polls[-1]), tuple(_as_sent(one) for one in rest), version, cookie)


def _as_sent(request: Request) -> Asked:
    parts = urlsplit(request.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {
        name: value for name, value in request.all_headers().items() if name not in UNSENT and not name.startswith(":")
    }
    return Asked(request.method, target, {**headers, "accept-encoding": "gzip"}, request.post_data or "")


@dataclass
class Seen:
    """What a client met: when it had each version, milliseconds of each answer, and what went wrong."""

    had: dict[int, float] = field(default_factory=dict)
    polls: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """One screen, on a connection of its own."""

    def __init__(self, address: str, recording: Recording, cookie: str, version: int, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.recording, self.over, self.seen = recording, over, Seen()
        self._cookie, self._tags = cookie, dict[str, str]()
        self._version, self._soon = version, False
        self._line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)

    def run(self) -> None:
        while not self.over.wait((SOON if self._soon else EVERY) * random.uniform(0.9, 1.1)):
            try:
                self._round()
            except (OSError, http.client.HTTPException, ValueError) as problem:
                self.seen.errors.append(f"{self.recording.name}: {type(problem).__name__}: {problem}")
                self._line.close()

    def _round(self) -> None:
        said = json.loads(self._ask(_heard(self.recording.poll, self._version), self.seen.polls))
        self._soon = bool(said.get("soon"))
        version = int(said.get("data_version", said.get("version", 0)))
        if version == self._version:
            return
        for one in self.recording.after:
            self._ask(_of_version(one, self.recording.version, version), self.seen.answers)
        self._version = version
        self.seen.had[version] = time()

    def _ask(self, asked: Asked, times: list[float]) -> bytes:
        headers = {**asked.headers, "cookie": self._cookie} if self._cookie else dict(asked.headers)
        path = asked.target.split("?")[0]
        if path in self._tags:
            headers["if-none-match"] = self._tags[path]
        began = perf_counter()
        self._line.request(asked.method, asked.target, asked.body.encode() or None, headers)
        answer = self._line.getresponse()
        body = answer.read()
        times.append((perf_counter() - began) * 1000)
        if answer.status not in (200, 204, 304):
            raise ValueError(f"{path} answered {answer.status}")
        if "/api/wall/scene/" in path and answer.headers["ETag"]:
            self._tags[path] = answer.headers["ETag"]
        return gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" and path in POLLS else body


def _of_version(asked: Asked, before: int, now: int) -> Asked:
    """The same request after another load."""
    target = asked.target.replace(f"version={before}", f"version={now}")
    return Asked(asked.method, target, asked.headers, asked.body.replace(f'"value":"{before}"', f'"value":"{now}"'))


def _heard(poll: Asked, version: int) -> Asked:
    """The question that is repeated, from a page that has heard of this version."""
    return replace(poll, target=re.sub(r"(?<=[?&]seen=)\d+", str(version), poll.target))


def errors_of(clients: list[Client]) -> Iterator[str]:
    for one in clients:
        yield from one.seen.errors
