"""Recovery codes: ten on paper for whoever lost the authenticator app, each of which lets in once."""

import base64
import re
import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from access.clock import fingerprint, utc_now
from data.schema_access import account_recovery

COUNT = 10
_BYTES = 10  # 80 random bits, which nobody finds from their fingerprint
_CODE = re.compile(r"[a-z2-7]{16}", re.ASCII)
_r = account_recovery.c


def renew(connection: Connection, account_id: int, now: datetime | None = None) -> list[str]:
    """Make new codes and return them, which are shown once; those made before let nobody in any more."""
    forget(connection, account_id)
    codes = [_new() for _ in range(COUNT)]
    rows = [{"account_id": account_id, "code_hash": fingerprint(one), "made_at": now or utc_now()} for one in codes]
    connection.execute(insert(account_recovery), rows)
    return ["-".join(one[at : at + 4] for at in range(0, len(one), 4)) for one in codes]


def left(connection: Connection, account_id: int) -> int:
    """How many codes were not used yet."""
    unused = select(func.count()).where(_r.account_id == account_id, _r.used_at.is_(None))
    return connection.execute(unused).scalar_one()


def use(connection: Connection, account_id: int, code: str, now: datetime | None = None) -> bool:
    """Use a code up; False where it is none, of somebody else, or was used before."""
    said = re.sub(r"[\s-]", "", code).lower()
    if _CODE.fullmatch(said) is None:
        return False
    unused = (_r.account_id == account_id, _r.code_hash == fingerprint(said), _r.used_at.is_(None))
    taken = update(account_recovery).where(*unused).values(used_at=now or utc_now())
    return connection.execute(taken).rowcount == 1


def forget(connection: Connection, account_id: int) -> None:
    """Make every code of the account useless."""
    connection.execute(delete(account_recovery).where(_r.account_id == account_id))


def _new() -> str:
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii").lower()
