"""The tables of meeting packs: what people put together, what was said at each issue, and exports on their way.

They outlive a rebuild of the warehouse, as accounts do. A pack holds addresses; figures stand in issues alone, which
are the reader's own.
"""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from data.schema import metadata

pack = Table(
    "pack",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("key", String(32), nullable=False, unique=True, comment="Random text by which a link names it."),
    Column("owner", String(80), nullable=False, comment="Whose it is: account:NUMBER, or desk:BROWSER."),
    Column("title", Text, nullable=False, comment="What it is called."),
    Column("shared", Boolean, nullable=False, comment="Whether whoever has its link may open it."),
    Column("items", Text, nullable=False, comment="Its items in order, as JSON: kind, address, id, heading, note."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("changed_at", DateTime, nullable=False, comment="UTC."),
    Index("ix_pack_owner", "owner"),
    comment="Meeting packs: addresses of charts and views in order, under headings; no figures.",
)

pack_issue = Table(
    "pack_issue",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("series", String(80), nullable=False, comment="Which pack: pack:KEY, or ready:CODE and its unit."),
    Column("reader", String(80), nullable=False, comment="For whom it was computed, as the owner of a pack."),
    Column("number", Integer, nullable=False, comment="Of the issue, from 1; a new one where figures are new."),
    Column("issued_at", DateTime, nullable=False, comment="UTC."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that it was made from."),
    Column("figures", Text, nullable=False, comment="What stood in it, as JSON, to tell what changed."),
    UniqueConstraint("series", "reader", "number"),
    comment="Figures of each issue of a pack, for the reader for whom it was computed alone.",
)

pack_job = Table(
    "pack_job",
    metadata,
    Column("id", String(32), primary_key=True, comment="Random text by which its maker asks for it."),
    Column("owner", String(80), nullable=False, comment="Who asked for it, as the owner of a pack."),
    Column("form", String(8), nullable=False, comment="pptx, docx, pdf, xlsx or zip."),
    Column("state", String(12), nullable=False, comment="queued, running, done, failed or cancelled."),
    Column("done", Integer, nullable=False, comment="Steps that are done."),
    Column("total", Integer, nullable=False, comment="Steps in all."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("beat_at", DateTime, nullable=False, comment="When its worker last said that it lives (UTC)."),
    Column("reason", Text, comment="Why it failed, in the language of whoever asked."),
    Column("file_name", Text, comment="Of the file that was made."),
    Column("file_kind", Text, comment="Media type of the file."),
    Column("content", LargeBinary, comment="The file, whole; empty until it is done."),
    Index("ix_pack_job_made_at", "made_at"),
    comment="Exports of packs on their way or done; deleted after a day.",
)

PACK_TABLES = (pack, pack_issue, pack_job)
