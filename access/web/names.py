"""Roles and scopes by name: what a grant is called, and the units from which a scope is chosen."""

from collections.abc import Iterable

from flask import current_app

from access.errors import InvalidGrant
from access.roles import NATION, Grant, Role
from access.scopes import key
from access.web import seeing
from access.web.words import roles
from components.formatting import day
from components.language import _, language
from data.errors import WarehouseError
from data.questions import Questions
from data.records import Entity

Choices = list[tuple[str, list[tuple[str, str]]]]
"""Groups of choices: the name of the group, then the key and the name of each."""


def scope_in_words(scope: str) -> str:
    """The name of the unit that a grant is held within; its key where the warehouse does not know it."""
    if scope == NATION:
        return _("cả nước")
    kind, code, vintage = scope.split("/")
    try:
        questions = _questions()
        return scope if questions is None else named(questions.entity(kind, code, vintage))
    except WarehouseError:
        return scope


def named(unit: Entity) -> str:
    """A unit's full name, and until when it existed where it does no more."""
    name = unit.full_name(language())
    return name if unit.valid_to is None else _("{name} (đến {day})").format(name=name, day=day(unit.valid_to))


def grant_in_words(grant: Grant) -> str:
    """The role and the unit: "người báo cáo · Thành phố Bắc Ninh"."""
    return f"{roles()[grant.role.value]} · {scope_in_words(grant.scope)}"


def grants_in_words(grants: Iterable[Grant]) -> list[tuple[str, Grant]]:
    """Grants by name, in the order of names."""
    return sorted(((grant_in_words(one), one) for one in grants), key=lambda pair: pair[0])


def scope_choices() -> Choices:
    """Every unit that a role can be held within, by kind, in official order; the former provinces last."""
    kinds = (
        (_("Vùng"), "region", "2025"),
        (_("Bộ, ngành"), "ministry", "2025"),
        (_("Tỉnh, thành phố"), "province", "2025"),
        (_("Tỉnh, thành phố cũ"), "province", "2024"),
    )
    nation = (_("Cả nước"), [(NATION, _("cả nước"))])
    try:
        questions = _questions()
        if questions is None:
            return [nation]
        return [nation, *((name, _choices(questions, kind, vintage)) for name, kind, vintage in kinds)]
    except WarehouseError:
        return [nation]


def read_grant(role: str, scope: str) -> Grant:
    """The grant that a form names; raise `InvalidGrant` whose code is the field that was wrong."""
    if role not in set(Role):
        raise WrongChoice("role")
    if scope not in {value for _name, group in scope_choices() for value, _label in group}:
        raise WrongChoice("scope")
    return Grant(Role(role), scope)


class WrongChoice(InvalidGrant):
    """A form names a role or a unit that is not among its choices; `code` is the field."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The {code} is not among the choices; choose one of those that the form lists.")
        self.code = code


def _choices(questions: Questions, kind: str, vintage: str) -> list[tuple[str, str]]:
    units = questions.entities(kind, vintage)
    return [(key(one), one.full_name(language())) for one in units]


def _questions() -> Questions | None:
    """The questions of whoever asks; None on a server that has no warehouse."""
    return seeing.questions() if "questions" in current_app.extensions else None
