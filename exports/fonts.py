"""Whether this machine has a font with Vietnamese letters: without one, pictures and PDF would show boxes for them.

Asked of fontconfig itself, which Chromium and pango ask too. Debian's `chromium` brings at most Liberation, which lacks
half of the Vietnamese letters.
"""

import ctypes
import ctypes.util
from functools import lru_cache

INSTALL = "fonts-noto-core"
"""The package that brings the letters of the screen."""


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.c_void_p))


@lru_cache(maxsize=1)
def vietnamese() -> bool:
    """Whether a font here has the letters; True where there is no fontconfig to ask: such systems have their own."""
    name = ctypes.util.find_library("fontconfig")
    return True if name is None else _count(ctypes.CDLL(name)) > 0


def _count(fontconfig: ctypes.CDLL) -> int:
    """How many fonts of letters (not of signs) have every letter of the language."""
    parse, build, listed = fontconfig.FcNameParse, fontconfig.FcObjectSetCreate, fontconfig.FcFontList
    parse.restype = build.restype = ctypes.c_void_p
    listed.restype = ctypes.POINTER(_FontSet)
    listed.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    fontconfig.FcObjectSetAdd.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
    wanted, told = parse(b":lang=vi:scalable=True"), build()
    fontconfig.FcObjectSetAdd(told, b"family")
    found = listed(None, wanted, told)
    return int(found.contents.count) if found else 0
