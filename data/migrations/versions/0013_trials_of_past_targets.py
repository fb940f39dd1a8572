"""Trials of past targets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0013'
down_revision: str | None = '0012'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('target_trial',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('target_id', sa.Integer(), nullable=False, comment='The version of the target that stood then.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='Who must reach the target.'),
    sa.Column('months', sa.Integer(), nullable=False, comment='Months of the year that were over: 3, 6 or 9.'),
    sa.Column('said_on', sa.Date(), nullable=False, comment='Day whose knowledge it has; published figures alone.'),
    sa.Column('probability', sa.Float(), nullable=False, comment='How likely the target would have been called, 0 to 1.'),
    sa.Column('expected', sa.Float(), nullable=False, comment='Figure that the year would have been expected to come to.'),
    sa.Column('lower', sa.Float(), nullable=False, comment='It would lie above this with 9 in 10 chances.'),
    sa.Column('upper', sa.Float(), nullable=False, comment='It would lie below this with 9 in 10 chances.'),
    sa.Column('last_year', sa.Float(), nullable=False, comment="1 where last year's figure reaches the target, else 0."),
    sa.Column('pace', sa.Float(), nullable=False, comment='1 where the pace so far, carried on, reaches the target, else 0.'),
    sa.Column('value', sa.Float(), nullable=True, comment='Figure that came; empty while it is not published.'),
    sa.Column('came', sa.Float(), nullable=True, comment='1 where the target was reached, 0 where it was missed; empty while it is open.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was made from.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='When it was worked out (UTC).'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_target_trial_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_target_trial_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['target_id'], ['target.id'], name=op.f('fk_target_trial_target_id_target')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target_trial')),
    sa.UniqueConstraint('target_id', 'months', name=op.f('uq_target_trial_target_id_months')),
    comment='What would have been said of past targets at 3, 6 and 9 months, beside two simple ways and what came.'
    )
    with op.batch_alter_table('target_trial', schema=None) as batch_op:
        batch_op.create_index('ix_target_trial_indicator_id', ['indicator_id', 'entity_id'], unique=False)

