"""The matrix of roles and actions as a page of the documents, written from the rule that decides."""

from access.roles import ALLOWED, Action, Role

HEAD = """# Who may do what

Generated from `access/roles.py` by `python -m access permissions`; a test fails when it is out of date. A role holds
within a scope: the nation (which holds everything), a ministry, a region, or a province with what lies under it and
what became part of it. A token that may only read is refused every action but seeing, exporting and watching.

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
    Action.WATCH: "read the measures of the server",
    Action.OPERATE: "keep the system",
    Action.ADMINISTER: "manage accounts, tokens and the audit record",
}


def permissions() -> str:
    """Markdown with a line for each action and a column for each role."""
    lines = [("action", "meaning", *Role), ("---",) * 2 + (":-:",) * len(Role)]
    lines += [(f"`{action}`", MEANING[action], *(_mark(action, role) for role in Role)) for action in Action]
    return HEAD + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _mark(action: Action, role: Role) -> str:
    if action is Action.OPEN:
        return "everyone"
    return "yes" if role in ALLOWED[action] else ""
