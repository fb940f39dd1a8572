"""The audit trail, for whoever administers the whole: who did what, narrowed, paged, as a file, and verified."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, audit
from access.audit import Filter
from access.web import gate
from access.web.details import actor_in_words, as_text, lines, subject_in_words
from access.web.forms import blueprint, page
from access.web.people import administrator
from access.web.words import deeds
from components.formatting import CLOCK, moment
from components.language import _

MOST_ROWS, MOST_FILE_ROWS = 100, 100_000
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: each text as it was typed, the filter made of them, and what is wrong with them."""

    actor: str
    action: str
    subject: str
    since: str
    until: str
    before: str
    problems: dict[str, str]
    wanted: Filter

    @property
    def address(self) -> dict[str, str]:
        """The filter as parameters of an address, without the page."""
        given = {name: getattr(self, name) for name in ("actor", "action", "subject", "since", "until")}
        return {name: text for name, text in given.items() if text}


@blueprint.get("/audit")
def audit_trail() -> AnyResponse:
    administrator()
    asked = _asked()
    with gate.engine().connect() as connection:
        rows = audit.read(connection, asked.wanted, MOST_ROWS + 1)
        checks = audit.read(connection, Filter(action=audit.Event.AUDIT_VERIFIED), 1)
        people = [one.name for one in accounts.list_all(connection)]
    shown = list(rows[:MOST_ROWS].itertuples())
    return page(
        "audit.html",
        _("Nhật ký"),
        status=400 if asked.problems else 200,
        asked=asked,
        rows=shown,
        older=shown[-1].sequence if len(rows) > MOST_ROWS else None,
        check=_last_check(checks),
        people=people,
        deeds=deeds(),
        details=lines,
        actor=actor_in_words,
        about=subject_in_words,
        problems=asked.problems,
        most=MOST_FILE_ROWS,
        wide=True,
    )


@blueprint.post("/audit/verify")
def audit_verify() -> AnyResponse:
    """Check the whole chain now, and record what came of it."""
    who = administrator()
    with gate.engine().connect() as connection:
        end, bad = audit.head(connection), audit.verify(connection)
    said = {"entries": end.sequence, "hash": end.hash} | ({} if bad is None else {"broken": bad})
    with gate.engine().begin() as connection:
        audit.write(connection, who, audit.Event.AUDIT_VERIFIED, "audit", said)
    return redirect(url_for("access.audit_trail"))


@blueprint.get("/audit.csv")
def audit_file() -> AnyResponse:
    """The trail as a file, narrowed as the page is; a cell that a spreadsheet would run is written as text."""
    who, asked = administrator(), _asked()
    with gate.engine().begin() as connection:
        rows = audit.read(connection, asked.wanted, MOST_FILE_ROWS + 1)
        cut = len(rows) > MOST_FILE_ROWS
        said = {"rows": min(len(rows), MOST_FILE_ROWS)} | ({"cut": True} if cut else {}) | asked.address
        audit.write(connection, who, audit.Event.EXPORTED, "audit", said)
    made = io.StringIO()
    csv.writer(made).writerows([_harmless(cell) for cell in row] for row in _table(rows[:MOST_FILE_ROWS]))
    if cut:
        csv.writer(made).writerow(
            [_("Còn nữa: tệp có tối đa {most} dòng, hãy lọc hẹp hơn.").format(most=MOST_FILE_ROWS)]
        )
    answer = Response("\ufeff" + made.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=audit.csv"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asked() -> Asked:
    """Read the address; what cannot be read does not narrow, and is said beside its field."""
    given = {
        name: request.args.get(name, "")[:120].replace("\0", "").strip()
        for name in ("actor", "action", "subject", "since", "until", "before")
    }
    problems: dict[str, str] = {}
    since, until = _day(given["since"], "since", problems), _day(given["until"], "until", problems)
    if since is not None and until is not None and until < since:
        problems["until"] = _("Ngày cuối đứng trước ngày đầu.")
    before = given["before"]
    wanted = Filter(
        actor=given["actor"],
        action=given["action"],
        subject=given["subject"],
        since=None if since is None else _utc(since),
        until=None if until is None else _utc(until + DAY),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None,
    )
    return Asked(**given, problems=problems, wanted=wanted)


def _day(text: str, name: str, problems: dict[str, str]) -> date | None:
    """A day as browsers send it, or as people type it where a browser knows no field of days."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 1900 <= found.year <= 9000:
            return found
    problems[name] = _("Không đọc được ngày; hãy viết như 22/11/2026.")
    return None


def _utc(day: date) -> datetime:
    """The beginning of a day in Viet Nam, as the tables keep time."""
    return datetime(day.year, day.month, day.day, tzinfo=CLOCK).astimezone(UTC).replace(tzinfo=None)


def _last_check(checks: pd.DataFrame) -> dict[str, Any] | None:
    """When the chain was last verified, by whom, and what came of it."""
    if checks.empty:
        return None
    row = checks.iloc[0]
    try:
        said = json.loads(row["detail"])
        head = audit.Head(said["entries"], said["hash"])
    except (ValueError, KeyError, TypeError):  # the entry itself was tampered with
        return None
    return {"at": row["at"], "actor": row["actor"], "head": head, "broken": said.get("broken")}


def _table(rows: pd.DataFrame) -> Iterator[list[object]]:
    yield [
        _("Số"),
        _("Lúc (giờ Việt Nam)"),
        _("Lúc (UTC)"),
        _("Ai"),
        _("Việc"),
        _("Mã việc"),
        _("Đối tượng"),
        _("Chi tiết"),
        _("Chi tiết gốc"),
    ]
    names = deeds()
    for number, at, actor, action, subject, detail in rows.to_numpy():
        yield [
            number,
            moment(at),
            at,
            actor,
            names.get(action, action),
            action,
            subject,
            as_text(lines(detail)),
            detail,
        ]


def _harmless(cell: object) -> str:
    text = str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text
