"""How indicators are spoken of: as the catalogue declares in `sentences.csv`, else as unit and rules tell."""

from functools import cache
from pathlib import Path

from data.catalogue.files import read_rows
from data.records import Indicator
from sentences.records import Against, Form, Saying, Span

FILE = Path(__file__).resolve().parent.parent / "data" / "catalog" / "sentences.csv"


def saying_of(indicator: Indicator) -> Saying:
    """How the indicator is spoken of."""
    declared = _rows().get(indicator.code, {})
    form = Form(declared["form"]) if declared else _form(indicator)
    return Saying(
        form=form,
        span=Span(declared["span"]) if declared else _span(indicator, form),
        against=Against(declared["against"]) if declared else Against.YEAR_AGO,
        subject_vi=declared.get("subject_vi") or indicator.name_vi,
        subject_en=declared.get("subject_en") or indicator.name_en,
        companion=declared.get("companion", ""),
    )


def _form(indicator: Indicator) -> Form:
    if indicator.unit_vi.startswith(("%", "‰", "điểm %")):
        return Form.RATE
    return Form.AMOUNT if indicator.rule_time == "sum" else Form.LEVEL


def _span(indicator: Indicator, form: Form) -> Span:
    return Span.AT_END if form is not Form.AMOUNT and indicator.rule_time == "last" else Span.PERIOD


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["indicator_code"]: row for row in read_rows(FILE)}
