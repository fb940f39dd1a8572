"""Everything that can be asked of the warehouse: `Questions`, whose methods are named as questions."""

from data.questions.questions import Questions

__all__ = ["Questions"]
