"""One-time codes of an authenticator app (TOTP), asked for beside the password where a person turned them on."""

import hmac
import re
from datetime import UTC, datetime

import pyotp
from sqlalchemy import Connection, or_, select, update

from access import recovery
from access.clock import utc_now
from access.errors import CodesAreOn, SealBroken
from access.seal import Seal
from data.schema_access import account

STEP_SECONDS = 30
ISSUER = "Toàn Cảnh"
_CODE = re.compile(r"\d{6}", re.ASCII)
_OFF = {"totp_secret": None, "totp_on": False, "totp_step": None}
_a = account.c


def start(connection: Connection, account_id: int, seal: Seal) -> str:
    """Give the account a new secret and return it; codes are asked for once one was confirmed.

    Raises:
        NoKey: There is nothing to seal the secret with.
        CodesAreOn: They are on already; a new secret would let in whoever holds this session alone.
    """
    secret = pyotp.random_base32()
    values = _OFF | {"totp_secret": seal.close(secret)}
    begun = update(account).where(_a.id == account_id, _a.totp_on.is_(False)).values(**values)
    if connection.execute(begun).rowcount != 1:
        raise CodesAreOn("One-time codes are on for this account; turn them off before they are set up anew.")
    return secret


def pending(connection: Connection, account_id: int, seal: Seal) -> str | None:
    """The secret that waits to be confirmed; raise `SealBroken`."""
    waiting = select(_a.totp_secret).where(_a.id == account_id, _a.totp_on.is_(False))
    kept = connection.execute(waiting).scalar_one_or_none()
    return seal.open(kept) if kept else None


def address(secret: str, name: str) -> str:
    """The otpauth:// address that an authenticator app reads, as a picture or by hand."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def confirm(connection: Connection, account_id: int, code: str, seal: Seal, now: datetime | None = None) -> bool:
    """Turn codes on when the person shows a right one."""
    if not check(connection, account_id, code, seal, now):
        return False
    connection.execute(update(account).where(_a.id == account_id).values(totp_on=True))
    return True


def stop(connection: Connection, account_id: int) -> None:
    """Turn codes off, and forget the secret and the codes on paper."""
    connection.execute(update(account).where(_a.id == account_id).values(**_OFF))
    recovery.forget(connection, account_id)


def admits(connection: Connection, account_id: int, code: str, seal: Seal, now: datetime | None = None) -> bool:
    """Whether the code is right: one of the app, or one on paper, which is then used up; raise `SealBroken`.

    A code on paper needs no key, so that it still lets in when the key of the seal was lost.
    """
    return recovery.use(connection, account_id, code, now) or check(connection, account_id, code, seal, now)


def check(connection: Connection, account_id: int, code: str, seal: Seal, now: datetime | None = None) -> bool:
    """Whether the code is of this half minute or of the one before or after, and was not taken before.

    A secret that was not sealed, or with the former key, is sealed anew when its code is taken. Raises `SealBroken`.
    """
    kept = connection.execute(select(_a.totp_secret).where(_a.id == account_id)).scalar_one_or_none()
    said = re.sub(r"\s", "", code)
    if not kept or _CODE.fullmatch(said) is None:
        return False
    step = _step_of(seal.open(kept), said, now or utc_now())
    if step is None:
        return False
    newer = or_(_a.totp_step.is_(None), _a.totp_step < step)
    better = {"totp_secret": seal.close(seal.open(kept))} if seal.is_stale(kept) else {}
    taken = update(account).where(_a.id == account_id, _a.totp_secret == kept, newer)
    return connection.execute(taken.values(totp_step=step, **better)).rowcount == 1


def reseal(connection: Connection, seal: Seal) -> tuple[int, list[str]]:
    """Seal every secret with the present key: how many were sealed anew, and whose cannot be opened."""
    changed, lost = 0, []
    rows = connection.execute(select(_a.id, _a.name, _a.totp_secret).where(_a.totp_secret.is_not(None)).order_by(_a.id))
    for row in rows.all():
        try:
            plain = seal.open(row.totp_secret)
        except SealBroken:
            lost.append(row.name)
            continue
        if seal.is_stale(row.totp_secret):
            connection.execute(update(account).where(_a.id == row.id).values(totp_secret=seal.close(plain)))
            changed += 1
    return changed, lost


def _step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step whose code this is, the newest first."""
    present = int(moment.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret)
    right = (
        step for step in (present + 1, present, present - 1) if hmac.compare_digest(codes.generate_otp(step), code)
    )
    return next(right, None)
