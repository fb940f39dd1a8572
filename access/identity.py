"""Whom a sign-in provider says came: its claims, read without mending anything that an account may be found by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access.errors import OfficeRefused

LONGEST_SUBJECT, LONGEST_TEXT = 255, 120


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the provider knows them. The subject never changes; name and e-mail may."""

    issuer: str
    subject: str
    username: str = ""
    display: str = ""
    email: str = ""  # only where the provider says that it was verified
    groups: frozenset[str] = frozenset()
    second_factor: bool = False  # whether the provider says that more than one factor was asked for


def identity_of(claims: Mapping[str, Any], issuer: str, groups_claim: str = "") -> Identity:
    """The person whom claims that were checked describe; raise `OfficeRefused` for a subject that is none."""
    subject, methods = claims.get("sub"), claims.get("amr")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise OfficeRefused(f"A subject has 1 to {LONGEST_SUBJECT} printable characters; {str(subject)[:80]!r} came.")
    return Identity(
        issuer=issuer,
        subject=subject,
        username=_text(claims.get("preferred_username")),
        display=_text(claims.get("name")),
        email=_address(claims.get("email")) if claims.get("email_verified") is True else "",
        groups=_words(claim(claims, groups_claim)),
        second_factor=isinstance(methods, list) and "mfa" in methods,
    )


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by a path into it such as realm_access.roles; None where there is none."""
    if not name or name in claims:
        return claims.get(name)
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _text(value: object) -> str:
    """A claim as a text fit to be kept and shown."""
    letters = value if isinstance(value, str) else ""
    return "".join(one for one in letters if one.isprintable())[:LONGEST_TEXT].strip()


def _address(value: object) -> str:
    """An e-mail as it came, or none."""
    return value if isinstance(value, str) and value.isascii() and value.isprintable() else ""


def _words(value: object) -> frozenset[str]:
    """A claim that lists texts, or is one."""
    listed = value if isinstance(value, list) else [value]
    return frozenset(one for one in listed if isinstance(one, str) and one)
