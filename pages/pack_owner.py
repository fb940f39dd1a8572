"""Whose packs they are: an account's, or those of a browser at the desk. Tokens and strangers have none."""

import re
import secrets

from flask import Response, g, request

from access.web import gate

COOKIE = "tc_desk"
YEAR = 365 * 24 * 3600
FORM = re.compile(r"[0-9a-f]{32}")


def owner(*, make: bool = False) -> str | None:
    """The owner of whoever asks; at the desk with `make`, a browser that has none yet is given one."""
    who = gate.viewer()
    if who.account_id is not None and who.via == "session":
        return f"account:{who.account_id}"
    if who.via != "desk":
        return None
    known = request.cookies.get(COOKIE, "")
    if not FORM.fullmatch(known):
        if not make:
            return None
        known = g.setdefault("tc_desk", secrets.token_hex(16))
    return f"desk:{known}"


def remember(response: Response) -> Response:
    """Hand a browser at the desk the name under which its packs are kept."""
    made = g.get("tc_desk")
    if made:
        secure = gate.cookies_are_secure()
        response.set_cookie(COOKIE, made, max_age=YEAR, httponly=True, samesite="Lax", secure=secure, path="/")
    return response
