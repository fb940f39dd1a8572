"""The route behind the export menu: any chart or table of any page, by its address and id, in any form."""

import logging

from flask import Blueprint, Response, current_app, jsonify, request

from access.web import seeing
from components.language import use_language
from data.errors import WarehouseError
from exports.errors import ExportError, NoBrowser, NothingToWrite
from exports.forms import FORMS, Tools
from exports.names import file_name
from pages.drawing import in_words
from pages.taking import CannotTake, take

blueprint = Blueprint("exports", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/export/<form>")
def export(form: str) -> tuple[Response, int]:
    """A file of what stands at `address` under `id`; a reason in JSON where there is none.

    503 with `client` true means that the reader's own browser should draw the picture.
    """
    if form not in FORMS:
        return _refused(f"A file has a form, one of: {', '.join(FORMS)}.", 404)
    address, id = request.args.get("address", ""), request.args.get("id", "")
    tools: Tools = current_app.extensions["export_tools"]
    try:
        taken = take(address, id)
        with use_language(taken.stamp.language):
            content = tools.write(form, taken)
    except CannotTake as problem:
        return _refused(str(problem), problem.status)
    except NothingToWrite as problem:
        return _refused(str(problem), 404)
    except ExportError as problem:
        return _refused(str(problem), 503, client=FORMS[form].picture and isinstance(problem, NoBrowser))
    except WarehouseError as problem:
        log.warning("export of %s from %.200s: %s", form, address, problem)
        return _refused(in_words(problem), 503)
    name = file_name(taken.content.name, FORMS[form].ending)
    seeing.record_export(name, form, taken.stamp.address)
    answer = Response(content, mimetype=FORMS[form].kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200


def _refused(reason: str, status: int, *, client: bool = False) -> tuple[Response, int]:
    return jsonify(reason=reason, client=client), status
