"""Questions about assigned targets."""

from dataclasses import fields
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from data.questions.asking import Asking
from data.records import Target
from data.schema import indicator as indicator_table
from data.schema import target


def in_force(
    asking: Asking, year: int | None, indicator_id: int | None, entity_id: int | None, as_of: date | None
) -> tuple[Target, ...]:
    """Targets that no later document had replaced on `as_of` (None: has replaced), newest years first."""
    columns = [
        indicator_table.c.code.label("indicator") if field.name == "indicator" else target.c[field.name]
        for field in fields(Target)
    ]
    query = select(target.c.indicator_id, *columns).join(indicator_table, indicator_table.c.id == target.c.indicator_id)
    query = query.where(*asking.seen(target))
    if year is not None:
        query = query.where(target.c.year_from <= year, target.c.year_to >= year)
    if indicator_id is not None:
        query = query.where(target.c.indicator_id == indicator_id)
    if entity_id is not None:
        query = query.where(target.c.entity_id == entity_id)
    standing: ColumnElement[bool] = target.c.superseded_on.is_(None)
    if as_of is not None:
        standing = or_(standing, target.c.superseded_on > as_of)
        query = query.where(or_(target.c.issued_on.is_(None), target.c.issued_on <= as_of))
    query = query.where(standing).order_by(target.c.year_to.desc(), target.c.indicator_id, target.c.id)
    rows = [dict(row) for row in asking.connection.execute(query).mappings()]
    found = [(row.pop("indicator_id"), Target(**row)) for row in rows]
    asking.noted.update((number, one.entity_id) for number, one in found if number in asking.restricted)
    return tuple(one for _, one in found)
