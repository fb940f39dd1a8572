"""Recovery codes, owners of tokens, counted requests, and where the secret of one-time codes is said to be sealed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0003'
down_revision: str | None = '0002'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OWNER = "Whose it is, and with whose roles it ends; empty for one that stands by itself."
SEALED = "Secret of the one-time codes, sealed with a key that is not in the database."


def upgrade() -> None:
    op.create_table('request_count',
    sa.Column('key', sa.String(length=160), nullable=False, comment='Which route, from where or by whom.'),
    sa.Column('since', sa.DateTime(), nullable=False, comment='When the span that is counted began (UTC).'),
    sa.Column('times', sa.Integer(), nullable=False, comment='Requests in that span.'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_request_count')),
    comment='How often the routes that let in, make or give away were asked; old rows are cleared.'
    )
    op.create_index('ix_request_count_since', 'request_count', ['since'], unique=False)
    op.create_table('account_recovery',
    sa.Column('account_id', sa.Integer(), nullable=False, comment='Whom it lets in.'),
    sa.Column('code_hash', sa.String(length=64), nullable=False, comment='SHA-256 of the code.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('used_at', sa.DateTime(), nullable=True, comment='When it was used (UTC); it works once.'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_recovery_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', 'code_hash', name=op.f('pk_account_recovery')),
    comment='Codes on paper for whoever lost the authenticator app.'
    )
    # Not by copying the table, as SQLite else would: the roles of tokens refer to it.
    op.execute(
        'ALTER TABLE access_token ADD COLUMN account_id INTEGER '
        'CONSTRAINT fk_access_token_account_id_account REFERENCES account (id)'
    )
    if op.get_context().dialect.name == 'postgresql':
        op.execute(f"COMMENT ON COLUMN access_token.account_id IS '{OWNER}'")
        op.execute(f"COMMENT ON COLUMN account.totp_secret IS '{SEALED}'")
