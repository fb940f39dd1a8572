"""Which language the reader sees, and the words in it.

Vietnamese sentences are their own keys; English stands in ``locale/en/LC_MESSAGES/messages.po``. A sentence that has no
English yet is shown in Vietnamese, so that nothing is ever blank.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from babel.messages.pofile import read_po
from flask import current_app, has_app_context, has_request_context, request

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")
COOKIE = "tc_language"
SETTINGS = "TOANCANH"
"""Where the app keeps its settings in Flask's configuration."""
CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "en" / "LC_MESSAGES" / "messages.po"

_chosen: ContextVar[Language | None] = ContextVar("tc_language", default=None)


def language() -> Language:
    """The reader's language: chosen for this block of code, else by the reader's cookie, else the app's default."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    if has_request_context() and request.cookies.get(COOKIE) in LANGUAGES:
        return cast(Language, request.cookies[COOKIE])
    settings = current_app.config.get(SETTINGS) if has_app_context() else None
    return "vi" if settings is None else cast(Language, settings.language)


@contextmanager
def use_language(chosen: Language) -> Iterator[None]:
    """Speak `chosen` inside the block, whatever the cookie says. Raises ValueError for a language we do not have."""
    if chosen not in LANGUAGES:
        raise ValueError(f"Language '{chosen}' is not spoken here; expected one of {', '.join(LANGUAGES)}.")
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def _(message: str) -> str:
    """The sentence `message` (Vietnamese) in the reader's language."""
    if language() == "vi":
        return message
    return _english(CATALOGUE).get(message) or message


@lru_cache(maxsize=4)
def _english(path: Path) -> dict[str, str]:
    """Read the catalogue once; a missing file means that everyone reads Vietnamese."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and not message.fuzzy
    }
