"""Tokens of machines and screens: each person's own, and for administrators all of them."""

from datetime import timedelta

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import audit, tokens
from access.clock import utc_now
from access.errors import AccessError, InvalidToken
from access.roles import Grant, Viewer
from access.scopes import written
from access.tokens import Token
from access.web import gate
from access.web.details import actor_in_words
from access.web.forms import blueprint, field, may_administer, page
from access.web.names import WrongChoice, grants_in_words, read_grant, scope_choices
from access.web.words import roles
from components.language import _, language
from data.errors import WallError
from data.wall.allowing import allowed
from data.wall.folder import Definitions
from data.wall.records import EVERY

DAYS = (7, 30, 90, 180, 365)
MOST_DAYS = 365


@blueprint.get("/tokens", endpoint="tokens")
def show_tokens() -> AnyResponse:
    return _tokens_page()


@blueprint.post("/tokens")
def make_token() -> AnyResponse:
    """Make a token and show it, once."""
    who = _maker()
    problems: dict[str, str] = {}
    name, days = field("name"), field("days")
    if not 0 < len(" ".join(name.split())) <= tokens.NAME_LENGTH or not name.isprintable():
        problems["name"] = _("Hãy đặt tên cho biết khóa dùng vào việc gì, dài 1–80 ký tự.")
    if not (days.isascii() and days.isdigit() and 0 < int(days) <= MOST_DAYS):
        problems["days"] = _("Thời hạn từ 1 đến {days} ngày.").format(days=MOST_DAYS)
    screen = field("kind") == "screen" and may_administer(who)
    scenes = _scenes(problems) if screen else None
    grants, owner = (tokens.SCREEN, None) if screen else _chosen(who, problems)
    if problems:
        return _tokens_page(problems, 400)
    ends = utc_now() + timedelta(days=int(days))
    writes = field("writes") == "yes" and not screen
    try:
        with gate.engine().begin() as connection:
            text = tokens.create(
                connection,
                name,
                grants,
                writes=writes,
                expires=ends,
                created_by=audit.actor_of(who),
                account_id=owner,
                scenes=scenes,
            )
            detail = {"id": text.split("_")[1], "grants": written(grants), "writes": writes}
            detail |= {"scenes": scenes} if scenes else {}
            said = detail | {"expires": f"{ends:%Y-%m-%d %H:%M}"}
            audit.write(connection, who, audit.Event.TOKEN_CREATED, " ".join(name.split()), said)
    except AccessError:
        return _tokens_page({"grants": _("Khóa không thể có vai trò mà bạn không còn giữ.")}, 400)
    base = (gate.settings().public_address or request.url_root).rstrip("/")
    link = f"{base}/wall/open/{text}" if scenes else ""
    return page("token.html", _("Khóa truy cập mới"), text=text, name=name, ends=ends, link=link)


@blueprint.post("/tokens/<id>/revoke")
def revoke_token(id: str) -> AnyResponse:
    """Withdraw a token: one's own, or any where one administers."""
    who = _maker()
    try:
        with gate.engine().begin() as connection:
            gone = tokens.revoke(connection, id, account_id=None if may_administer(who) else who.account_id)
            audit.write(connection, who, audit.Event.TOKEN_REVOKED, gone.name, {"id": gone.id})
    except InvalidToken:
        abort(404)
    return redirect(url_for("access.tokens"))


def _maker() -> Viewer:
    """Whoever asks, unless it is itself a machine: a token that leaked must not make others."""
    who = gate.viewer()
    if who.via != "session" and not (who.via == "desk" and may_administer(who)):
        abort(403)
    return who


def _tokens_page(problems: dict[str, str] | None = None, status: int = 200) -> AnyResponse:
    who = _maker()
    everyone = may_administer(who)
    with gate.engine().connect() as connection:
        rows = tokens.list_all(connection, None if everyone else who.account_id or 0)
    return page(
        "tokens.html",
        _("Khóa truy cập"),
        status=status,
        rows=rows,
        state=_state,
        grants_in_words=grants_in_words,
        actor=actor_in_words,
        own=[(words, written([grant])) for words, grant in grants_in_words(who.grants)] if who.account_id else [],
        everyone=everyone,
        ticked=request.form.getlist("grants"),
        picked=request.form.getlist("scenes") or [EVERY],
        roles=roles() if everyone else {},
        scopes=scope_choices() if everyone else [],
        shown=_shown() if everyone else [],
        days=DAYS,
        problems=problems or {},
        wide=True,
    )


def _chosen(who: Viewer, problems: dict[str, str]) -> tuple[frozenset[Grant], int | None]:
    """The roles that the form names, and whose the token is: one's own, or, by an administrator, nobody's."""
    if may_administer(who) and (field("kind") == "machine" or who.account_id is None):
        try:
            return frozenset({read_grant(field("role"), field("scope"))}), None
        except WrongChoice as problem:
            problems[problem.code] = _("Hãy chọn trong danh sách.")
            return frozenset(), None
    ticked = set(request.form.getlist("grants"))
    grants = frozenset(grant for grant in who.grants if written([grant]) in ticked)
    if not grants:
        problems["grants"] = _("Hãy chọn ít nhất một vai trò của bạn.")
    return grants, who.account_id


def _scenes(problems: dict[str, str]) -> str:
    """What the form lets a screen show; what is wrong with it joins the problems."""
    try:
        return allowed(Definitions.of(gate.settings().wall_folder).read(), ",".join(request.form.getlist("scenes")))
    except WallError:
        problems["scenes"] = _("Hãy chọn ít nhất một danh sách hoặc một cảnh.")
        return ""


def _shown() -> list[tuple[str, str]]:
    """Everything that the link of a screen may name: all, the playlists, the scenes."""
    defined = Definitions.of(gate.settings().wall_folder).read()
    lists = [(one.name, one.title(language())) for one in defined.playlists.values() if one.name != EVERY]
    scenes = [(one.name, one.title(language())) for one in defined.scenes.values()]
    return [(EVERY, _("mọi cảnh")), *lists, *scenes]


def _state(one: Token) -> str:
    if one.works():
        return _("đang dùng được")
    return _("đã thu hồi") if one.revoked_at else _("đã hết hạn")
