"""What a callback may be asked: exactly what the pages declare. Anything else is refused before Dash reads it.

Dash believes what it is sent: a request made by hand ends in a fault and a traceback in the log, as often as somebody
likes. Here the request is held against the callbacks that the pages have declared: the output, each input and state by
its id and property, and ids with patterns by their keys.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dash import Dash
from flask import abort, request

ENDPOINT = "/_dash-update-component"
DEEPEST = 64  # levels of a request; a figure has about ten
LONGEST_ADDRESS = 8_000  # letters; browsers and proxies end sooner
MOST_ONES = 5_000  # components that one pattern may gather
LISTS = (["ALL"], ["ALLSMALLER"])
ADDRESSES = frozenset({"pathname", "search", "hash", "href"})
log = logging.getLogger(__name__)


class NotDeclared(Exception):
    """The request asks for something that no page has declared."""


def guard(app: Dash) -> None:
    """Refuse requests for callbacks that no page could have sent; call it after the gate was added."""

    def refuse_what_no_page_sends() -> None:
        if request.endpoint != ENDPOINT or request.method != "POST":
            return
        try:
            check(request.get_json(), app.callback_map)
        except NotDeclared as problem:
            log.warning("a callback was asked for that no page declares: %s", problem)
            abort(400)

    app.server.before_request(refuse_what_no_page_sends)


def check(asked: Any, declared: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise `NotDeclared` unless `asked` fits one of the callbacks `declared`, which are keyed by their output."""
    if not isinstance(asked, dict):
        raise NotDeclared("the request is no object")
    _refuse_depth(asked)
    output = asked.get("output")
    known = declared.get(output) if isinstance(output, str) else None
    if known is None or "callback" not in known:
        raise NotDeclared("its output is none that the server makes")
    for part in ("inputs", "state"):
        _refuse_other(asked.get(part, []), known[part], part)
    _refuse_other_outputs(asked.get("outputs", []), known, str(output))
    changed = asked.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise NotDeclared("changedPropIds is no list of names")


def _refuse_depth(asked: Any) -> None:
    """Refuse nesting on which later code, which calls itself for each level, would run out."""
    level = [asked]
    for _ in range(DEEPEST):
        level = [one for part in level if isinstance(part, dict | list) for one in _within(part)]
        if not level:
            return
    raise NotDeclared(f"it is nested deeper than {DEEPEST} levels")


def _within(part: Mapping[str, Any] | Sequence[Any]) -> Iterator[Any]:
    return iter(part.values() if isinstance(part, Mapping) else part)


def _refuse_other(given: Any, declared: Sequence[Mapping[str, Any]], part: str) -> None:
    """Each value must be of the component and property declared at its place, and be of a kind that those have."""
    if not isinstance(given, list) or len(given) != len(declared):
        raise NotDeclared(f"{part} are not the {len(declared)} declared")
    for one, wanted in zip(given, declared, strict=True):
        for value in _ones(one, wanted, part):
            _refuse_no_address(value)


def _ones(given: Any, wanted: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    """The values that stand for one declared input: one, or for a pattern of many a list."""
    meant = _meant(wanted["id"])
    many = isinstance(meant, dict) and any(value in LISTS for value in meant.values())
    ones = given if many else [given]
    if not isinstance(ones, list) or len(ones) > MOST_ONES:
        raise NotDeclared(f"{part} of {wanted['id']} are no list")
    for one in ones:
        if not isinstance(one, dict) or one.get("property") != wanted["property"] or not _fits(one.get("id"), meant):
            raise NotDeclared(f"{part} are not those of {wanted['id']}.{wanted['property']}")
    return ones


def _meant(declared_id: str) -> str | dict[str, Any]:
    """A declared id: a name, or the parts of a pattern such as {"index":["ALL"],"type":"x"}."""
    return dict(json.loads(declared_id)) if declared_id.startswith("{") else declared_id


def _fits(given: Any, meant: str | Mapping[str, Any]) -> bool:
    """Whether an id is the declared one, or one of those that its pattern means."""
    if isinstance(meant, str):
        return bool(given == meant)
    if not isinstance(given, dict) or set(given) != set(meant):
        return False
    return all(_part_fits(given[name], value) for name, value in meant.items())


def _part_fits(given: Any, wanted: Any) -> bool:
    return isinstance(given, str | int | float) if isinstance(wanted, list) else bool(given == wanted)


def _refuse_no_address(value: Mapping[str, Any]) -> None:
    """Parts of an address are texts, and a path begins with a stroke: Dash stumbles over anything else."""
    name, said = value["property"], value.get("value")
    if name not in ADDRESSES or (said is None and name != "pathname"):
        return
    if not isinstance(said, str) or len(said) > LONGEST_ADDRESS or (name == "pathname" and not said.startswith("/")):
        raise NotDeclared(f"{name} is no part of an address")


def _refuse_other_outputs(given: Any, known: Mapping[str, Any], output: str) -> None:
    """The outputs named beside the one key must be the same, or an answer could be steered elsewhere."""
    if known.get("no_output"):
        return
    wanted = known["output"] if isinstance(known["output"], list | tuple) else [known["output"]]
    named = [one.to_dict() for one in wanted]
    if not given and not output.startswith(".."):
        return
    listed = given if isinstance(known["output"], list | tuple) else [given]
    if not isinstance(listed, list) or len(listed) != len(named):
        raise NotDeclared("its outputs are not those declared")
    for one, meant in zip(listed, named, strict=True):
        _ones(one, meant, "outputs")
