"""The product over another warehouse than the one it was made with."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from access.web.seeing import Shown
from data.questions import Questions
from pages.kept.keeping import Keeping


def over(wsgi: Flask, engine: Engine, patch: pytest.MonkeyPatch) -> Flask:
    """Let every page of a test be asked of this warehouse."""
    patch.setattr(wsgi.extensions["gate"], "engine", engine)
    for name, held in (("questions", Questions(engine)), ("drawings", Keeping(48)), ("shown", Shown(engine))):
        patch.setitem(wsgi.extensions, name, held)
    return wsgi
