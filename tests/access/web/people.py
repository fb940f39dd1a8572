"""Words that the tests of the door share."""

from collections.abc import Callable

from werkzeug.test import TestResponse

PASSWORD = "một câu khá dài để nhớ"  # of nobody
Person = Callable[..., None]
LogIn = Callable[..., int]
Send = Callable[..., TestResponse]
