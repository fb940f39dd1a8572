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
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
"""For figures, files and pictures: opened as a page they may do nothing."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=(self)",
    "Cache-Control": "no-store",  # what may be kept says so itself
}
SECRET_PARTS = frozenset({"secret", "token"})
YEAR = 31_536_000


def add_to(app: Dash) -> None:
    """Set the headers on every answer; HSTS only where the visitor came by TLS."""

    def set_headers(response: Response) -> Response:
        if not SECRET_PARTS.isdisjoint(request.view_args or ()):
            # The address lets somebody in: no log may learn it from what the page loads. Forms need the origin alone.
            response.headers.setdefault("Referrer-Policy", "strict-origin")
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        is_page = response.mimetype == "text/html"
        policy = POLICY.format(hashes=" ".join(app.csp_hashes())) if is_page else NO_PAGE
        response.headers.setdefault("Content-Security-Policy", policy)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
        return response

    app.server.after_request(set_headers)
