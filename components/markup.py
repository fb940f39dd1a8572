"""Attributes that Dash takes only by their hyphenated names."""

from typing import Any


def attrs(**values: Any) -> dict[str, Any]:
    """`aria_label="…"` as `{"aria-label": "…"}`, for use as `html.Div(..., **attrs(...))`; what is None is left out."""
    return {name.replace("_", "-"): value for name, value in values.items() if value is not None}


def optional_id(id: Any) -> dict[str, Any]:
    """Dash refuses `id=None`; this leaves it out."""
    return {} if id is None else {"id": id}
