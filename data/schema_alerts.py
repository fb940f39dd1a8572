"""The tables of alerts: rules, what they found, whose alerts these are, and what was sent to whom.

Rules are versions, findings and events are append-only. `alert` is kept beside its events, in the same transaction, so
that a list of alerts never pays for the past: each of its changing columns says what the events say.
"""

from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

import data.schema_access  # noqa: F401  # recipients refer to accounts
from data.schema import metadata

alert_rule = Table(
    "alert_rule",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("number", Integer, nullable=False, comment="Of the rule, the same in all its versions."),
    Column("version", Integer, nullable=False, comment="Of the rule, from 1; the newest one counts."),
    Column("kind", String(16), nullable=False, comment="Kind of rule, such as threshold or late."),
    Column("name_vi", Text, nullable=False, comment="What it is called, in Vietnamese."),
    Column("name_en", Text, nullable=False, comment="The same in English."),
    Column("indicators", Text, nullable=False, comment="Codes of indicators, comma-separated; empty for all."),
    Column("unit_kinds", String(60), nullable=False, comment="Kinds of units, comma-separated, such as nation."),
    Column("parameters", Text, nullable=False, comment="JSON: what this kind of rule needs to know."),
    Column("severity", String(8), nullable=False, comment="critical, warning or info."),
    Column("enabled", Boolean, nullable=False, comment="Whether it raises alerts."),
    Column("recorded_at", DateTime, nullable=False, comment="When this version came to be known (UTC)."),
    Column("recorded_by", String(120), comment="Who wrote it; empty for what came built in."),
    Column("reason", Text, comment="Why it was changed."),
    Unique("number", "version"),
    comment="Rules that raise alerts: every version of each, append-only.",
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("rule_number", Integer, nullable=False, comment="Of the rule that raised it."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is measured."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="The unit that it is about."),
    Column("severity", String(8), nullable=False, comment="critical, warning or info; an escalation raises it."),
    Column("opened_at", DateTime, nullable=False, comment="When it was raised (UTC)."),
    Column("breaches", Integer, nullable=False, comment="Findings of the rule that it stands for."),
    Column("last_breach_id", Integer, comment="The newest of them, in alert_breach."),
    Column("breached_at", DateTime, nullable=False, comment="When the newest of them was found (UTC)."),
    Column("cleared_at", DateTime, comment="When what raised it was found no more (UTC); empty while it holds."),
    Column("acknowledged_at", DateTime, comment="When somebody said that they know of it (UTC)."),
    Column("assigned_id", ForeignKey("entity.id"), comment="The ministry or province that must see to it."),
    Column("due_on", Date, comment="Last day for that."),
    Column("escalations", Integer, nullable=False, comment="How often it was escalated because it was overdue."),
    Column("closed_at", DateTime, comment="When it was closed (UTC); empty while it is open."),
    Column("closed_why", String(16), comment="handled, expected, mistaken, duplicate or cleared."),
    Index("ix_alert_entity_id", "entity_id"),
    comment="Alerts: one that is open for each rule, indicator and unit.",
)
Index(
    "uq_alert_open",
    alert.c.rule_number,
    alert.c.indicator_id,
    alert.c.entity_id,
    unique=True,
    sqlite_where=alert.c.closed_at.is_(None),
    postgresql_where=alert.c.closed_at.is_(None),
)

alert_breach = Table(
    "alert_breach",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("alert_id", ForeignKey("alert.id"), nullable=False, comment="The alert that it belongs to."),
    Column("rule_number", Integer, nullable=False, comment="Of the rule that found it."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is measured."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="The unit."),
    Column("key", String(80), nullable=False, comment="What tells it from every other finding of the same series."),
    Column("found_at", DateTime, nullable=False, comment="UTC."),
    Column("known_on", Date, nullable=False, comment="Day from which it could have been known."),
    Column("grain", String(1), comment="Length of the period: D, M, Q, H, C or A."),
    Column("period_end", Date, comment="Last day of the period that it is about."),
    Column("value", Float, comment="The figure, where there is one."),
    Column("detail", Text, nullable=False, comment="JSON: what the figure was held against."),
    Column("simulated", Boolean, nullable=False, comment="Whether it rests on simulated figures."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse in which it was found."),
    Unique("rule_number", "indicator_id", "entity_id", "key"),
    Index("ix_alert_breach_alert_id", "alert_id"),
    comment="What rules found, each finding once, append-only.",
)

alert_event = Table(
    "alert_event",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("alert_id", ForeignKey("alert.id"), nullable=False, comment="The alert."),
    Column("at", DateTime, nullable=False, comment="UTC."),
    Column("by", String(120), comment="Who did it; empty for what the rules did."),
    Column(
        "kind",
        String(16),
        nullable=False,
        comment="raised, breached, cleared, acknowledged, assigned, commented, escalated or closed.",
    ),
    Column("text", Text, comment="What was said."),
    Column("entity_id", ForeignKey("entity.id"), comment="Whom it was assigned to."),
    Column("due_on", Date, comment="Until when."),
    Column("breach_id", ForeignKey("alert_breach.id"), comment="The finding that raised it or was added."),
    Column("severity", String(8), comment="Severity from then on."),
    Column("why", String(16), comment="Why it was closed, as in alert."),
    Index("ix_alert_event_alert_id", "alert_id"),
    comment="The trail of alerts: what was done, by whom, when, append-only.",
)

alert_run = Table(
    "alert_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that the rules have seen."),
    Column("rules_print", String(64), nullable=False, comment="Of the rules that were applied."),
    Column("day", Date, comment="Newest day for which lateness was looked at."),
    Column("beat_at", DateTime, nullable=False, comment="When the watch last said that it lives (UTC)."),
    Column("finished_at", DateTime, comment="When the rules were last applied to the end (UTC)."),
    Column("fault", Text, comment="Why they could not be; empty where they were."),
    comment="One row: how far the rules are.",
)

alert_recipient = Table(
    "alert_recipient",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("name", Text, nullable=False, comment="What it is called on the page."),
    Column("channel", String(8), nullable=False, comment="email or webhook."),
    Column("address", Text, nullable=False, comment="E-mail address, or address that is sent to."),
    Column("account_id", ForeignKey("account.id"), comment="Whose roles decide what may be told; empty: `grants`."),
    Column("grants", Text, nullable=False, comment="Roles within units, where it belongs to no account."),
    Column("severity", String(8), nullable=False, comment="Least severe alert that is sent."),
    Column("language", String(2), nullable=False, comment="vi or en."),
    Column("digest", String(8), nullable=False, comment="now, hourly or daily."),
    Column("digest_at", String(5), nullable=False, comment="HH:MM of a daily digest, time of Viet Nam."),
    Column("quiet_from", String(5), nullable=False, comment="HH:MM from which nothing is sent; empty: never quiet."),
    Column("quiet_to", String(5), nullable=False, comment="HH:MM until which nothing is sent."),
    Column("urgent_anyway", Boolean, nullable=False, comment="Whether critical alerts are sent in quiet hours too."),
    Column("active", Boolean, nullable=False, comment="Whether anything is sent."),
    Column("since_event", Integer, nullable=False, comment="Newest event when it was made: nothing older is sent."),
    Column("tried_at", DateTime, comment="When a trial was last sent (UTC)."),
    Column("tried_by", String(120), comment="Who asked for that trial."),
    Column("tried_fault", Text, comment="Why it was not taken; empty where it was."),
    comment="Who is told of alerts, how and when.",
)

alert_message = Table(
    "alert_message",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("recipient_id", ForeignKey("alert_recipient.id"), nullable=False, comment="Whom it goes to."),
    Column(
        "state",
        String(10),
        nullable=False,
        comment="waiting, sending, handing, sent, nothing, uncertain, failed, or dismissed by a person.",
    ),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("not_before", DateTime, nullable=False, comment="When it may be tried (UTC)."),
    Column("claimed_at", DateTime, comment="When the last try began (UTC)."),
    Column("tries", Integer, nullable=False, comment="How often it was tried."),
    Column("sent_at", DateTime, comment="When it was taken by the other side (UTC)."),
    Column("fault", Text, comment="Why the last try failed."),
    Index("ix_alert_message_state", "state"),
    comment="The outbox: messages, each sent once.",
)

alert_message_event = Table(
    "alert_message_event",
    metadata,
    Column("recipient_id", ForeignKey("alert_recipient.id"), primary_key=True, comment="Whom it is told."),
    Column("event_id", ForeignKey("alert_event.id"), primary_key=True, comment="What is told."),
    Column("message_id", ForeignKey("alert_message.id"), nullable=False, comment="In which message."),
    Index("ix_alert_message_event_message_id", "message_id"),
    comment="Which events a message tells; no event is told twice to the same recipient.",
)

ALERT_TABLES = (
    alert_rule,
    alert,
    alert_breach,
    alert_event,
    alert_run,
    alert_recipient,
    alert_message,
    alert_message_event,
)
