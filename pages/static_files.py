"""Scripts and styles, compressed once and kept: Dash would read, hash and compress plotly.js for every visitor.

The answer that the first visitor gets is kept in memory, as it went over the wire, and served to everyone after. A
browser that has it already is told so by its ETag, without any work.
"""

import hashlib
from dataclasses import dataclass
from threading import Lock

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

PREFIXES = ("/_dash-component-suites/", "/assets/", "/vendor/")
MOST = 400
HOUR, YEAR = 3_600, 31_536_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: its bytes as sent, what they are, and their fingerprint."""

    body: bytes
    mimetype: str
    encoding: str | None
    etag: str


class StaticFiles:
    """Keeps the answers for `PREFIXES`; must be registered before compression, so that it sees compressed bytes."""

    def __init__(self, server: Flask) -> None:
        self._kept: dict[tuple[str, str], Kept] = {}
        self._lock = Lock()
        server.before_request(self._answer)
        server.after_request(self._keep)
        server.register_error_handler(DependencyException, _not_found)

    def _answer(self) -> Response | None:
        found = self._kept.get(_key()) if _is_static() else None
        if found is None:
            return None
        if found.etag in request.if_none_match:
            return _tagged(Response(status=304), found.etag)
        response = Response(found.body, mimetype=found.mimetype)
        if found.encoding:
            response.headers["Content-Encoding"] = found.encoding
        return _tagged(response, found.etag)

    def _keep(self, response: Response) -> Response:
        if not _is_static() or response.status_code != 200 or _key() in self._kept:
            return response
        response.direct_passthrough = False
        body = response.get_data()
        etag = hashlib.sha256(body).hexdigest()[:32]
        kept = Kept(body, response.mimetype or "", response.headers.get("Content-Encoding"), etag)
        with self._lock:
            if len(self._kept) < MOST:
                self._kept[_key()] = kept
        return _tagged(response, etag)


def _not_found(_problem: Exception) -> NotFound:
    """Dash raises an error for a script that no package has; whoever asks for one has made the address up."""
    return NotFound()


def _is_static() -> bool:
    return request.method == "GET" and request.path.startswith(PREFIXES)


def _key() -> tuple[str, str]:
    accepted = request.headers.get("Accept-Encoding", "")
    return request.full_path, "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


def _tagged(response: Response, etag: str) -> Response:
    """A name with a fingerprint or a time in it never changes; any other may be an hour old after an upgrade."""
    response.set_etag(etag)
    lasting = "m=" in request.query_string.decode("ascii", "ignore") or ".v" in request.path
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else f"public, max-age={HOUR}"
    response.headers["Vary"] = "Accept-Encoding"
    return response
