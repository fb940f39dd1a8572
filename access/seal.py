"""Sealing what must be read again, such as the secret of one-time codes: the key is not in the database.

The key is derived from `TOANCANH_SECRET_KEY`. After that was changed, `TOANCANH_SECRET_KEY_BEFORE` still opens what
the former one sealed, until `python -m access reseal` has sealed it anew.
"""

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from access.errors import NoKey, SealBroken
from settings import Settings

MARK = "sealed1:"
_SALT, _PURPOSE = b"toancanh", b"one-time codes"


class Seal:
    """Seals with the present key, and opens what this or the former one sealed; what was never sealed is as it is."""

    def __init__(self, key: str = "", before: str = "") -> None:
        self._keys = [Fernet(_derived(one)) if one else None for one in (key, before)]

    @property
    def has_key(self) -> bool:
        return self._keys[0] is not None

    def close(self, text: str) -> str:
        """The text sealed; raise `NoKey` where there is nothing to seal it with."""
        key = self._keys[0]
        if key is None:
            raise NoKey(
                "One-time codes need a key to keep their secrets by; set TOANCANH_SECRET_KEY (a long random text), "
                "the same for every worker, and start the server again."
            )
        return MARK + key.encrypt(text.encode()).decode("ascii")

    def open(self, kept: str) -> str:
        """The text that was sealed; raise `SealBroken` when no key we have opens it."""
        if not kept.startswith(MARK):
            return kept  # written before secrets were sealed
        found = next(self._opened(kept), None)
        if found is None:
            raise SealBroken(
                "A secret of one-time codes was sealed with another key. Set the former one as "
                "TOANCANH_SECRET_KEY_BEFORE and run: python -m access reseal. If it is lost, turn the codes off: "
                "python -m access codes-off NAME"
            )
        return found[1]

    def is_stale(self, kept: str) -> bool:
        """Whether what is kept can be sealed better: it was never sealed, or with the former key."""
        if not self.has_key:
            return False
        return not kept.startswith(MARK) or next(self._opened(kept), (0, ""))[0] == 1

    def _opened(self, kept: str) -> Iterator[tuple[int, str]]:
        for number, key in enumerate(self._keys):
            try:
                if key is not None:
                    yield number, key.decrypt(kept.removeprefix(MARK)).decode()
            except InvalidToken:
                continue


def seal_of(settings: Settings) -> Seal:
    """The seal that the settings give."""
    return Seal(settings.secret_key.get_secret_value(), settings.secret_key_before.get_secret_value())


def _derived(key: str) -> bytes:
    """32 bytes for this purpose alone, so that no other use of the key tells anything of it."""
    made = HKDF(algorithm=SHA256(), length=32, salt=_SALT, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
