"""The link by which a screen lets itself in: it becomes a cookie that opens the wall and nothing else."""

from flask import request
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from access import tokens
from access.roles import Viewer
from access.web import rules

COOKIE = "tc_screen"
SECONDS = 366 * 86_400  # the link's own end comes first; it is asked at every request


def viewer(engine: Engine) -> Viewer | None:
    """The screen that makes the present request; None where it is none, or its link works no more."""
    text = request.cookies.get(COOKIE, "")
    found = tokens.find(engine, text) if text and request.endpoint in rules.SCREEN else None
    return found if found and found.via == "screen" else None


def why_over(engine: Engine) -> str:
    """Why the present request's link lets nobody in: revoked, expired, unknown; empty where it brought none."""
    text = request.cookies.get(COOKIE, "")
    return tokens.why_over(engine, text) if text and request.endpoint in rules.SCREEN else ""


def remember(answer: Response, text: str, *, secure: bool) -> Response:
    """Give the browser of a screen its link as a cookie that no script can read and no other site can send."""
    answer.set_cookie(COOKIE, text, max_age=SECONDS, httponly=True, secure=secure, samesite="Strict", path="/")
    return answer
