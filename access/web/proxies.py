"""Forwarded headers are believed from named proxies alone; from anyone else they are a visitor's own words."""

from collections.abc import Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix


class NamedProxies:
    """WSGI middleware: behind a named proxy, the address, scheme and host that it forwards count as the visitor's."""

    def __init__(self, app: Any, named: str) -> None:
        self._plain = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=1)
        self._named = frozenset(one.strip() for one in named.split(",") if one.strip())

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        trusted = environ.get("REMOTE_ADDR") in self._named
        answer: Iterable[bytes] = (self._fixed if trusted else self._plain)(environ, start_response)
        return answer
