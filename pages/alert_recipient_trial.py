"""The route by which somebody tries whether a message arrives, and what pages say of the last time."""

from math import ceil

from flask import jsonify

from access import recipients
from access.limits import Rate, waiting
from access.web import gate
from alerts.channels import NotSent
from alerts.trial import send_trial
from alerts.wording import not_sent
from components.formatting import moment
from components.formatting import number as figure
from components.language import _
from data.alerts.outbox import Recipient
from data.clock import utc_now
from data.errors import WarehouseError
from pages.alert_recipient_changes import PAGE, changeable, of_mine
from pages.drawing import in_words
from pages.task_changes import Answer, refused

OF_ONE, OF_PERSON = Rate(3, 600), Rate(10, 600)
"""Trials to one recipient, and by one person, for which no desk is too small: mail servers shut out who insists."""


def try_out(number: int) -> Answer:
    """Send a trial message now; who asked for it and what came of it are recorded, and said."""
    who, one = changeable(number)
    engine, now = gate.engine(), utc_now()
    wait = max(waiting(engine, f"trial-by:{who.via}:{who.name}"[:160], OF_PERSON),
               waiting(engine, f"trial-to:{one.channel}:{one.address}"[:160], OF_ONE))  # fmt: skip
    if wait:
        words = _("Vừa gửi thử nhiều lần. Hãy thử lại sau {count} phút.")
        return refused({"": words.format(count=figure(ceil(wait / 60)))}, 429)
    fault, outcome = "", "sent"
    try:
        send_trial(gate.settings(), one, who.name, now)
    except NotSent as problem:
        fault, outcome = str(problem), "uncertain" if problem.maybe else "refused" if problem.for_good else "failed"
    try:
        recipients.record_trial(engine, one, by=who, at=now, outcome=outcome, fault=fault)
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    if fault:
        return refused({"": _("Tin thử không gửi được. {fault}").format(fault=not_sent(fault))})
    return jsonify(go=PAGE if of_mine(one, who) else f"{PAGE}?recipient={number}"), 200


def last_trial(one: Recipient) -> str:
    """How the last trial went, in a sentence; empty where there was none."""
    if one.tried_at is None:
        return ""
    if one.tried_fault:
        words = _("Tin thử gần nhất ({moment}, {by}) không gửi được: {fault}")
    elif one.channel == recipients.MAIL:
        words = _("Tin thử gần nhất ({moment}, {by}): máy chủ thư đã nhận.")
    else:
        words = _("Tin thử gần nhất ({moment}, {by}): nơi nhận đã trả lời.")
    return words.format(moment=moment(one.tried_at), by=one.tried_by, fault=not_sent(one.tried_fault or ""))
