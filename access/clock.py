"""The time as the tables keep it, and the fingerprint by which secrets are stored."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

SECRET_BYTES = 32
EVERY = timedelta(minutes=1)
"""How exactly it is noted when a session or a token was last used."""


def utc_now() -> datetime:
    """Now in UTC, without a zone, as every table keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_secret() -> str:
    """256 random bits, fit for a link, a cookie and a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """SHA-256 of a random secret: it needs no slow hash, because it cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
