"""What must never reach a log: passwords, tokens, cookies, keys of any kind, wherever they stand in a line."""

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "[hidden]"

# Names of values that are secret whatever they hold; matched within a longer name, such as new_password.
_NAMES = re.compile(
    r"pass(word|wd|phrase)?|secret|token|cookie|authori[sz]ation|api[_-]?key|credential|totp|otp|csrf|session|database_url",
    re.IGNORECASE,
)
# Secrets by their form, in any text; what is kept of them is the group before. Every repetition is bounded or consumes
# what it walks over, so that no text, however odd, takes long.
_FORMS = (
    re.compile(r"(\btc_)[A-Za-z0-9]{1,40}_[\w-]+"),  # our own tokens
    re.compile(r"((?:authorization|cookie)['\"]?\s{0,5}[:=]\s{0,5}['\"]?)[^\r\n'\"]+", re.IGNORECASE),
    re.compile(r"(\b(?:Bearer|Basic)\s{1,5})[\w.~+/=-]{6,}", re.IGNORECASE),
    re.compile(r"(://[^\s:/@]{0,100}:)[^\s@]{1,200}(?=@)"),  # the password of a database address
    re.compile(
        r"((?:password|passwd|secret|token|api[_-]?key|csrf|otp)[\w-]{0,40}['\"]?\s{0,5}[:=]\s{0,5})"
        r"(?:'[^']*'|\"[^\"]*\"|[^\s,;&})\]]+)",
        re.IGNORECASE,
    ),
    re.compile(r"(\$argon2\w{0,5}\$)\S+"),
    re.compile(r"(/)(?=[A-Za-z_-]{0,31}\d)[\w-]{32,}(?![\w.-])"),  # a link that lets somebody in
    re.compile(r"(\b)eyJ[\w-]{8,500}\.[\w-]+\.[\w-]*"),  # what a sign-in provider hands out
)
LONGEST = 8_000  # letters of one value; a traceback is longer than anything else


def without_secrets(text: str) -> str:
    """The text with every secret in it replaced, and cut where it is longer than anything worth reading."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    for form in _FORMS:
        text = form.sub(rf"\g<1>{HIDDEN}", text)
    return text


def clean(value: Any, name: str = "") -> Any:
    """A value for a log, at any depth: under a secret name nothing of it is left."""
    if name and _NAMES.search(name):
        return value if value is None or isinstance(value, bool) else HIDDEN
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, Mapping):
        return {str(key): clean(one, str(key)) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [clean(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, float)) else without_secrets(str(value))
