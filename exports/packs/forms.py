"""The forms in which a whole pack is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exports.packs.bundles import bundle_of, workbook_of_pack
from exports.packs.contents import Briefing
from exports.packs.docx_file import document_of
from exports.packs.pdf_file import paper_of
from exports.packs.pictures import Pictures
from exports.packs.slides import presentation_of
from exports.tools import Tools

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class PackForm:
    """One form: its ending, its kind of file, and what writes it, with pictures where it has any."""

    ending: str
    kind: str
    write: Callable[[Briefing, Tools, Pictures], bytes]


PACK_FORMS: Mapping[str, PackForm] = MappingProxyType(
    {
        "pptx": PackForm(
            "pptx",
            f"{OFFICE}.presentationml.presentation",
            lambda briefing, tools, _pictures: presentation_of(briefing, tools.template),
        ),
        "docx": PackForm(
            "docx",
            f"{OFFICE}.wordprocessingml.document",
            lambda briefing, _tools, pictures: document_of(briefing, pictures.of(briefing)),
        ),
        "pdf": PackForm(
            "pdf",
            "application/pdf",
            lambda briefing, _tools, pictures: paper_of(briefing, pictures.of(briefing)),
        ),
        "xlsx": PackForm(
            "xlsx", f"{OFFICE}.spreadsheetml.sheet", lambda briefing, _tools, _pictures: workbook_of_pack(briefing)
        ),
        "zip": PackForm(
            "zip",
            "application/zip",
            lambda briefing, _tools, pictures: bundle_of(briefing, pictures.of(briefing)),
        ),
    }
)
