"""The tables of access: accounts, grants, links, sessions, tokens, failures and the audit chain.

They stand on the metadata of `data.schema`, refer to no table of the warehouse, and outlive a rebuild of it: who may
see what, and what was done, is not lost with the figures. Times are UTC. Secrets are stored as SHA-256 of a random
256-bit text, passwords as Argon2id; nothing here lets anybody in.
"""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from data.schema import metadata

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("name", Text, nullable=False, comment="Name to log in by, as it was given."),
    Column(
        "folded",
        Text,
        nullable=False,
        unique=True,
        comment="The name without case and diacritics; two may not share it.",
    ),
    Column("display", Text, nullable=False, comment="Name that pages show."),
    Column(
        "password_hash", Text, comment="Argon2id; empty until an invitation is accepted, or for an outside sign-in."
    ),
    Column("password_set_at", DateTime, comment="When the password was last set (UTC)."),
    Column("external_id", Text, unique=True, comment="Issuer and subject at the office's sign-in provider."),
    Column("totp_secret", Text, comment="Secret of the one-time codes, sealed with a key that is not in the database."),
    Column("totp_on", Boolean, nullable=False, comment="Whether a code is asked for; the secret was confirmed once."),
    Column("totp_step", Integer, comment="Newest time step whose code was taken; codes up to it are refused."),
    Column("locked_at", DateTime, comment="When it was locked (UTC); empty while it may log in."),
    Column("created_at", DateTime, nullable=False, comment="UTC."),
    Column("created_by", Text, nullable=False, comment="Who made it."),
    comment="People who may log in.",
)

account_grant = Table(
    "account_grant",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, comment="Who holds the role."),
    Column(
        "role",
        String(16),
        primary_key=True,
        comment="viewer, analyst, reporter, approver, editor, operator, administrator.",
    ),
    Column(
        "scope",
        String(48),
        primary_key=True,
        comment="Key of the unit within which it holds: nation/VN/, province/24/2025.",
    ),
    Column("granted_at", DateTime, nullable=False, comment="UTC."),
    Column("granted_by", Text, nullable=False, comment="Who gave it."),
    comment="Roles of people, each within a scope.",
)

account_recovery = Table(
    "account_recovery",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, comment="Whom it lets in."),
    Column("code_hash", String(64), primary_key=True, comment="SHA-256 of the code."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("used_at", DateTime, comment="When it was used (UTC); it works once."),
    comment="Codes on paper for whoever lost the authenticator app.",
)

account_link = Table(
    "account_link",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("account_id", ForeignKey("account.id"), nullable=False, comment="Whose password it lets be set."),
    Column("purpose", String(8), nullable=False, comment="invite or reset."),
    Column("token_hash", String(64), nullable=False, unique=True, comment="SHA-256 of the secret in the link."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("expires_at", DateTime, nullable=False, comment="UTC."),
    Column("used_at", DateTime, comment="When it was used or withdrawn (UTC); it works once."),
    Index("ix_account_link_account_id", "account_id"),
    comment="One-time links by which a person sets a password.",
)

account_session = Table(
    "account_session",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("account_id", ForeignKey("account.id"), nullable=False, comment="Who logged in."),
    Column("token_hash", String(64), nullable=False, unique=True, comment="SHA-256 of the secret in the cookie."),
    Column("opened_at", DateTime, nullable=False, comment="UTC."),
    Column("seen_at", DateTime, nullable=False, comment="When it was last used (UTC), to the minute."),
    Column("ended_at", DateTime, comment="When it was ended (UTC); empty while it lives."),
    Column("agent", Text, nullable=False, comment="What the browser called itself, cut short."),
    Column("address", Text, nullable=False, comment="Network address it was opened from."),
    Index("ix_account_session_account_id", "account_id"),
    comment="Log-ins that are open or were.",
)

access_token = Table(
    "access_token",
    metadata,
    Column("id", String(16), primary_key=True, comment="Public part of the token, by which it is found."),
    Column("name", Text, nullable=False, comment="What it is for."),
    Column("secret_hash", String(64), nullable=False, comment="SHA-256 of the secret part."),
    Column("writes", Boolean, nullable=False, comment="Whether it may change anything."),
    Column("created_at", DateTime, nullable=False, comment="UTC."),
    Column("created_by", Text, nullable=False, comment="Who made it."),
    Column("expires_at", DateTime, nullable=False, comment="When it stops working (UTC)."),
    Column("revoked_at", DateTime, comment="When it was withdrawn (UTC)."),
    Column("last_used_at", DateTime, comment="When it was last used (UTC), to the minute."),
    Column(
        "account_id",
        ForeignKey("account.id"),
        comment="Whose it is, and with whose roles it ends; empty for one that stands by itself.",
    ),
    Column(
        "scenes",
        Text,
        comment="Of a screen's link, the scenes and playlists it may show, or all; empty for any other token.",
    ),
    comment="Tokens of machines and wall screens.",
)

access_token_grant = Table(
    "access_token_grant",
    metadata,
    Column("token_id", ForeignKey("access_token.id"), primary_key=True, comment="Which token holds the role."),
    Column("role", String(16), primary_key=True, comment="As in account_grant."),
    Column("scope", String(48), primary_key=True, comment="As in account_grant."),
    comment="Roles of tokens, each within a scope.",
)

login_failure = Table(
    "login_failure",
    metadata,
    Column(
        "key", String(80), primary_key=True, comment="SHA-256 of a name, or a network address, after a word for which."
    ),
    Column("failures", Integer, nullable=False, comment="Failures in a row, none more than the window after the last."),
    Column("last_at", DateTime, nullable=False, comment="When the last one happened (UTC)."),
    Index("ix_login_failure_last_at", "last_at"),
    comment="Failed log-ins that make the next one wait; old rows are cleared.",
)

request_count = Table(
    "request_count",
    metadata,
    Column("key", String(160), primary_key=True, comment="Which route, from where or by whom."),
    Column("since", DateTime, nullable=False, comment="When the span that is counted began (UTC)."),
    Column("times", Integer, nullable=False, comment="Requests in that span."),
    Index("ix_request_count_since", "since"),
    comment="How often the routes that let in, make or give away were asked; old rows are cleared.",
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False, comment="From 1, without a gap."),
    Column("at", DateTime, nullable=False, comment="When it happened (UTC)."),
    Column("actor", Text, nullable=False, comment="Who did it: an account, token:NAME, desk, command or nobody."),
    Column("action", String(48), nullable=False, comment="What was done, such as log-in or export."),
    Column("subject", Text, nullable=False, comment="To what or whom."),
    Column("detail", Text, nullable=False, comment="The rest, as JSON with sorted keys."),
    Column("previous_hash", String(64), nullable=False, comment="hash of the entry before; zeros for the first."),
    Column("hash", String(64), nullable=False, comment="SHA-256 over previous_hash and this row."),
    Index("ix_audit_entry_at", "at"),
    Index("ix_audit_entry_actor", "actor"),
    comment="What was done by whom; append-only, each row sealing the one before.",
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("sequence", Integer, nullable=False, comment="Number of entries."),
    Column("hash", String(64), nullable=False, comment="hash of the newest entry."),
    comment="One row: where the audit chain ends, so that cutting its end off is seen; writers queue on it.",
)

ACCESS_TABLES = (
    account,
    account_grant,
    account_recovery,
    account_link,
    account_session,
    access_token,
    access_token_grant,
    login_failure,
    request_count,
    audit_entry,
    audit_head,
)
