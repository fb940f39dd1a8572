"""Accounts, for whoever administers the whole: who there is, who is let in, and what each may do within which unit.

The pages call what the commands of `python -m access` call, and record the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, audit, codes, links, sessions, tokens
from access.accounts import Account
from access.errors import AccessError, AccountExists, InvalidDisplay, InvalidName, UnknownAccount
from access.roles import Grant, Role, Viewer
from access.scopes import parse_grant, written
from access.web import gate
from access.web.account import browser_of
from access.web.details import actor_in_words
from access.web.forms import blueprint, field, may_administer, page, told
from access.web.names import WrongChoice, grants_in_words, read_grant, scope_choices
from access.web.words import roles
from components.language import _
from data.text import folded


@dataclass(frozen=True, slots=True)
class NewLink:
    """A one-time link as it is shown, once: to whom it goes, and how long it works."""

    address: str
    hours: int


@blueprint.get("/accounts")
def people() -> AnyResponse:
    return _people_page()


@blueprint.post("/accounts")
def invite() -> AnyResponse:
    """Make an account without a password, and show the link by which its owner sets one."""
    who = administrator()
    problems: dict[str, str] = {}
    grant = _grant_of_form(problems)
    if grant is not None and who.via == "desk" and grant != Grant(Role.ADMINISTRATOR):
        problems["role"] = _(
            "Người đầu tiên phải là người quản trị cả nước: từ lúc có tài khoản, ai cũng phải đăng nhập."
        )
    if problems or grant is None:
        return _people_page(problems, 400)
    by = audit.actor_of(who)
    try:
        with gate.engine().begin() as connection:
            made = accounts.create(
                connection, field("name"), None, display=field("display"), grants=[grant], created_by=by
            )
            secret = links.make(connection, made.id, "invite")
            said = {"grants": written([grant]), "hours": links.INVITE_HOURS}
            audit.write(connection, who, audit.Event.INVITED, made.name, said)
    except AccessError as problem:
        return _people_page({_field_of(problem): told(problem)}, 400)
    return _link_page(made, secret, links.INVITE_HOURS)


@blueprint.get("/accounts/<int:id>", endpoint="person")
def show_person(id: int) -> AnyResponse:
    return _person_page(id)


@blueprint.post("/accounts/<int:id>/grants")
def add_grant(id: int) -> AnyResponse:
    problems: dict[str, str] = {}
    grant = _grant_of_form(problems)
    if grant is None:
        return _person_page(id, problems, 400)
    with _changing(id) as (connection, who, person):
        if accounts.grant(connection, id, grant, granted_by=audit.actor_of(who)):
            audit.write(connection, who, audit.Event.GRANTED, person.name, {"grants": written([grant])})
    return _back_to(id)


@blueprint.post("/accounts/<int:id>/grants/remove")
def remove_grant(id: int) -> AnyResponse:
    try:
        grant = parse_grant(field("grant"))
        with _changing(id) as (connection, who, person):
            if accounts.revoke(connection, id, grant):
                audit.write(connection, who, audit.Event.GRANT_REVOKED, person.name, {"grants": written([grant])})
    except AccessError as problem:
        return _person_page(id, {"grants": told(problem)}, 400)
    gave_up_the_page = id == who.account_id and grant == Grant(Role.ADMINISTRATOR)
    return redirect(url_for("access.account")) if gave_up_the_page else _back_to(id)


@blueprint.post("/accounts/<int:id>/lock")
def lock(id: int) -> AnyResponse:
    """Shut an account out at once: its sessions end, its links and its tokens stop working."""
    try:
        with _changing(id) as (connection, who, person):
            if not person.locked:
                accounts.lock(connection, id)
                audit.write(connection, who, audit.Event.LOCKED, person.name)
    except AccessError as problem:
        return _person_page(id, {"lock": told(problem)}, 400)
    return _back_to(id)


@blueprint.post("/accounts/<int:id>/unlock")
def unlock(id: int) -> AnyResponse:
    with _changing(id) as (connection, who, person):
        if person.locked:
            accounts.unlock(connection, id)
            audit.write(connection, who, audit.Event.UNLOCKED, person.name)
    return _back_to(id)


@blueprint.post("/accounts/<int:id>/sessions/end")
def end_sessions(id: int) -> AnyResponse:
    with _changing(id) as (connection, who, person):
        count = sessions.end_all(connection, id)
        audit.write(connection, who, audit.Event.SESSIONS_ENDED, person.name, {"count": count})
    return _back_to(id)


@blueprint.post("/accounts/<int:id>/codes/off")
def codes_off(id: int) -> AnyResponse:
    """Turn a person's one-time codes off, who lost the app and the codes on paper."""
    with _changing(id) as (connection, who, person):
        if person.totp_on:
            codes.stop(connection, id)
            audit.write(connection, who, audit.Event.CODES_OFF, person.name, {"by": "operator"})
    return _back_to(id)


