"""The kinds of parts that a scene may have, and what can be said of each in its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

CODE = re.compile(r"[A-Z]{3}\d{2}", re.ASCII)
LONGEST = 400
Form = Literal["code", "codes", "text", "count", "word", "flag"]


@dataclass(frozen=True, slots=True)
class Option:
    """What an option of a part may hold; `least` and `most` bound a count, or the length of a list of codes."""

    form: Form
    default: Any = None
    least: int = 1
    most: int = 60
    words: tuple[str, ...] = ()
    needed: bool = False

    def expected(self) -> str:
        """What was expected, for a person who mends a file; the same words in every language."""
        return {
            "code": "GRO01, IND01, …",
            "codes": f'["GRO01", "IND01"], {self.least}–{self.most}',
            "text": f'"…", ≤ {LONGEST}',
            "count": f"{self.least}–{self.most}",
            "word": ", ".join(self.words),
            "flag": "true, false",
        }[self.form]

    def takes(self, value: object) -> bool:
        """Whether a value read from a file can be meant."""
        match self.form:
            case "code":
                return _is_code(value)
            case "codes":
                return isinstance(value, list) and self.least <= len(value) <= self.most and all(map(_is_code, value))
            case "text":
                return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST
            case "count":
                return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
            case "word":
                return value in self.words
        return isinstance(value, bool)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


_INDICATOR = Option("code", needed=True)

KINDS: Mapping[str, Mapping[str, Option]] = MappingProxyType(
    {
        # one figure, large: period, change, target and its chance, a small line
        "figure": {"indicator": _INDICATOR},
        # several figures under each other
        "figures": {"indicators": Option("codes", needed=True, most=12)},
        # one indicator through time, with its target and its forecast
        "series": {
            "indicator": _INDICATOR,
            "form": Option("word", "bars", words=("bars", "line")),
            "periods": Option("count", 16, least=4, most=60),
            "forecast": Option("flag", True),
        },
        # a figure that grows through the year, this year beside those before
        "years": {"indicator": _INDICATOR, "years": Option("count", 4, least=2, most=6)},
        # what goes out, what comes in, and the difference
        "balance": {
            "exports": Option("code", "TRD01"),
            "imports": Option("code", "TRD02"),
            "balance": Option("code", "TRD03"),
            "periods": Option("count", 18, least=6, most=36),
        },
        # targets of the year for the nation
        "targets": {"most": Option("count", 18, most=24), "columns": Option("count", 1, most=2)},
        "target_states": {},
        # the provinces
        "map": {"indicator": _INDICATOR, "periods": Option("count", 1, most=60), "list": Option("flag", False)},
        "ranking": {"indicator": _INDICATOR, "most": Option("count", 6, least=2, most=17)},
        # what changed: since midnight, within 24 hours, or with the newest load; and the same in sentences
        "changes": {
            "most": Option("count", 9, most=20),
            "since": Option("word", "midnight", words=("midnight", "day", "load")),
        },
        "brief": {},
        # who reports, who is late, and by which way figures come
        "reports": {},
        "agencies": {},
        # what the warehouse holds
        "coverage": {},
        "sources": {"most": Option("count", 6, most=12)},
        "loads": {"most": Option("count", 5, most=12)},
        "holdings": {},
        # what people see to
        "alert_counts": {},
        "alerts": {"most": Option("count", 7, most=16)},
        "task_states": {},
        "task_units": {"most": Option("count", 9, most=20)},
        "tasks": {"most": Option("count", 7, most=16), "which": Option("word", "overdue", words=("overdue", "due"))},
        # words of the office's own
        "text": {"text_vi": Option("text", needed=True), "text_en": Option("text", needed=True)},
    }
)
"""By kind of part, its options. What draws each is in `pages.wall.parts`; a test compares the two."""
