"""The forms in which content can be taken away, each with its ending, its kind of file and its writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exports.content import Taken
from exports.csv_file import csv_of
from exports.picture import FOUR_K, picture_of
from exports.slides.deck import slide_of
from exports.tools import Tools
from exports.xlsx_file import workbook_of


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its ending, its kind of file, and what writes it."""

    ending: str
    kind: str
    write: Callable[[Taken, Tools], bytes]
    picture: bool = False


def _png(scale: float = 1, *, pixels: int = 0, transparent: bool = False) -> Form:
    return Form(
        "png",
        "image/png",
        lambda taken, tools: picture_of(
            taken, tools.browser, "png", scale=scale, pixels=pixels, transparent=transparent
        ),
        picture=True,
    )


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "png": _png(1),
        "png-2x": _png(2),
        "png-4k": _png(pixels=FOUR_K),
        "png-clear": _png(2, transparent=True),
        "svg": Form("svg", "image/svg+xml", lambda taken, tools: picture_of(taken, tools.browser, "svg"), picture=True),
        "pdf": Form(
            "pdf", "application/pdf", lambda taken, tools: picture_of(taken, tools.browser, "pdf"), picture=True
        ),
        "csv": Form("csv", "text/csv; charset=utf-8", lambda taken, _tools: csv_of(taken)),
        "xlsx": Form(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda taken, _tools: workbook_of(taken),
        ),
        "pptx": Form(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            lambda taken, tools: slide_of(taken, tools.template),
        ),
    }
)
