"""The forms in which a whole pack is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exports.forms import Tools
from exports.packs.bundles import bundle_of, workbook_of_pack
from exports.packs.contents import Briefing
from exports.packs.docx_file import document_of
from exports.packs.pdf_file import paper_of
from exports.packs.pictures import Tell, pictures_of
from exports.packs.slides import presentation_of

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class PackForm:
    """One form: its ending, its kind of file, and what writes it; `tell` is told how many pictures are done."""

    ending: str
    kind: str
    write: Callable[[Briefing, Tools, Tell], bytes]


PACK_FORMS: Mapping[str, PackForm] = MappingProxyType(
    {
        "pptx": PackForm(
            "pptx",
            f"{OFFICE}.presentationml.presentation",
            lambda briefing, tools, _tell: presentation_of(briefing, tools.template),
        ),
        "docx": PackForm(
            "docx",
            f"{OFFICE}.wordprocessingml.document",
            lambda briefing, tools, tell: document_of(briefing, pictures_of(briefing, tools.browser, tell)),
        ),
        "pdf": PackForm(
            "pdf",
            "application/pdf",
            lambda briefing, tools, tell: paper_of(briefing, pictures_of(briefing, tools.browser, tell)),
        ),
        "xlsx": PackForm(
            "xlsx", f"{OFFICE}.spreadsheetml.sheet", lambda briefing, _tools, _tell: workbook_of_pack(briefing)
        ),
        "zip": PackForm(
            "zip",
            "application/zip",
            lambda briefing, tools, tell: bundle_of(briefing, pictures_of(briefing, tools.browser, tell)),
        ),
    }
)