@blueprint.post("/accounts/<int:id>/link")
def make_link(id: int) -> AnyResponse:
    """A link to set a password anew; for who never set one, the invitation again."""
    with _changing(id) as (connection, who, person):
        purpose: links.Purpose = "reset" if person.has_password else "invite"
        hours = links.RESET_HOURS if person.has_password else links.INVITE_HOURS
        secret = links.make(connection, id, purpose, hours=hours)
        event = audit.Event.RESET_LINK_MADE if person.has_password else audit.Event.INVITED
        audit.write(connection, who, event, person.name, {"hours": hours})
    return _link_page(person, secret, hours)


def administrator() -> Viewer:
    """Whoever asks, if they may administer the whole and are no machine: a leaked token must let nobody else in."""
    who = gate.viewer()
    if who.via not in ("desk", "session") or not may_administer(who):
        abort(403)
    return who


@contextmanager
def _changing(id: int) -> Iterator[tuple[Connection, Viewer, Account]]:
    """One transaction for what is done and the record of it; 404 when nobody has this number."""
    who = administrator()
    with gate.engine().begin() as connection:
        yield connection, who, _found(connection, id)


def _found(connection: Connection, id: int) -> Account:
    try:
        return accounts.by_id(connection, min(id, 2**31 - 1))
    except UnknownAccount:
        abort(404)


def _back_to(id: int) -> AnyResponse:
    return redirect(url_for("access.person", id=id))


def _grant_of_form(problems: dict[str, str]) -> Grant | None:
    try:
        return read_grant(field("role"), field("scope"))
    except WrongChoice as problem:
        problems[problem.code] = _("Hãy chọn trong danh sách.")
        return None


def _field_of(problem: AccessError) -> str:
    if isinstance(problem, InvalidDisplay):
        return "display"
    return "name" if isinstance(problem, InvalidName | AccountExists) else "role"


def _people_page(problems: dict[str, str] | None = None, status: int = 200) -> AnyResponse:
    administrator()
    sought = folded(request.args.get("q", "")[:100])
    with gate.engine().connect() as connection:
        everyone = accounts.list_all(connection)
        seen = sessions.last_seen(connection)
    found = [one for one in everyone if sought in folded(f"{one.name} {one.display}")]
    return page(
        "people.html",
        _("Người dùng"),
        status=status,
        rows=found,
        seen=seen,
        sought=request.args.get("q", "")[:100],
        state=_state,
        grants_in_words=grants_in_words,
        roles=roles(),
        scopes=scope_choices(),
        problems=problems or {},
        wide=True,
    )


def _person_page(id: int, problems: dict[str, str] | None = None, status: int = 200) -> AnyResponse:
    administrator()
    with gate.engine().connect() as connection:
        person = _found(connection, id)
        live = sessions.list_live(connection, person.id)
        machines = [one for one in tokens.list_all(connection, person.id) if one.works()]
    return page(
        "person.html",
        person.display,
        status=status,
        person=person,
        actor=actor_in_words,
        sessions=live,
        machines=machines,
        state=_state(person),
        grants=[(words, written([grant])) for words, grant in grants_in_words(person.grants)],
        roles=roles(),
        scopes=scope_choices(),
        browser=browser_of,
        problems=problems or {},
        wide=True,
    )


def _link_page(person: Account, secret: str, hours: int) -> AnyResponse:
    shown = NewLink(url_for("access.accept", secret=secret, _external=True), hours)
    return page("link.html", _("Liên kết cho {name}").format(name=person.display), person=person, link=shown)


def _state(one: Account) -> str:
    if one.locked:
        return _("đã khóa")
    return _("đang dùng") if one.has_password or one.external_id else _("chờ nhận lời mời")
