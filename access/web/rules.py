"""The rule of every route. A route that is not named here is refused, and a test walks them all."""

from collections.abc import Mapping
from types import MappingProxyType

from access.roles import Action

RULES: Mapping[str, Action] = MappingProxyType(
    {
        # what a page is made of, and whether the server lives
        "static": Action.OPEN,
        "_dash_assets.static": Action.OPEN,
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Action.OPEN,
        "/_favicon.ico": Action.OPEN,
        "toancanh.vendor": Action.OPEN,
        "toancanh.health": Action.OPEN,
        # coming in and going out
        "access.log_in": Action.OPEN,
        "access.log_out": Action.OPEN,
        "access.accept": Action.OPEN,
        "office.start": Action.OPEN,
        "office.back": Action.OPEN,
        "office.code": Action.OPEN,
        "office.leave": Action.OPEN,
        "access.security_txt": Action.OPEN,
        # pages, callbacks and what pages ask for; what they show is decided again by the questions they ask
        "/": Action.SEE_PUBLIC,
        "/<path:path>": Action.SEE_PUBLIC,
        "/_dash-layout": Action.SEE_PUBLIC,
        "/_dash-dependencies": Action.SEE_PUBLIC,
        "/_dash-update-component": Action.SEE_PUBLIC,
        "/_reload-hash": Action.SEE_PUBLIC,
        "toancanh.live_version": Action.SEE_PUBLIC,
        "toancanh.find": Action.SEE_PUBLIC,
        # one's own account
        "access.account": Action.SEE_PUBLIC,
        "access.change_password": Action.SEE_PUBLIC,
        "access.end_session": Action.SEE_PUBLIC,
        # keeping the system
        "toancanh.metrics": Action.WATCH,
        "access.audit_trail": Action.ADMINISTER,
        "access.audit_file": Action.ADMINISTER,
    }
)


def rule_of(endpoint: str | None) -> Action | None:
    """What a visitor must be allowed to do to reach a route; None when no rule was declared, which refuses it."""
    return RULES.get(endpoint or "")
