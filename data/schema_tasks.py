"""The tables of tasks that the Government or the Prime Minister assigned: every version of each, and progress notes.

As with targets nothing is overwritten: a change, an extension, the end of a task is a version of its own. The state of
a task is nowhere stored: it follows from these dates and the day that is asked about (`data.tasks.states`).
"""

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from data.schema import metadata

task = Table(
    "task",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("number", Integer, nullable=False, comment="Of the task, the same in all its versions."),
    Column("version", Integer, nullable=False, comment="Of the task, from 1; the newest one counts."),
    Column(
        "change",
        String(12),
        nullable=False,
        comment="What made this version: assigned, changed, extended, done, reopened or withdrawn.",
    ),
    Column("code", String(64), comment="Code in the system that it was imported from; empty for one written here."),
    Column("assigned_by", String(8), nullable=False, comment="CP (the Government) or TTG (the Prime Minister)."),
    Column("document", Text, nullable=False, comment="Document that assigns it."),
    Column("issued_on", Date, comment="Date of the document, where it is known."),
    Column("content", Text, nullable=False, comment="What is to be done, as the document says it."),
    Column("lead_id", ForeignKey("entity.id"), nullable=False, comment="The ministry or province that must do it."),
    Column("assigned_on", Date, nullable=False, comment="Day from which it counts as assigned."),
    Column("due_on", Date, comment="Last day in time, extensions included; empty where none was set."),
    Column("done_on", Date, comment="Day on which it was done; empty while it is not."),
    Column("withdrawn_on", Date, comment="Day from which nobody must do it any more."),
    Column("indicator_id", ForeignKey("indicator.id"), comment="Indicator that it is about, where it is about one."),
    Column("target_number", Integer, comment="Number of the target that it serves."),
    Column("alert_id", ForeignKey("alert.id"), comment="Alert that led to it."),
    Column("simulated", Boolean, nullable=False, comment="Made up to show how the page works; no document assigns it."),
    Column("recorded_at", DateTime, nullable=False, comment="When this version came to be known (UTC)."),
    Column("recorded_by", String(120), comment="Who wrote it; empty for what came built in."),
    Column("reason", Text, comment="Why it was changed, extended, reopened or withdrawn; how it was done."),
    Unique("number", "version"),
    Index("ix_task_lead_id", "lead_id"),
    Index("ix_task_alert_id", "alert_id"),
    comment="Tasks as living records: every version of each, append-only.",
)

task_unit = Table(
    "task_unit",
    metadata,
    Column("task_id", ForeignKey("task.id"), primary_key=True, comment="The version of the task."),
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit that co-operates."),
    comment="Units that co-operate in a task, by its versions.",
)

task_note = Table(
    "task_note",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("number", Integer, nullable=False, comment="Of the task."),
    Column("recorded_at", DateTime, nullable=False, comment="When it was written (UTC)."),
    Column("recorded_by", String(120), comment="Who wrote it; empty for what came built in."),
    Column("text", Text, nullable=False, comment="How far the task is, in words."),
    Index("ix_task_note_number", "number"),
    comment="Progress notes on tasks, append-only.",
)

TASK_TABLES = (task, task_unit, task_note)
