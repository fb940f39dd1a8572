"""What every answer tells the browser: where scripts may come from, who may frame us, how to reach us.

Nothing comes from outside and nothing is evaluated from text. Dash adds small scripts of its own to the page, some of
them only with the first request, so their fingerprints are taken when an answer needs them and not before.
"""

from dash import Dash
from flask import Response, request

POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "worker-src 'self' blob:; connect-src 'self'; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'none'; form-action 'self'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
YEAR = 31_536_000


def add_to(app: Dash) -> None:
    """Set the headers on every answer; HSTS only where the visitor came by TLS."""

    def set_headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            policy = POLICY.format(hashes=" ".join(app.csp_hashes()))
            response.headers.setdefault("Content-Security-Policy", policy)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
        return response

    app.server.after_request(set_headers)
