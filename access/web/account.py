"""One's own account: what one may do, the password, and where one is logged in."""

import re

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, audit, passwords, recovery, sessions
from access.errors import AccessError
from access.roles import Viewer
from access.web import gate
from access.web.forms import (
    Problems,
    blueprint,
    check_present,
    field_of,
    page,
    secret_field,
    told,
    twice_the_same,
    with_session,
)
from access.web.names import grants_in_words
from components.language import _

# The more particular name first: every browser calls itself by several.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "CocCoc": "Cốc Cốc", "coc_coc": "Cốc Cốc", "Firefox": "Firefox"}
_BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari", "curl": "curl", "python": "Python"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS"}
_SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


@blueprint.get("/account")
def account() -> AnyResponse:
    return account_page()


def account_page(problems: Problems | None = None, status: int = 200) -> AnyResponse:
    """The page, with sentences beside the fields that were refused."""
    who = gate.viewer()
    person, live, papers = None, None, 0
    if who.via == "session" and who.account_id is not None:
        with gate.engine().connect() as connection:
            person = accounts.by_id(connection, who.account_id)
            live = sessions.list_live(connection, who.account_id)
            papers = recovery.left(connection, who.account_id)
    return page(
        "account.html",
        _("Tài khoản"),
        status=status,
        person=person,
        sessions=live,
        papers=papers,
        present_session=present_session(),
        grants=[words for words, _grant in grants_in_words(who.grants)],
        name=_("Bàn làm việc") if who.via == "desk" else who.name,
        browser=browser_of,
        problems=problems or {},
        wide=True,
    )


@blueprint.post("/account/password")
def change_password() -> AnyResponse:
    """Change one's own password; every other session of the account ends."""
    who = the_person()
    account_id = who.account_id or 0
    try:
        twice_the_same()
        chosen = secret_field("password")
        passwords.check(chosen, who.name)
        check_present(who, secret_field("present"))
    except AccessError as problem:
        return account_page({field_of(problem): told(problem)}, 400)
    with gate.engine().begin() as connection:
        accounts.set_password(connection, account_id, chosen)
        audit.write(connection, who, audit.Event.PASSWORD_SET, who.name, {"by": "owner"})
    return with_session(redirect(url_for("access.account")), account_id)


@blueprint.post("/account/sessions/<int:id>/end")
def end_session(id: int) -> AnyResponse:
    who = the_person()
    with gate.engine().begin() as connection:
        if not sessions.end(connection, id, who.account_id):
            abort(404)
        audit.write(connection, who, audit.Event.SESSIONS_ENDED, who.name, {"session": id})
    return redirect(url_for("access.account"))


@blueprint.post("/account/sessions/end-others")
def end_other_sessions() -> AnyResponse:
    """End every session but the one that asks."""
    who = the_person()
    with gate.engine().begin() as connection:
        count = sessions.end_all(connection, who.account_id or 0, keep=present_session())
        audit.write(connection, who, audit.Event.SESSIONS_ENDED, who.name, {"count": count})
    return redirect(url_for("access.account"))


def the_person() -> Viewer:
    """Whoever asks, if they have an account of their own; a desk or a machine has none to change."""
    who = gate.viewer()
    if who.via != "session":
        abort(403)
    return who


def present_session() -> int | None:
    """The number of the session that asks."""
    found = sessions.find(gate.engine(), request.cookies.get(gate.COOKIE, ""))
    return found[1].id if found else None


def browser_of(agent: str) -> str:
    """A browser's long name for itself in two words: "Chrome · Windows"; as it came where it names none we know."""
    names = (
        next((name for sign, name in known.items() if re.search(re.escape(sign), agent)), "")
        for known in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(name for name in names if name) or agent[:60]
