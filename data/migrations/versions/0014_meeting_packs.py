"""Meeting packs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0014'
down_revision: str | None = '0013'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('pack',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('key', sa.String(length=32), nullable=False, comment='Random text by which a link names it.'),
    sa.Column('owner', sa.String(length=80), nullable=False, comment='Whose it is: account:NUMBER, or desk:BROWSER.'),
    sa.Column('title', sa.Text(), nullable=False, comment='What it is called.'),
    sa.Column('shared', sa.Boolean(), nullable=False, comment='Whether whoever has its link may open it.'),
    sa.Column('items', sa.Text(), nullable=False, comment='Its items in order, as JSON: kind, address, id, heading, note.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('changed_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack')),
    sa.UniqueConstraint('key', name=op.f('uq_pack_key')),
    comment='Meeting packs: addresses of charts and views in order, under headings; no figures.'
    )
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.create_index('ix_pack_owner', ['owner'], unique=False)

    op.create_table('pack_issue',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('series', sa.String(length=80), nullable=False, comment='Which pack: pack:KEY, or ready:CODE and its unit.'),
    sa.Column('reader', sa.String(length=80), nullable=False, comment='For whom it was computed, as the owner of a pack.'),
    sa.Column('number', sa.Integer(), nullable=False, comment='Of the issue, from 1; a new one where figures are new.'),
    sa.Column('issued_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was made from.'),
    sa.Column('figures', sa.Text(), nullable=False, comment='What stood in it, as JSON, to tell what changed.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack_issue')),
    sa.UniqueConstraint('series', 'reader', 'number', name=op.f('uq_pack_issue_series_reader_number')),
    comment='Figures of each issue of a pack, for the reader for whom it was computed alone.'
    )
    op.create_table('pack_job',
    sa.Column('id', sa.String(length=32), nullable=False, comment='Random text by which its maker asks for it.'),
    sa.Column('owner', sa.String(length=80), nullable=False, comment='Who asked for it, as the owner of a pack.'),
    sa.Column('form', sa.String(length=8), nullable=False, comment='pptx, docx, pdf, xlsx or zip.'),
    sa.Column('state', sa.String(length=12), nullable=False, comment='queued, running, done, failed or cancelled.'),
    sa.Column('done', sa.Integer(), nullable=False, comment='Steps that are done.'),
    sa.Column('total', sa.Integer(), nullable=False, comment='Steps in all.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('beat_at', sa.DateTime(), nullable=False, comment='When its worker last said that it lives (UTC).'),
    sa.Column('reason', sa.Text(), nullable=True, comment='Why it failed, in the language of whoever asked.'),
    sa.Column('file_name', sa.Text(), nullable=True, comment='Of the file that was made.'),
    sa.Column('file_kind', sa.Text(), nullable=True, comment='Media type of the file.'),
    sa.Column('content', sa.LargeBinary(), nullable=True, comment='The file, whole; empty until it is done.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack_job')),
    comment='Exports of packs on their way or done; deleted after a day.'
    )
    with op.batch_alter_table('pack_job', schema=None) as batch_op:
        batch_op.create_index('ix_pack_job_made_at', ['made_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('pack_job', schema=None) as batch_op:
        batch_op.drop_index('ix_pack_job_made_at')

    op.drop_table('pack_job')
    op.drop_table('pack_issue')
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.drop_index('ix_pack_owner')

    op.drop_table('pack')
