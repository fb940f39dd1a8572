"""Words that the tests of the door share."""

from collections.abc import Callable

PASSWORD = "một câu khá dài để nhớ"  # of nobody
Person = Callable[..., None]
LogIn = Callable[..., int]
