"""Who may see the figures of an indicator: changed here, decided by `access.sight`, recorded by whoever calls this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, select, update

from data.engine import saying_what_is_wrong
from data.errors import UnknownIndicator
from data.schema import indicator
from data.versions import raise_version


class Classification(StrEnum):
    """Public and internal figures are seen by everybody who may log in, restricted ones by whom they were given."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Reclassified:
    """Codes that changed, each with what it was before; `data_version` is None when nothing changed."""

    before: Mapping[str, str]
    data_version: int | None


def classify(engine: Engine, codes: Sequence[str], classification: Classification) -> Reclassified:
    """Give these indicators a classification, all or none; raise `UnknownIndicator` naming every code there is not."""
    wanted = {code.upper() for code in codes}
    with saying_what_is_wrong(engine), engine.begin() as connection:
        columns = select(indicator.c.code, indicator.c.classification).where(indicator.c.code.in_(wanted))
        held = {row.code: row.classification for row in connection.execute(columns.order_by(indicator.c.code))}
        if unknown := sorted(wanted - held.keys()):
            raise UnknownIndicator(
                f"No indicator has the code {', '.join(unknown)}; nothing was changed. The catalogue lists all codes."
            )
        changed = {code: before for code, before in held.items() if before != classification}
        if not changed:
            return Reclassified({}, None)
        new = update(indicator).where(indicator.c.code.in_(changed)).values(classification=classification.value)
        connection.execute(new)
        return Reclassified(changed, raise_version(connection))
