"""Reading the form of a target: what was typed becomes a draft, and what cannot be read is said beside its field."""

from datetime import date, datetime
from typing import Any

import pyarrow as pa
from flask import request

from access.scopes import key
from access.web.forms import field
from components.formatting import CLOCK, trimmed
from components.language import _
from data.ingest.numbers import read_numbers
from data.questions.registry import Registry
from data.records import Target
from data.targets.drafts import Draft

NUMBERS = ("value", "value_high", "tolerance", "base_value", "unit_limit")
DAYS = ("issued_on", "effective_on")
TEXTS = ("indicator", "assigned_by", "operator", "unit", "document", "note", "supersedes", "measure")
LONGEST = 2000
FIRST_YEAR, LAST_YEAR = 1900, 2200


def read_draft(problems: dict[str, str]) -> Draft:
    """The draft of the form that was sent; what cannot be read is written to `problems`, by field."""
    cells: dict[str, Any] = {name: field(name, LONGEST) for name in TEXTS}
    cells |= {name: _number(name, problems) for name in NUMBERS}
    cells |= {name: _day(name, problems) for name in DAYS}
    first = _year("year_from", problems)
    last = _year("year_to", problems) if field("year_to") else first
    _kind, code, vintage = [*field("entity").split("/"), "", ""][:3]
    cells["indicator"] = cells["indicator"].upper()
    return Draft(**cells, entity=code, vintage=vintage, year_from=first or 0, year_to=last or 0)


def typed_again(name: str, otherwise: str) -> str:
    """What was sent in a field, whole, so that a refusal loses nothing; else what the field begins with."""
    sent = request.method == "POST" and name in request.form
    return field(name, LONGEST) if sent else otherwise


def typed_of(target: Target, registry: Registry) -> dict[str, str]:
    """What stands in the fields at first, for a target that is changed or replaced."""
    unit = registry.by_id[target.entity_id]
    texts = ("indicator", "assigned_by", "operator", "document", "measure")
    numbers = {name: getattr(target, name) for name in NUMBERS}
    return {
        **{name: str(getattr(target, name)) for name in texts},
        **{name: "" if value is None else trimmed(value, 6) for name, value in numbers.items()},
        **{name: "" if getattr(target, name) is None else getattr(target, name).isoformat() for name in DAYS},
        "entity": key(unit),
        "year_from": str(target.year_from),
        "year_to": str(target.year_to),
        "unit": target.unit_vi,
        "note": target.note or "",
    }


def _number(name: str, problems: dict[str, str]) -> float | None:
    text = field(name)
    if not text:
        return None
    read = read_numbers(pa.array([text], pa.string()))
    if (read.unreadable | read.not_finite | read.other_decimal | read.open_to_both)[0]:
        problems[name] = _("“{came}” không đọc được là một số; hãy ghi như 8,5 hoặc 4400.").format(came=text[:40])
        return None
    return float(read.values[0])


def _year(name: str, problems: dict[str, str]) -> int | None:
    text = field(name)
    if text.isascii() and text.isdigit() and FIRST_YEAR < int(text[:9]) < LAST_YEAR:
        return int(text[:9])
    problems[name] = _("Hãy ghi năm như {year}.").format(year=datetime.now(CLOCK).year)
    return None


def _day(name: str, problems: dict[str, str]) -> date | None:
    text = field(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems[name] = _("“{came}” không phải một ngày.").format(came=text[:40])
        return None
