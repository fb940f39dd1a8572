"""Tasks that were assigned, and alerts with their rules, trails and outbox."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0012'
down_revision: str | None = '0011'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('alert_rule',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('number', sa.Integer(), nullable=False, comment='Of the rule, the same in all its versions.'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Of the rule, from 1; the newest one counts.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='Kind of rule, such as threshold or late.'),
    sa.Column('name_vi', sa.Text(), nullable=False, comment='What it is called, in Vietnamese.'),
    sa.Column('name_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.Column('indicators', sa.Text(), nullable=False, comment='Codes of indicators, comma-separated; empty for all.'),
    sa.Column('unit_kinds', sa.String(length=60), nullable=False, comment='Kinds of units, comma-separated, such as nation.'),
    sa.Column('parameters', sa.Text(), nullable=False, comment='JSON: what this kind of rule needs to know.'),
    sa.Column('severity', sa.String(length=8), nullable=False, comment='critical, warning or info.'),
    sa.Column('enabled', sa.Boolean(), nullable=False, comment='Whether it raises alerts.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When this version came to be known (UTC).'),
    sa.Column('recorded_by', sa.String(length=120), nullable=True, comment='Who wrote it; empty for what came built in.'),
    sa.Column('reason', sa.Text(), nullable=True, comment='Why it was changed.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_rule')),
    sa.UniqueConstraint('number', 'version', name=op.f('uq_alert_rule_number_version')),
    comment='Rules that raise alerts: every version of each, append-only.'
    )
    op.create_table('alert_run',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False, comment='Always 1.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that the rules have seen.'),
    sa.Column('rules_print', sa.String(length=64), nullable=False, comment='Of the rules that were applied.'),
    sa.Column('day', sa.Date(), nullable=True, comment='Newest day for which lateness was looked at.'),
    sa.Column('beat_at', sa.DateTime(), nullable=False, comment='When the watch last said that it lives (UTC).'),
    sa.Column('finished_at', sa.DateTime(), nullable=True, comment='When the rules were last applied to the end (UTC).'),
    sa.Column('fault', sa.Text(), nullable=True, comment='Why they could not be; empty where they were.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_run')),
    comment='One row: how far the rules are.'
    )
    op.create_table('task_note',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('number', sa.Integer(), nullable=False, comment='Of the task.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When it was written (UTC).'),
    sa.Column('recorded_by', sa.String(length=120), nullable=True, comment='Who wrote it; empty for what came built in.'),
    sa.Column('text', sa.Text(), nullable=False, comment='How far the task is, in words.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_note')),
    comment='Progress notes on tasks, append-only.'
    )
    with op.batch_alter_table('task_note', schema=None) as batch_op:
        batch_op.create_index('ix_task_note_number', ['number'], unique=False)

    op.create_table('alert',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('rule_number', sa.Integer(), nullable=False, comment='Of the rule that raised it.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit that it is about.'),
    sa.Column('severity', sa.String(length=8), nullable=False, comment='critical, warning or info; an escalation raises it.'),
    sa.Column('opened_at', sa.DateTime(), nullable=False, comment='When it was raised (UTC).'),
    sa.Column('breaches', sa.Integer(), nullable=False, comment='Findings of the rule that it stands for.'),
    sa.Column('last_breach_id', sa.Integer(), nullable=True, comment='The newest of them, in alert_breach.'),
    sa.Column('breached_at', sa.DateTime(), nullable=False, comment='When the newest of them was found (UTC).'),
    sa.Column('cleared_at', sa.DateTime(), nullable=True, comment='When what raised it was found no more (UTC); empty while it holds.'),
    sa.Column('acknowledged_at', sa.DateTime(), nullable=True, comment='When somebody said that they know of it (UTC).'),
    sa.Column('assigned_id', sa.Integer(), nullable=True, comment='The ministry or province that must see to it.'),
    sa.Column('due_on', sa.Date(), nullable=True, comment='Last day for that.'),
    sa.Column('escalations', sa.Integer(), nullable=False, comment='How often it was escalated because it was overdue.'),
    sa.Column('closed_at', sa.DateTime(), nullable=True, comment='When it was closed (UTC); empty while it is open.'),
    sa.Column('closed_why', sa.String(length=16), nullable=True, comment='handled, expected, mistaken, duplicate or cleared.'),
    sa.ForeignKeyConstraint(['assigned_id'], ['entity.id'], name=op.f('fk_alert_assigned_id_entity')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_alert_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_alert_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert')),
    comment='Alerts: one that is open for each rule, indicator and unit.'
    )
    with op.batch_alter_table('alert', schema=None) as batch_op:
        batch_op.create_index('ix_alert_entity_id', ['entity_id'], unique=False)
        batch_op.create_index('uq_alert_open', ['rule_number', 'indicator_id', 'entity_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('alert_recipient',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('name', sa.Text(), nullable=False, comment='What it is called on the page.'),
    sa.Column('channel', sa.String(length=8), nullable=False, comment='email or webhook.'),
    sa.Column('address', sa.Text(), nullable=False, comment='E-mail address, or address that is sent to.'),
    sa.Column('account_id', sa.Integer(), nullable=True, comment='Whose roles decide what may be told; empty: `grants`.'),
    sa.Column('grants', sa.Text(), nullable=False, comment='Roles within units, where it belongs to no account.'),
    sa.Column('severity', sa.String(length=8), nullable=False, comment='Least severe alert that is sent.'),
    sa.Column('language', sa.String(length=2), nullable=False, comment='vi or en.'),
    sa.Column('digest', sa.String(length=8), nullable=False, comment='now, hourly or daily.'),
    sa.Column('digest_at', sa.String(length=5), nullable=False, comment='HH:MM of a daily digest, time of Viet Nam.'),
    sa.Column('quiet_from', sa.String(length=5), nullable=False, comment='HH:MM from which nothing is sent; empty: never quiet.'),
    sa.Column('quiet_to', sa.String(length=5), nullable=False, comment='HH:MM until which nothing is sent.'),
    sa.Column('urgent_anyway', sa.Boolean(), nullable=False, comment='Whether critical alerts are sent in quiet hours too.'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether anything is sent.'),
    sa.Column('since_event', sa.Integer(), nullable=False, comment='Newest event when it was made: nothing older is sent.'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_alert_recipient_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_recipient')),
    comment='Who is told of alerts, how and when.'
    )
    op.create_table('alert_breach',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('alert_id', sa.Integer(), nullable=False, comment='The alert that it belongs to.'),
    sa.Column('rule_number', sa.Integer(), nullable=False, comment='Of the rule that found it.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit.'),
    sa.Column('key', sa.String(length=80), nullable=False, comment='What tells it from every other finding of the same series.'),
    sa.Column('found_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('known_on', sa.Date(), nullable=False, comment='Day from which it could have been known.'),
    sa.Column('grain', sa.String(length=1), nullable=True, comment='Length of the period: D, M, Q, H, C or A.'),
    sa.Column('period_end', sa.Date(), nullable=True, comment='Last day of the period that it is about.'),
    sa.Column('value', sa.Float(), nullable=True, comment='The figure, where there is one.'),
    sa.Column('detail', sa.Text(), nullable=False, comment='JSON: what the figure was held against.'),
    sa.Column('simulated', sa.Boolean(), nullable=False, comment='Whether it rests on simulated figures.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse in which it was found.'),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_alert_breach_alert_id_alert')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_alert_breach_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_alert_breach_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_breach')),
    sa.UniqueConstraint('rule_number', 'indicator_id', 'entity_id', 'key', name=op.f('uq_alert_breach_rule_number_indicator_id_entity_id_key')),
    comment='What rules found, each finding once, append-only.'
    )
    with op.batch_alter_table('alert_breach', schema=None) as batch_op:
        batch_op.create_index('ix_alert_breach_alert_id', ['alert_id'], unique=False)

    op.create_table('alert_message',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('recipient_id', sa.Integer(), nullable=False, comment='Whom it goes to.'),
    sa.Column('state', sa.String(length=10), nullable=False, comment='waiting, sending, handing, sent, nothing, uncertain, failed.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('not_before', sa.DateTime(), nullable=False, comment='When it may be tried (UTC).'),
    sa.Column('claimed_at', sa.DateTime(), nullable=True, comment='When the last try began (UTC).'),
    sa.Column('tries', sa.Integer(), nullable=False, comment='How often it was tried.'),
    sa.Column('sent_at', sa.DateTime(), nullable=True, comment='When it was taken by the other side (UTC).'),
    sa.Column('fault', sa.Text(), nullable=True, comment='Why the last try failed.'),
    sa.ForeignKeyConstraint(['recipient_id'], ['alert_recipient.id'], name=op.f('fk_alert_message_recipient_id_alert_recipient')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_message')),
    comment='The outbox: messages, each sent once.'
    )
    with op.batch_alter_table('alert_message', schema=None) as batch_op:
        batch_op.create_index('ix_alert_message_state', ['state'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('number', sa.Integer(), nullable=False, comment='Of the task, the same in all its versions.'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Of the task, from 1; the newest one counts.'),
    sa.Column('change', sa.String(length=12), nullable=False, comment='What made this version: assigned, changed, extended, done, reopened or withdrawn.'),
    sa.Column('code', sa.String(length=64), nullable=True, comment='Code in the system that it was imported from; empty for one written here.'),
    sa.Column('assigned_by', sa.String(length=8), nullable=False, comment='CP (the Government) or TTG (the Prime Minister).'),
    sa.Column('document', sa.Text(), nullable=False, comment='Document that assigns it.'),
    sa.Column('issued_on', sa.Date(), nullable=True, comment='Date of the document, where it is known.'),
    sa.Column('content', sa.Text(), nullable=False, comment='What is to be done, as the document says it.'),
    sa.Column('lead_id', sa.Integer(), nullable=False, comment='The ministry or province that must do it.'),
    sa.Column('assigned_on', sa.Date(), nullable=False, comment='Day from which it counts as assigned.'),
    sa.Column('due_on', sa.Date(), nullable=True, comment='Last day in time, extensions included; empty where none was set.'),
    sa.Column('done_on', sa.Date(), nullable=True, comment='Day on which it was done; empty while it is not.'),
    sa.Column('withdrawn_on', sa.Date(), nullable=True, comment='Day from which nobody must do it any more.'),
    sa.Column('indicator_id', sa.Integer(), nullable=True, comment='Indicator that it is about, where it is about one.'),
    sa.Column('target_number', sa.Integer(), nullable=True, comment='Number of the target that it serves.'),
    sa.Column('alert_id', sa.Integer(), nullable=True, comment='Alert that led to it.'),
    sa.Column('simulated', sa.Boolean(), nullable=False, comment='Made up to show how the page works; no document assigns it.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When this version came to be known (UTC).'),
    sa.Column('recorded_by', sa.String(length=120), nullable=True, comment='Who wrote it; empty for what came built in.'),
    sa.Column('reason', sa.Text(), nullable=True, comment='Why it was changed, extended, reopened or withdrawn; how it was done.'),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_task_alert_id_alert')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_task_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['lead_id'], ['entity.id'], name=op.f('fk_task_lead_id_entity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('number', 'version', name=op.f('uq_task_number_version')),
    comment='Tasks as living records: every version of each, append-only.'
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_alert_id', ['alert_id'], unique=False)
        batch_op.create_index('ix_task_lead_id', ['lead_id'], unique=False)

    op.create_table('alert_event',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('alert_id', sa.Integer(), nullable=False, comment='The alert.'),
    sa.Column('at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('by', sa.String(length=120), nullable=True, comment='Who did it; empty for what the rules did.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='raised, breached, cleared, acknowledged, assigned, commented, escalated or closed.'),
    sa.Column('text', sa.Text(), nullable=True, comment='What was said.'),
    sa.Column('entity_id', sa.Integer(), nullable=True, comment='Whom it was assigned to.'),
    sa.Column('due_on', sa.Date(), nullable=True, comment='Until when.'),
    sa.Column('breach_id', sa.Integer(), nullable=True, comment='The finding that raised it or was added.'),
    sa.Column('severity', sa.String(length=8), nullable=True, comment='Severity from then on.'),
    sa.Column('why', sa.String(length=16), nullable=True, comment='Why it was closed, as in alert.'),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_alert_event_alert_id_alert')),
    sa.ForeignKeyConstraint(['breach_id'], ['alert_breach.id'], name=op.f('fk_alert_event_breach_id_alert_breach')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_alert_event_entity_id_entity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_event')),
    comment='The trail of alerts: what was done, by whom, when, append-only.'
    )
    with op.batch_alter_table('alert_event', schema=None) as batch_op:
        batch_op.create_index('ix_alert_event_alert_id', ['alert_id'], unique=False)

    op.create_table('task_unit',
    sa.Column('task_id', sa.Integer(), nullable=False, comment='The version of the task.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit that co-operates.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_task_unit_entity_id_entity')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_unit_task_id_task')),
    sa.PrimaryKeyConstraint('task_id', 'entity_id', name=op.f('pk_task_unit')),
    comment='Units that co-operate in a task, by its versions.'
    )
    op.create_table('alert_message_event',
    sa.Column('recipient_id', sa.Integer(), nullable=False, comment='Whom it is told.'),
    sa.Column('event_id', sa.Integer(), nullable=False, comment='What is told.'),
    sa.Column('message_id', sa.Integer(), nullable=False, comment='In which message.'),
    sa.ForeignKeyConstraint(['event_id'], ['alert_event.id'], name=op.f('fk_alert_message_event_event_id_alert_event')),
    sa.ForeignKeyConstraint(['message_id'], ['alert_message.id'], name=op.f('fk_alert_message_event_message_id_alert_message')),
    sa.ForeignKeyConstraint(['recipient_id'], ['alert_recipient.id'], name=op.f('fk_alert_message_event_recipient_id_alert_recipient')),
    sa.PrimaryKeyConstraint('recipient_id', 'event_id', name=op.f('pk_alert_message_event')),
    comment='Which events a message tells; no event is told twice to the same recipient.'
    )
    with op.batch_alter_table('alert_message_event', schema=None) as batch_op:
        batch_op.create_index('ix_alert_message_event_message_id', ['message_id'], unique=False)
