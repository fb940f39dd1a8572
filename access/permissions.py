"""Who may do what, whole, as a page of the documents, written from the rules that decide."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from access.permission_figures import PLACES, seen
from access.roles import ALLOWED, NATION, Action, Grant, Role, Viewer
from access.web.rules import CALLBACKS, PAGES, RULES, lets

HEAD = """# Who may do what

Generated from the rules themselves by `python -m access permissions`; a test fails when it is out of date, and others
walk the routes, pages, callbacks and commands of the product: what has no line here does not exist, what has no rule is
refused. A role holds within a scope: the nation (which holds everything), a ministry, a region, or a province with
what lies under it and what became part of it. A token that may only read is refused every action but seeing, exporting
and watching. The link of a screen shows the scenes that it names: it reaches the routes `wall.screen`, `wall.playlist`,
`wall.scene` and `wall.stand`, sees nothing restricted, and exports nothing.

## Actions

"""

FIGURES = """
## Restricted figures

Public and internal indicators are seen by every role, wherever it is held. A figure of a *restricted* indicator is seen
by whoever holds a role that may (see-restricted, above) for the unit that it is about, or for the ministry that owns
its indicator. What is not seen is nowhere: not in lists, search, maps, ranks, sums, counts, files or page sources.

"""

ENTRIES = """
## Routes, pages, callbacks

*yes*: by a role held anywhere; what is then seen or changed is decided again for the thing itself. *nation*: only by a
role held over the nation. Callbacks are named by what they write. A chart that is saved as a picture or a table is made
by the browser, which tells `toancanh.exported`; whoever may not export is not offered it.

"""

COMMAND_LINE = """
## Commands

Commands run with the address of the database on the machine itself: whoever may run them is past every role, and the
record names them `command:NAME`. The action is what the same would take on the server.

"""

DRAFTS = """
## Drafts

Reports, targets and alerts that are not published are decided by `access.drafts.sees`: a draft is known to those who
may write such records within its scope (report; edit), one that was sent also to those who may approve there, a
published one to everybody. Whatever keeps such records asks it before it lists, opens, counts or exports one.
"""

MEANING = {
    Action.OPEN: "log in, health, what a page is made of",
    Action.SEE_PUBLIC: "see public indicators",
    Action.SEE_INTERNAL: "see internal indicators",
    Action.SEE_RESTRICTED: "see restricted indicators",
    Action.EXPORT: "download figures, charts and files",
    Action.LOAD: "load files of figures",
    Action.REPORT: "fill in and submit reports",
    Action.APPROVE: "accept or return reports",
    Action.EDIT: "edit targets, alerts and indicators",
    Action.STEER: "steer the screens of the wall",
    Action.WATCH: "read the measures of the server",
    Action.OPERATE: "keep the system",
    Action.ADMINISTER: "manage accounts, tokens and the audit record",
}

COMMANDS: Mapping[str, Action] = MappingProxyType(
    {
        **dict.fromkeys(("data init", "data upgrade", "data boundaries", "data restore"), Action.OPERATE),
        **dict.fromkeys(("data import", "data import-targets", "data import-tasks", "data import-units"), Action.LOAD),
        "data classify": Action.EDIT,
        "data export": Action.EXPORT,
        "data backup": Action.OPERATE,
        "data info": Action.WATCH,
        "data dictionary": Action.OPEN,
        **dict.fromkeys(
            (
                *(
                    f"access {name}"
                    for name in ("create-admin", "invite", "reset", "lock", "unlock", "grant", "revoke")
                ),
                *(f"access {name}" for name in ("link", "unlink", "list", "sessions", "end-sessions", "codes-off")),
                *(f"access {name}" for name in ("reseal", "verify-audit")),
                *(f"access token {name}" for name in ("create", "list", "revoke")),
            ),
            Action.ADMINISTER,
        ),
        "access permissions": Action.OPEN,
    }
)
"""What a command would take on the server, without `python -m`."""


def permissions() -> str:
    """The whole page."""
    return HEAD + _actions() + FIGURES + _figures() + ENTRIES + _entries() + COMMAND_LINE + _commands() + DRAFTS


def _table(head: Sequence[str], rows: Iterator[Sequence[str]], centred: int) -> str:
    plain = len(head) - centred
    lines = [head, ("---",) * plain + (":-:",) * centred, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


# --- actions ----------------------------------------------------------------------------------------------------------


def _actions() -> str:
    rows = ((f"`{one}`", MEANING[one], *(_mark(one, role) for role in Role)) for one in Action)
    return _table(("action", "meaning", *Role), rows, len(Role))


def _mark(action: Action, role: Role) -> str:
    if action is Action.OPEN:
        return "everyone"
    return "yes" if role in ALLOWED[action] else ""


def _figures() -> str:
    rows = ((f"**{words}**", *("yes" if one else "" for one in places)) for words, places in seen())
    return _table(("held for ↓ · a figure of →", *PLACES), rows, len(PLACES))


# --- routes, pages, callbacks -----------------------------------------------------------------------------------------


def _entries() -> str:
    rows = (
        (kind, f"`{name}`", f"`{action}`", *(entry(role, action) for role in Role))
        for kind, rules in (("route", RULES), ("page", PAGES), ("callback", CALLBACKS))
        for name, action in rules.items()
    )
    return _table(("", "name", "action", *Role), rows, len(Role))


def entry(role: Role, action: Action) -> str:
    """How somebody of this role comes past a rule: everyone, yes (held anywhere), nation, or not at all."""
    if action is Action.OPEN:
        return "everyone"
    anywhere = lets(Viewer("", "session", frozenset({Grant(role, "province/01/2025")})), action)
    over_the_nation = lets(Viewer("", "session", frozenset({Grant(role, NATION)})), action)
    return "yes" if anywhere else "nation" if over_the_nation else ""


def _commands() -> str:
    rows = ((f"`python -m {name}`", f"`{action}`") for name, action in COMMANDS.items())
    return _table(("command", "action"), rows, 0)
