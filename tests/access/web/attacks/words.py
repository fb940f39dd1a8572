"""What attackers send, and how a callback is asked by hand."""

import copy
from typing import Any

from flask.testing import FlaskClient

CALLBACK = "/_dash-update-component"
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "</title><svg/onload=alert(1)>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE observation; --",
    "\u202egnp.exe\u0000\ud7ff",
)


def token_of(client: FlaskClient) -> str:
    """The token that Dash's own script reads from the cookie and sends along."""
    cookie = client.get_cookie("_csrf_token")
    assert cookie is not None
    return cookie.value


def routing(client: FlaskClient, path: str = "/", search: str = "") -> dict[str, Any]:
    """The callback that draws a page, as a browser asks it."""
    declared = client.get("/_dash-dependencies").get_json()
    known = copy.deepcopy(next(one for one in declared if "_pages_content.children" in one["output"]))
    given = {"pathname": path, "search": search}
    inputs = [{**one, "value": given.get(one["property"])} for one in known["inputs"]]
    state = [{**one, "value": given.get(one["property"])} for one in known["state"]]
    outputs = [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}]
    asked = {"output": known["output"], "outputs": outputs, "inputs": inputs, "state": state}
    return {**asked, "changedPropIds": ["_pages_location.pathname"]}
