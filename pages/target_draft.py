"""The route of a draft assignment: the table of the page of what-if as a file that `import-targets` takes."""

from flask import Blueprint, Response, abort, current_app, request

from access.web import gate, seeing
from access.web.seeing import Shown
from data.errors import WarehouseError
from data.questions.sight import noting
from data.targets.drafting import DraftRow, as_csv, as_xlsx
from pages.view import View, view_of
from pages.what_if_asked import Asked, asked, candidates, drafted

FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
blueprint = Blueprint("drafts", __name__)


@blueprint.get("/targets/draft.<form>")
def draft(form: str) -> Response:
    """The draft of the address as a file; 404 where there is none."""
    if form not in FORMS:
        abort(404)
    view = view_of(request.args.to_dict())
    try:
        with noting() as noted:
            targets = candidates(view)
            if not targets:
                abort(404)
            wanted = asked(view, targets)
            rows = _rows(view, wanted)
        figures = noted.asked | noted.along
        if figures:
            shown: Shown = current_app.extensions["shown"]
            shown.record(gate.viewer(), request.full_path, view.questions, figures)
        name = f"du-thao-phan-giao-{wanted.indicator.code}-{wanted.target.year_to}.{form}"
        seeing.record_export(name, form, request.full_path)
    except WarehouseError:
        abort(503)
    write, kind = FORMS[form]
    answer = Response(write(rows), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _rows(view: View, wanted: Asked) -> list[DraftRow]:
    made = drafted(view, wanted)
    if made is None:
        abort(404)
    units, below = view.questions.registry().by_id, view.questions.indicator(made.indicator)
    return [
        DraftRow(
            below.code,
            units[one.unit].code,
            units[one.unit].vintage,
            wanted.target.year_to,
            one.drafted,
            below.unit_vi,
            None if one.asked is None else one.asked.number,
        )
        for one in made.parts
    ]
