"""How long, how deep and of what numbers a request may be; nothing more is read, and nothing of unknown length."""

from typing import Any

from flask import Flask, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.routing import IntegerConverter, Map

MOST_BYTES = 1_000_000  # no form and no callback is nearly as long


class BoundedJSON(DefaultJSONProvider):
    """JSON as Flask reads and writes it; what is nested too deep to be read is as broken as any other text."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError as problem:
            raise ValueError("The text is nested too deep.") from problem


class RowNumber(IntegerConverter):
    """A whole number in an address: one that every database holds, or no such address."""

    regex = r"\d{1,10}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def limit(server: Flask) -> None:
    """Refuse a request that is too long by its word (413), or does not say how long it is (411).

    Without a length Werkzeug reads up to the limit and takes that for the whole, so that a request cut in two would be
    acted upon. Browsers always say the length, and so do proxies that keep a request until they have it. Call it before
    routes are added.
    """
    server.json = BoundedJSON(server)
    server.url_map.converters["int"] = RowNumber
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    def refuse_unknown_length() -> None:
        if "Transfer-Encoding" in request.headers and request.content_length is None:
            abort(411)

    server.before_request(refuse_unknown_length)
