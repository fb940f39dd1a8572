"""Setting one-time codes up and turning them off: a picture for the app, a first code, and codes for paper."""

from collections.abc import Iterator
from contextlib import contextmanager

import segno
from flask import redirect, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, audit, codes, recovery
from access.errors import AccessError, SignInRefused
from access.roles import Viewer
from access.seal import Seal, seal_of
from access.web import gate
from access.web.account import account_page, the_person
from access.web.forms import (
    blueprint,
    check_present,
    count_failure,
    field,
    page,
    refuse_while_waiting,
    secret_field,
    told,
)
from components.language import _


@blueprint.post("/account/codes/start")
def codes_start() -> AnyResponse:
    """Make a secret, once the password was given: whoever borrows a session must not shut its owner out."""
    who = the_person()
    try:
        check_present(who, secret_field("start_present"))
        with gate.engine().begin() as connection:
            codes.start(connection, who.account_id or 0, _seal())
    except SignInRefused as problem:
        return account_page({"start_present": told(problem)}, 400)
    except AccessError as problem:
        return account_page({"codes": told(problem)}, 400)
    return redirect(url_for("access.codes_show"))


@blueprint.get("/account/codes")
def codes_show() -> AnyResponse:
    """The secret that waits for its first code."""
    return _setting_up(the_person())


@blueprint.post("/account/codes/confirm")
def codes_confirm() -> AnyResponse:
    """Turn codes on by the first right one, and show the codes for paper."""
    who = the_person()
    account_id = who.account_id or 0
    try:
        refuse_while_waiting(who)
        with gate.engine().begin() as connection:
            right = codes.confirm(connection, account_id, field("code", 40), _seal())
            papers = recovery.renew(connection, account_id) if right else []
            if right:
                audit.write(connection, who, audit.Event.CODES_ON, who.name)
    except AccessError as problem:
        return _setting_up(who, told(problem), 400)
    if not right:
        count_failure(who)
        return _setting_up(who, _("Mã không đúng. Hãy kiểm tra giờ của điện thoại rồi nhập mã mới nhất."), 400)
    return _papers(papers)


@blueprint.post("/account/codes/papers")
def codes_papers() -> AnyResponse:
    """New codes for paper, for whoever used or lost theirs."""
    who = the_person()
    try:
        with _by_password_and_code(who) as connection:
            papers = recovery.renew(connection, who.account_id or 0)
            audit.write(connection, who, audit.Event.PAPERS_MADE, who.name)
    except AccessError as problem:
        return _refused(problem)
    return _papers(papers)


@blueprint.post("/account/codes/stop")
def codes_stop() -> AnyResponse:
    """Turn codes off."""
    who = the_person()
    try:
        with _by_password_and_code(who) as connection:
            codes.stop(connection, who.account_id or 0)
            audit.write(connection, who, audit.Event.CODES_OFF, who.name, {"by": "owner"})
    except AccessError as problem:
        return _refused(problem)
    return redirect(url_for("access.account"))


@contextmanager
def _by_password_and_code(who: Viewer) -> Iterator[Connection]:
    """A transaction for whoever gave both, as a log-in asks for them; raise `AccessError` otherwise."""
    check_present(who, secret_field("code_present"))
    with gate.engine().begin() as connection:
        right = codes.admits(connection, who.account_id or 0, field("code", 40), _seal())
        if right:
            yield connection
    if not right:
        count_failure(who)
        raise WrongCode("The one-time code is wrong, or was used before.")


class WrongCode(AccessError):
    """The password is right and the one-time code is not."""


def _refused(problem: AccessError) -> AnyResponse:
    if isinstance(problem, WrongCode):
        return account_page({"code": _("Mã không đúng hoặc đã dùng. Hãy nhập mã mới nhất.")}, 400)
    return account_page({"code_present": told(problem)}, 400)


def _setting_up(who: Viewer, problem: str = "", status: int = 200) -> AnyResponse:
    with gate.engine().connect() as connection:
        person = accounts.by_id(connection, who.account_id or 0)
        try:
            secret = codes.pending(connection, person.id, _seal())
        except AccessError as broken:
            return account_page({"codes": told(broken)}, 400)
    if secret is None:
        return redirect(url_for("access.account"))
    return page(
        "codes.html",
        _("Bật mã một lần"),
        status=status,
        picture=_picture(codes.address(secret, person.name)),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        problems={"code": problem} if problem else {},
    )


def _picture(address: str) -> str:
    """The address as a QR code, inside the page itself: black on white whatever the theme, as cameras want it."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#ffffff", dark="#000000")


def _papers(papers: list[str]) -> AnyResponse:
    return page("papers.html", _("Mã dự phòng"), papers=papers)


def _seal() -> Seal:
    return seal_of(gate.settings())
