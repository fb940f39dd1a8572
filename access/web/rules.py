"""The rule of every route, page and callback. What is not named here is refused, and a test walks them all."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from access.roles import NATION, Action, Viewer, may

RULES: Mapping[str, Action] = MappingProxyType(
    {
        # what a page is made of, and whether the server lives
        "static": Action.OPEN,
        "_dash_assets.static": Action.OPEN,
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Action.OPEN,
        "/_favicon.ico": Action.OPEN,
        "toancanh.vendor": Action.OPEN,
        "toancanh.charts": Action.OPEN,
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
        "toancanh.forecasting": Action.SEE_PUBLIC,
        "toancanh.find": Action.SEE_PUBLIC,
        # the wall, and who steers its screens
        "wall.open": Action.OPEN,
        "wall.over": Action.OPEN,
        "wall.screen": Action.SEE_PUBLIC,
        "wall.playlist": Action.SEE_PUBLIC,
        "wall.scene": Action.SEE_PUBLIC,
        "wall.stand": Action.SEE_PUBLIC,
        "wall.remote": Action.STEER,
        "wall.screens": Action.STEER,
        "wall.steer": Action.STEER,
        "toancanh.exported": Action.EXPORT,
        "exports.export": Action.EXPORT,
        "drafts.draft": Action.EXPORT,
        # tasks: the role is asked again within the scope of the unit
        "desk.assign": Action.EDIT,
        "desk.note": Action.REPORT,
        "desk.change": Action.EDIT,
        "packs.add": Action.EXPORT,
        "packs.save": Action.EXPORT,
        "packs.make": Action.EXPORT,
        "packs.remove": Action.EXPORT,
        "packs.export": Action.EXPORT,
        "packs.job": Action.EXPORT,
        "packs.cancel": Action.EXPORT,
        "packs.file": Action.EXPORT,
        # alerts, likewise
        "desk.comment": Action.REPORT,
        "desk.acknowledge": Action.REPORT,
        "desk.give": Action.EDIT,
        "desk.close": Action.EDIT,
        "desk.rule": Action.EDIT,
        "desk.try_rule": Action.EDIT,
        "desk.change_rule": Action.EDIT,
        "desk.retry_rule": Action.EDIT,
        # how one is told of alerts oneself: asked again for the recipient
        "desk.add_recipient": Action.SEE_PUBLIC,
        "desk.change_recipient": Action.SEE_PUBLIC,
        "desk.stop_recipient": Action.SEE_PUBLIC,
        "desk.resume_recipient": Action.SEE_PUBLIC,
        "desk.choose_bell": Action.SEE_PUBLIC,
        "desk.try_recipient": Action.SEE_PUBLIC,
        "desk.send_again": Action.OPERATE,
        "desk.dismiss_message": Action.OPERATE,
        # one's own account
        "access.account": Action.SEE_PUBLIC,
        "access.change_password": Action.SEE_PUBLIC,
        "access.end_session": Action.SEE_PUBLIC,
        "access.end_other_sessions": Action.SEE_PUBLIC,
        "access.codes_start": Action.SEE_PUBLIC,
        "access.codes_show": Action.SEE_PUBLIC,
        "access.codes_confirm": Action.SEE_PUBLIC,
        "access.codes_papers": Action.SEE_PUBLIC,
        "access.codes_stop": Action.SEE_PUBLIC,
        "access.tokens": Action.SEE_PUBLIC,
        "access.make_token": Action.SEE_PUBLIC,
        "access.revoke_token": Action.SEE_PUBLIC,
        # targets as living records; the scope of each is asked again for the target itself
        "access.new_target": Action.EDIT,
        "access.add_target": Action.EDIT,
        "access.edit_target": Action.EDIT,
        "access.change_target": Action.EDIT,
        "access.withdraw_target": Action.EDIT,
        # keeping the system
        "toancanh.metrics": Action.WATCH,
        "access.audit_trail": Action.ADMINISTER,
        "access.audit_file": Action.ADMINISTER,
        "access.audit_verify": Action.ADMINISTER,
        "access.people": Action.ADMINISTER,
        "access.invite": Action.ADMINISTER,
        "access.person": Action.ADMINISTER,
        "access.add_grant": Action.ADMINISTER,
        "access.remove_grant": Action.ADMINISTER,
        "access.lock": Action.ADMINISTER,
        "access.unlock": Action.ADMINISTER,
        "access.end_sessions": Action.ADMINISTER,
        "access.codes_off": Action.ADMINISTER,
        "access.make_link": Action.ADMINISTER,
    }
)

PAGES: Mapping[str, Action] = MappingProxyType(
    {
        "pages.overview": Action.SEE_PUBLIC,
        "pages.morning": Action.SEE_PUBLIC,
        "pages.catalogue": Action.SEE_PUBLIC,
        "pages.indicator": Action.SEE_PUBLIC,
        "pages.contribution": Action.SEE_PUBLIC,
        "pages.trail": Action.SEE_PUBLIC,
        "pages.compare": Action.SEE_PUBLIC,
        "pages.forecasts": Action.SEE_PUBLIC,
        "pages.highlights": Action.SEE_PUBLIC,
        "pages.pack": Action.EXPORT,
        "pages.scenarios": Action.SEE_PUBLIC,
        "pages.provinces": Action.SEE_PUBLIC,
        "pages.province": Action.SEE_PUBLIC,
        "pages.communes": Action.SEE_PUBLIC,
        "pages.commune": Action.SEE_PUBLIC,
        "pages.ministries": Action.SEE_PUBLIC,
        "pages.ministry": Action.SEE_PUBLIC,
        "pages.target_record": Action.SEE_PUBLIC,
        "pages.target_what_if": Action.SEE_PUBLIC,
        "pages.target_cascade": Action.SEE_PUBLIC,
        "pages.target_readings": Action.EDIT,
        "pages.target": Action.SEE_PUBLIC,
        "pages.targets": Action.SEE_PUBLIC,
        "pages.holdings": Action.SEE_PUBLIC,
        "pages.alerts": Action.SEE_PUBLIC,
        "pages.alert_rules": Action.SEE_PUBLIC,
        "pages.alert_recipients": Action.SEE_PUBLIC,
        "pages.alert": Action.SEE_PUBLIC,
        "pages.tasks": Action.SEE_PUBLIC,
        "pages.task": Action.SEE_PUBLIC,
        "pages.task_new": Action.SEE_PUBLIC,
        "pages.not_found_404": Action.SEE_PUBLIC,
    }
)
"""By module. A page shows what the present viewer may see, so seeing anything at all is enough to open it."""

CALLBACKS: Mapping[str, Action] = MappingProxyType(
    {
        ".._pages_content.children..._pages_store.data..": Action.SEE_PUBLIC,  # draws a page, which has its own rule
        "_pages_dummy.children": Action.SEE_PUBLIC,  # in the browser: the title
        "tc-params-done.title": Action.SEE_PUBLIC,  # in the browser: controls and clicks write the address
    }
)
"""By what they write, as Dash names it, without the mark of outputs that several callbacks write."""

SCREEN = frozenset({"wall.screen", "wall.playlist", "wall.scene", "wall.stand"})
"""All that the link of a screen reaches, beside what is open to everybody."""

OF_THE_NATION = frozenset({Action.STEER, Action.WATCH, Action.OPERATE, Action.ADMINISTER})
"""What cannot be done within a province or a ministry: there is one server, one wall, one record of what was done."""

_MARK = re.compile(r"@[0-9a-f]{64}")


def rule_of(endpoint: str | None) -> Action | None:
    """What a visitor must be allowed to do to reach a route; None when no rule was declared, which refuses it."""
    return RULES.get(endpoint or "")


def rule_of_callback(output: str) -> Action | None:
    """As `rule_of`, for a callback by what it writes."""
    return CALLBACKS.get(_MARK.sub("", output))


def reaches(viewer: Viewer, endpoint: str) -> bool:
    """Whether a route lies within what somebody came for: the link of a screen opens scenes and nothing else."""
    return viewer.via != "screen" or endpoint in SCREEN or RULES[endpoint] is Action.OPEN


def lets(viewer: Viewer, action: Action | None) -> bool:
    """Whether a viewer comes past this rule: by a role held anywhere, or over the nation for what is the nation's.

    What they then see or change of a thing is asked again with the scopes that the thing lies under.
    """
    if action is None:
        return False
    return may(viewer, action, (NATION,) if action in OF_THE_NATION else [grant.scope for grant in viewer.grants])
