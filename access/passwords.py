"""Passwords: which are taken, how they are stored, and how long it takes to check one, whoever asks."""

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from access.errors import WeakPassword
from data.text import folded

SHORTEST, LONGEST = 12, 256
FEWEST_DIFFERENT = 5

# 64 MiB and three passes on one core: 150-220 ms on the machine it was measured on.
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# Each check takes 64 MiB; without a bound a crowd at the door would take all memory.
_TURNS = threading.BoundedSemaphore(4)

# What is left of the passwords people take first once digits and signs are off; a longer list would refuse no more,
# because none of the widely published ones has twelve characters and another stem.
_STEMS = (
    "password passw pass matkhau matkhaucuatoi admin administrator quantri quantrivien letmein welcome iloveyou "
    "anhyeuem emyeuanh toancanh vietnam hanoi saigon hochiminh qwerty qwertyuiop qwertyuiopasdfghjkl asdfghjkl "
    "zxcvbnm qwertyuiopasdfghjklzxcvbnm abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklm qazwsx qazwsxedc "
    "qazwsxedcrfv dragon football monkey princess sunshine superman changeme secret default master login "
    "khongbiet test testtest user guest root baocao dashboard chinhphu passwordpassword matkhaumatkhau adminadmin "
)
_COMMON = frozenset(_STEMS.split())
_SIGNS_AS_LETTERS = str.maketrans("@430$5!1", "aaeossii")


def check(password: str, name: str = "") -> None:
    """Refuse a password that is too short, too long or among the first guesses; raise `WeakPassword`."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise WeakPassword(
            f"The password has {len(text)} characters; take at least {SHORTEST}, such as four unrelated words.",
            "password-short",
        )
    if len(text) > LONGEST:
        raise WeakPassword(f"The password has {len(text)} characters; take at most {LONGEST}.", "password-long")
    plain = folded(text)
    if _easy(plain):
        raise WeakPassword("The password is among the first that are tried; take unrelated words.", "password-common")
    if len(folded(name)) >= 3 and folded(name) in plain and len(plain) - len(folded(name)) < SHORTEST // 2:
        raise WeakPassword("The password is little more than the name of the account.", "password-name")


def _easy(plain: str) -> bool:
    """Whether a folded password is few characters repeated, a run such as 123456789012, or a common stem."""
    if len(set(plain)) < FEWEST_DIFFERENT:
        return True
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(plain)}
    if plain.isdigit() and len(steps) == 1:
        return True
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)  # digits and signs are put before and behind
    return any(re.sub(r"[^a-z]", "", form) in _COMMON for form in (core, core.translate(_SIGNS_AS_LETTERS)))


def hashed(password: str) -> str:
    """Argon2id of a password, with its salt and its cost."""
    with _TURNS:
        return HASHER.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long when nothing is stored, so that time tells nothing."""
    with _TURNS:
        try:
            return HASHER.verify(stored or _nobodys(HASHER), _normal(password)[: LONGEST + 1]) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a stored hash has another cost than is asked for today."""
    return HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=4)
def _nobodys(hasher: PasswordHasher) -> str:
    """A hash that no password gives, for names that have none."""
    return hasher.hash("\0nobody")


def _normal(password: str) -> str:
    """Vietnamese keyboards write the same letter in several ways; all of them are the same password."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())
