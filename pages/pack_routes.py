"""The routes behind the meeting pack: adding, keeping, sharing, and exporting in the background."""

from collections.abc import Mapping
from typing import Any, Literal

from flask import Blueprint, Response, current_app, jsonify, request

from access.web import gate
from components.language import _, language
from data.errors import WarehouseError
from data.packs.records import Job, JobState, Pack, PackItem
from data.packs.store import PackStore
from exports.errors import ExportError
from exports.packs.forms import PACK_FORMS
from exports.packs.plan import Plan
from pages.drawing import in_words
from pages.pack_jobs import Order, Runner
from pages.pack_owner import owner, remember
from pages.pack_plans import Asked, items_of, plan_of, plan_of_ready
from pages.view import day_asked

blueprint = Blueprint("packs", __name__)
blueprint.after_request(remember)
MOST_WAITING = 5
MOST_ITEMS, LONGEST_TITLE, LONGEST_NOTE, LONGEST_ADDRESS, LONGEST_ID = 120, 255, 2000, 2000, 120
Answer = tuple[Response, int]


class Refused(Exception):
    """A request that cannot be met; the text is a sentence for whoever asked."""

    def __init__(self, sentence: str, status: Literal[400, 403, 404, 409] = 400) -> None:
        super().__init__(sentence)
        self.status = status


@blueprint.errorhandler(Refused)
def _refused(problem: Refused) -> Answer:
    return jsonify(reason=str(problem)), problem.status


@blueprint.errorhandler(ExportError)
def _not_made(problem: ExportError) -> Answer:
    return jsonify(reason=str(problem)), 400


@blueprint.errorhandler(WarehouseError)
def _no_warehouse(problem: WarehouseError) -> Answer:
    return jsonify(reason=in_words(problem)), 503


def store() -> PackStore:
    """The packs of the server."""
    found: PackStore = current_app.extensions["packs"]
    return found


def visible(key: str) -> Pack | None:
    """A pack by its key, if it is the present viewer's or shared."""
    found = store().find(key)
    return found if found is not None and (found.shared or found.owner == owner()) else None


# --- what is kept -----------------------------------------------------------------------------------------------------


@blueprint.post("/api/pack/add")
def add() -> Answer:
    """Add a chart, or without an id a whole page, to the pack that was changed last."""
    said = _said()
    address = _text(said, "address", LONGEST_ADDRESS)
    if not address.startswith("/") or address.startswith("//"):
        raise Refused(_("Địa chỉ không phải của trang nào ở đây."))
    item = PackItem("view", address, _text(said, "id", LONGEST_ID), _text(said, "title", LONGEST_TITLE))
    made = store().add(_owner(make=True), item, _("Tài liệu họp"), MOST_ITEMS)
    if made is None:
        raise Refused(_("Tập tài liệu đã đủ {count} mục; hãy bớt hoặc lập tập khác.").format(count=MOST_ITEMS), 409)
    return jsonify(key=made.key), 200


@blueprint.post("/api/pack/save")
def save() -> Answer:
    """Write a pack anew: title, sharing, and its items in order."""
    said = _said()
    title = _text(said, "title", LONGEST_TITLE).strip() or _("Tài liệu họp")
    items = said.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise Refused(_("Một tập tài liệu có nhiều nhất {count} mục.").format(count=MOST_ITEMS))
    written = [_item(one) for one in items]
    key, shared = _text(said, "key", 32), said.get("shared") is True
    if not store().save(_owner(), key, title, written, shared=shared):
        raise Refused(_("Không có tập tài liệu này, hoặc nó không phải của anh/chị."), 404)
    return jsonify(saved=True), 200


@blueprint.post("/api/pack/make")
def make() -> Answer:
    """A new pack: empty, a copy of one that may be seen, or what a ready-made one asks for."""
    said = _said()
    key, ready = _text(said, "key", 32), _text(said, "ready", 40)
    title, items = _("Tài liệu họp"), tuple[PackItem, ...]()
    if ready:
        plan = plan_of_ready(ready, _asked(said))
        title, items = plan.title, items_of(plan)
    elif key:
        found = visible(key)
        if found is None:
            raise Refused(_("Không có tập tài liệu này, hoặc nó không được chia sẻ."), 404)
        title, items = _("Bản sao: {title}").format(title=found.title)[:LONGEST_TITLE], found.items
    return jsonify(key=store().make(_owner(make=True), title, items).key), 200


@blueprint.post("/api/pack/remove")
def remove() -> Answer:
    """Delete a pack of one's own."""
    if not store().remove(_owner(), _text(_said(), "key", 32)):
        raise Refused(_("Không có tập tài liệu này, hoặc nó không phải của anh/chị."), 404)
    return jsonify(removed=True), 200


