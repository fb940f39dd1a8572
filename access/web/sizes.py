"""How long a request may be; nothing longer is read, and nothing of unknown length."""

from flask import Flask, abort, request

MOST_BYTES = 1_000_000  # no form and no callback is nearly as long


def limit(server: Flask) -> None:
    """Refuse a request that is too long by its word (413), or does not say how long it is (411).

    Without a length Werkzeug reads up to the limit and takes that for the whole, so that a request cut in two would be
    acted upon. Browsers always say the length, and so do proxies that keep a request until they have it.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    def refuse_unknown_length() -> None:
        if "Transfer-Encoding" in request.headers and request.content_length is None:
            abort(411)

    server.before_request(refuse_unknown_length)
