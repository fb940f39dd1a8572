"""The route behind the export menu: any chart or table of any page, by its address and id, in any form."""

import logging

from flask import Blueprint, Response, current_app, jsonify, request

from access.web import seeing
from data.errors import WarehouseError
from exports.errors import Busy, ExportError, NoBrowser, NothingToWrite
from exports.forms import FORMS
from exports.names import file_name
from exports.writers import Writers
from pages.drawing import in_words
from pages.taking import CannotTake, take

blueprint = Blueprint("exports", __name__)
AGAIN_SECONDS = 2
log = logging.getLogger(__name__)


@blueprint.get("/export/<form>")
def export(form: str) -> tuple[Response, int]:
    """A file of what stands at `address` under `id`; a reason in JSON where there is none.

    503 with `client` true means that the reader's own browser should draw the picture; with `again`, that so many are
    being made that it should ask again after as many seconds.
    """
    if form not in FORMS:
        return _refused(f"A file has a form, one of: {', '.join(FORMS)}.", 404)
    address, id = request.args.get("address", ""), request.args.get("id", "")
    writers: Writers = current_app.extensions["writers"]
    try:
        taken = take(address, id)
        content = writers.write(form, taken)
        name = file_name(taken.content.name, FORMS[form].ending)
        seeing.record_export(name, form, taken.stamp.address)
    except CannotTake as problem:
        return _refused(str(problem), problem.status)
    except NothingToWrite as problem:
        return _refused(str(problem), 404)
    except Busy as problem:
        return _refused(str(problem), 503, again=AGAIN_SECONDS)
    except ExportError as problem:
        return _refused(str(problem), 503, client=FORMS[form].picture and isinstance(problem, NoBrowser))
    except WarehouseError as problem:
        log.warning("export of %s from %.200s: %s", form, address, problem)
        return _refused(in_words(problem), 503)
    answer = Response(content, mimetype=FORMS[form].kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200


def _refused(reason: str, status: int, *, client: bool = False, again: int = 0) -> tuple[Response, int]:
    answer = jsonify(reason=reason, client=client, again=again)
    if again:
        answer.headers["Retry-After"] = str(again)
    return answer, status
