"""What was said of targets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0011'
down_revision: str | None = '0010'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('target_call',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='Who must reach the target.'),
    sa.Column('number', sa.Integer(), nullable=False, comment='Of the target, the same in all its versions.'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Version of the target that it speaks of.'),
    sa.Column('year_from', sa.Integer(), nullable=False, comment='First year that the target is for.'),
    sa.Column('year_to', sa.Integer(), nullable=False, comment='Last year that it is for.'),
    sa.Column('measure', sa.String(length=16), nullable=False, comment='Figure that is compared, as in target.'),
    sa.Column('said_on', sa.Date(), nullable=False, comment='Day whose knowledge it has.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='When it was worked out (UTC).'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was made from.'),
    sa.Column('afterwards', sa.Boolean(), nullable=False, comment='Worked out later than said_on, from what was known on that day alone.'),
    sa.Column('causes', sa.String(length=80), nullable=False, comment='Why it is not the one before, comma-separated codes.'),
    sa.Column('state', sa.String(length=16), nullable=False, comment='How the target stands, such as on_track or missed.'),
    sa.Column('value', sa.Float(), nullable=True, comment='Figure of the whole time, where it is known.'),
    sa.Column('probability', sa.Float(), nullable=True, comment='How likely the target is met, 0 to 1; empty where the figure decides.'),
    sa.Column('expected', sa.Float(), nullable=True, comment='Figure that the year is expected to come to.'),
    sa.Column('lower', sa.Float(), nullable=True, comment='It lies above this with 9 in 10 chances.'),
    sa.Column('upper', sa.Float(), nullable=True, comment='It lies below this with 9 in 10 chances.'),
    sa.Column('needed', sa.Float(), nullable=True, comment='What each period still to come must show for the target to be met.'),
    sa.Column('so_far', sa.Float(), nullable=True, comment='Mean of the periods of the year that are known.'),
    sa.Column('grain', sa.String(length=1), nullable=True, comment='Length of its periods: M, Q or A.'),
    sa.Column('periods_left', sa.Integer(), nullable=False, comment='Periods of the year that are still to come.'),
    sa.Column('known_until', sa.Date(), nullable=True, comment='Last day of the newest period that the forecast knew.'),
    sa.Column('why', sa.String(length=20), nullable=True, comment='Why no figure can be held against the target; empty where one can.'),
    sa.Column('simulated', sa.Boolean(), nullable=False, comment='Whether simulated figures are among what it rests on.'),
    sa.Column('newest', sa.Date(), nullable=True, comment='Last day of the newest period that has a figure.'),
    sa.Column('figures', sa.Integer(), nullable=False, comment='Figures that it rests on.'),
    sa.Column('figures_print', sa.String(length=16), nullable=False, comment='Of their values, to tell a revision.'),
    sa.Column('forecast_version', sa.Integer(), nullable=True, comment='Data version of the forecast; empty where none was needed.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_target_call_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_target_call_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target_call')),
    sa.UniqueConstraint('number', 'version', 'said_on', 'data_version', 'afterwards', name=op.f('uq_target_call_number_version_said_on_data_version_afterwards')),
    comment='What was said of targets: one row whenever it changed, and at least one a month.'
    )
    with op.batch_alter_table('target_call', schema=None) as batch_op:
        batch_op.create_index('ix_target_call_indicator_id', ['indicator_id', 'entity_id'], unique=False)
        batch_op.create_index('ix_target_call_year_to', ['year_to', 'year_from'], unique=False)

