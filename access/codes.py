"""One-time codes of an authenticator app (TOTP), asked for beside the password where a person turned them on."""

import hmac
import re
from datetime import UTC, datetime

import pyotp
from sqlalchemy import Connection, or_, select, update

from access.clock import utc_now
from data.schema_access import account

STEP_SECONDS = 30
ISSUER = "Toàn Cảnh"
_CODE = re.compile(r"\d{6}", re.ASCII)
_a = account.c


def start(connection: Connection, account_id: int) -> str:
    """Give the account a new secret and return it; codes are asked for once one was confirmed."""
    secret = pyotp.random_base32()
    values = {"totp_secret": secret, "totp_on": False, "totp_step": None}
    connection.execute(update(account).where(_a.id == account_id).values(**values))
    return secret


def address(secret: str, name: str) -> str:
    """The otpauth:// address that an authenticator app reads, as a picture or by hand."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def confirm(connection: Connection, account_id: int, code: str, now: datetime | None = None) -> bool:
    """Turn codes on when the person shows a right one."""
    if not check(connection, account_id, code, now):
        return False
    connection.execute(update(account).where(_a.id == account_id).values(totp_on=True))
    return True


def stop(connection: Connection, account_id: int) -> None:
    """Turn codes off and forget the secret."""
    values = {"totp_secret": None, "totp_on": False, "totp_step": None}
    connection.execute(update(account).where(_a.id == account_id).values(**values))


def check(connection: Connection, account_id: int, code: str, now: datetime | None = None) -> bool:
    """Whether the code is of this half minute or of the one before or after, and was not taken before."""
    secret = connection.execute(select(_a.totp_secret).where(_a.id == account_id)).scalar_one_or_none()
    said = re.sub(r"\s", "", code)
    if not secret or _CODE.fullmatch(said) is None:
        return False
    step = _step_of(secret, said, now or utc_now())
    if step is None:
        return False
    newer = or_(_a.totp_step.is_(None), _a.totp_step < step)
    taken = update(account).where(_a.id == account_id, _a.totp_secret == secret, newer).values(totp_step=step)
    return connection.execute(taken).rowcount == 1


def _step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step whose code this is, the newest first."""
    present = int(moment.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret)
    right = (
        step for step in (present + 1, present, present - 1) if hmac.compare_digest(codes.generate_otp(step), code)
    )
    return next(right, None)
