"""What was known, and on which map: figures as reported, and carried to the units of another edition of the list."""

from data.recast.figures import SEVERITY
from data.recast.held import EDITIONS
from data.recast.known import COLUMNS, KEY, Where, end_of_day, known, known_parts
from data.recast.on_map import on_map
from data.recast.rules import Reason, Recastable, RecastRule, Rule, Span

__all__ = [
    "COLUMNS",
    "EDITIONS",
    "KEY",
    "SEVERITY",
    "Reason",
    "RecastRule",
    "Recastable",
    "Rule",
    "Span",
    "Where",
    "end_of_day",
    "known",
    "known_parts",
    "on_map",
]