# --- what is made of it -----------------------------------------------------------------------------------------------


@blueprint.post("/api/pack/export")
def export() -> Answer:
    """Begin an export in the background; answers with its job."""
    said = _said()
    form = _text(said, "form", 8)
    if form not in PACK_FORMS:
        raise Refused(_("Tập tài liệu xuất được thành: {forms}.").format(forms=", ".join(PACK_FORMS)), 404)
    plan = _plan(said)
    if not plan.items:
        raise Refused(_("Tập tài liệu chưa có mục nào để xuất."))
    who = _owner(make=True)
    if store().waiting(who) >= MOST_WAITING:
        raise Refused(_("Đang có {count} lần xuất chưa xong; hãy chờ hoặc hủy bớt.").format(count=MOST_WAITING), 409)
    day = day_asked(_text(said, "as_of", 10))
    settings = gate.settings()
    base = settings.public_address.rstrip("/") or request.url_root.rstrip("/")
    order = Order(
        plan,
        form,
        gate.viewer(),
        who,
        language(),
        base,
        day.isoformat() if day else "",
    )
    runner: Runner = current_app.extensions["pack_runner"]
    return jsonify(_told(runner.submit(order))), 202


@blueprint.get("/api/pack/jobs/<id>")
def job(id: str) -> Answer:
    """How far an export is."""
    return jsonify(_told(_job(id))), 200


@blueprint.post("/api/pack/jobs/<id>/cancel")
def cancel(id: str) -> Answer:
    """End an export; nothing of it is left."""
    store().cancel(_owner(), id)
    return jsonify(_told(_job(id))), 200


@blueprint.get("/api/pack/jobs/<id>/file")
def file(id: str) -> Answer:
    """The file of an export that is done."""
    found = _job(id)
    content = store().content(found.owner, id)
    if content is None:
        raise Refused(_("Tệp chưa xong."), 404)
    answer = Response(content, mimetype=found.file_kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200


# --- what came --------------------------------------------------------------------------------------------------------


def _plan(said: Mapping[str, Any]) -> Plan:
    ready = _text(said, "ready", 40)
    if ready:
        return plan_of_ready(ready, _asked(said))
    found = visible(_text(said, "key", 32))
    if found is None:
        raise Refused(_("Không có tập tài liệu này, hoặc nó không được chia sẻ."), 404)
    return plan_of(found)


def _asked(said: Mapping[str, Any]) -> Asked:
    return Asked(_text(said, "period", 10), _text(said, "unit", 20), _text(said, "since", 10), _text(said, "as_of", 10))


def _item(given: Any) -> PackItem:
    if not isinstance(given, dict) or given.get("kind") not in ("section", "view"):
        raise Refused(_("Một mục của tập tài liệu là tiêu đề phần hoặc một địa chỉ."))
    address = _text(given, "address", LONGEST_ADDRESS)
    if given["kind"] == "view" and (not address.startswith("/") or address.startswith("//")):
        raise Refused(_("Địa chỉ không phải của trang nào ở đây."))
    heading, note = _text(given, "heading", LONGEST_TITLE), _text(given, "note", LONGEST_NOTE)
    return PackItem(given["kind"], address, _text(given, "id", LONGEST_ID), heading, note)


def _text(said: Mapping[str, Any], name: str, most: int) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Refused(_("{name} phải là chữ, dài nhất {most} ký tự.").format(name=name, most=most))
    return value


def _said() -> Mapping[str, Any]:
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        raise Refused(_("Yêu cầu phải là một đối tượng JSON."))
    return said


def _owner(*, make: bool = False) -> str:
    found = owner(make=make)
    if found is None:
        raise Refused(_("Chỉ người đăng nhập, hoặc trình duyệt ở bàn làm việc, mới có tập tài liệu."), 403)
    return found


def _job(id: str) -> Job:
    found = store().job(_owner(), id)
    if found is None:
        raise Refused(_("Không có lần xuất này; tệp chỉ giữ một ngày."), 404)
    runner: Runner = current_app.extensions["pack_runner"]
    return runner.known(found)


def _told(found: Job) -> dict[str, Any]:
    words = {
        JobState.QUEUED: _("đang chờ"),
        JobState.RUNNING: _("đang lập"),
        JobState.DONE: _("xong"),
        JobState.FAILED: _("không lập được"),
        JobState.CANCELLED: _("đã hủy"),
        JobState.LOST: _("bị ngắt giữa chừng vì máy chủ dừng; không có tệp nào, hãy xuất lại"),
    }
    part = round(100 * found.done / found.total) if found.total else 0
    return {
        "id": found.id,
        "form": found.form,
        "state": found.state.value,
        "word": words[found.state],
        "part": part,
        "reason": found.reason,
        "name": found.file_name,
    }
