"""Accounts, sessions, tokens and the audit chain."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('access_token',
    sa.Column('id', sa.String(length=16), nullable=False, comment='Public part of the token, by which it is found.'),
    sa.Column('name', sa.Text(), nullable=False, comment='What it is for.'),
    sa.Column('secret_hash', sa.String(length=64), nullable=False, comment='SHA-256 of the secret part.'),
    sa.Column('writes', sa.Boolean(), nullable=False, comment='Whether it may change anything.'),
    sa.Column('created_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('created_by', sa.Text(), nullable=False, comment='Who made it.'),
    sa.Column('expires_at', sa.DateTime(), nullable=False, comment='When it stops working (UTC).'),
    sa.Column('revoked_at', sa.DateTime(), nullable=True, comment='When it was withdrawn (UTC).'),
    sa.Column('last_used_at', sa.DateTime(), nullable=True, comment='When it was last used (UTC), to the minute.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_token')),
    comment='Tokens of machines and wall screens.'
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name to log in by, as it was given.'),
    sa.Column('folded', sa.Text(), nullable=False, comment='The name without case and diacritics; two may not share it.'),
    sa.Column('display', sa.Text(), nullable=False, comment='Name that pages show.'),
    sa.Column('password_hash', sa.Text(), nullable=True, comment='Argon2id; empty until an invitation is accepted, or for an outside sign-in.'),
    sa.Column('password_set_at', sa.DateTime(), nullable=True, comment='When the password was last set (UTC).'),
    sa.Column('external_id', sa.Text(), nullable=True, comment="Issuer and subject at the office's sign-in provider."),
    sa.Column('totp_secret', sa.Text(), nullable=True, comment='Secret of the one-time codes, base32.'),
    sa.Column('totp_on', sa.Boolean(), nullable=False, comment='Whether a code is asked for; the secret was confirmed once.'),
    sa.Column('totp_step', sa.Integer(), nullable=True, comment='Newest time step whose code was taken; codes up to it are refused.'),
    sa.Column('locked_at', sa.DateTime(), nullable=True, comment='When it was locked (UTC); empty while it may log in.'),
    sa.Column('created_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('created_by', sa.Text(), nullable=False, comment='Who made it.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('external_id', name=op.f('uq_account_external_id')),
    sa.UniqueConstraint('folded', name=op.f('uq_account_folded')),
    comment='People who may log in.'
    )
    op.create_table('audit_entry',
    sa.Column('sequence', sa.Integer(), autoincrement=False, nullable=False, comment='From 1, without a gap.'),
    sa.Column('at', sa.DateTime(), nullable=False, comment='When it happened (UTC).'),
    sa.Column('actor', sa.Text(), nullable=False, comment='Who did it: an account, token:NAME, desk, command or nobody.'),
    sa.Column('action', sa.String(length=48), nullable=False, comment='What was done, such as log-in or export.'),
    sa.Column('subject', sa.Text(), nullable=False, comment='To what or whom.'),
    sa.Column('detail', sa.Text(), nullable=False, comment='The rest, as JSON with sorted keys.'),
    sa.Column('previous_hash', sa.String(length=64), nullable=False, comment='hash of the entry before; zeros for the first.'),
    sa.Column('hash', sa.String(length=64), nullable=False, comment='SHA-256 over previous_hash and this row.'),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_audit_entry')),
    comment='What was done by whom; append-only, each row sealing the one before.'
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entry_actor', ['actor'], unique=False)
        batch_op.create_index('ix_audit_entry_at', ['at'], unique=False)

    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False, comment='Always 1.'),
    sa.Column('sequence', sa.Integer(), nullable=False, comment='Number of entries.'),
    sa.Column('hash', sa.String(length=64), nullable=False, comment='hash of the newest entry.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head')),
    comment='One row: where the audit chain ends, so that cutting its end off is seen; writers queue on it.'
    )
    op.execute(f"INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '{'0' * 64}')")
    op.create_table('login_failure',
    sa.Column('key', sa.String(length=80), nullable=False, comment='SHA-256 of a name, or a network address, after a word for which.'),
    sa.Column('failures', sa.Integer(), nullable=False, comment='Failures in a row, none more than the window after the last.'),
    sa.Column('last_at', sa.DateTime(), nullable=False, comment='When the last one happened (UTC).'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_login_failure')),
    comment='Failed log-ins that make the next one wait; old rows are cleared.'
    )
    with op.batch_alter_table('login_failure', schema=None) as batch_op:
        batch_op.create_index('ix_login_failure_last_at', ['last_at'], unique=False)

    op.create_table('access_token_grant',
    sa.Column('token_id', sa.String(length=16), nullable=False, comment='Which token holds the role.'),
    sa.Column('role', sa.String(length=16), nullable=False, comment='As in account_grant.'),
    sa.Column('scope', sa.String(length=48), nullable=False, comment='As in account_grant.'),
    sa.ForeignKeyConstraint(['token_id'], ['access_token.id'], name=op.f('fk_access_token_grant_token_id_access_token')),
    sa.PrimaryKeyConstraint('token_id', 'role', 'scope', name=op.f('pk_access_token_grant')),
    comment='Roles of tokens, each within a scope.'
    )
    op.create_table('account_grant',
    sa.Column('account_id', sa.Integer(), nullable=False, comment='Who holds the role.'),
    sa.Column('role', sa.String(length=16), nullable=False, comment='viewer, analyst, reporter, approver, editor, operator, administrator.'),
    sa.Column('scope', sa.String(length=48), nullable=False, comment='Key of the unit within which it holds: nation/VN/, province/24/2025.'),
    sa.Column('granted_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('granted_by', sa.Text(), nullable=False, comment='Who gave it.'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_grant_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', 'role', 'scope', name=op.f('pk_account_grant')),
    comment='Roles of people, each within a scope.'
    )
    op.create_table('account_link',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('account_id', sa.Integer(), nullable=False, comment='Whose password it lets be set.'),
    sa.Column('purpose', sa.String(length=8), nullable=False, comment='invite or reset.'),
    sa.Column('token_hash', sa.String(length=64), nullable=False, comment='SHA-256 of the secret in the link.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('expires_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('used_at', sa.DateTime(), nullable=True, comment='When it was used or withdrawn (UTC); it works once.'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_link_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_link_token_hash')),
    comment='One-time links by which a person sets a password.'
    )
    with op.batch_alter_table('account_link', schema=None) as batch_op:
        batch_op.create_index('ix_account_link_account_id', ['account_id'], unique=False)

    op.create_table('account_session',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('account_id', sa.Integer(), nullable=False, comment='Who logged in.'),
    sa.Column('token_hash', sa.String(length=64), nullable=False, comment='SHA-256 of the secret in the cookie.'),
    sa.Column('opened_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('seen_at', sa.DateTime(), nullable=False, comment='When it was last used (UTC), to the minute.'),
    sa.Column('ended_at', sa.DateTime(), nullable=True, comment='When it was ended (UTC); empty while it lives.'),
    sa.Column('agent', sa.Text(), nullable=False, comment='What the browser called itself, cut short.'),
    sa.Column('address', sa.Text(), nullable=False, comment='Network address it was opened from.'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_session_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_session_token_hash')),
    comment='Log-ins that are open or were.'
    )
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.create_index('ix_account_session_account_id', ['account_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.drop_index('ix_account_session_account_id')

    op.drop_table('account_session')
    with op.batch_alter_table('account_link', schema=None) as batch_op:
        batch_op.drop_index('ix_account_link_account_id')

    op.drop_table('account_link')
    op.drop_table('account_grant')
    op.drop_table('access_token_grant')
    with op.batch_alter_table('login_failure', schema=None) as batch_op:
        batch_op.drop_index('ix_login_failure_last_at')

    op.drop_table('login_failure')
    op.drop_table('audit_head')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_at')
        batch_op.drop_index('ix_audit_entry_actor')

    op.drop_table('audit_entry')
    op.drop_table('account')
    op.drop_table('access_token')
