"""The blueprint that the routes of the wall hang on."""

from pathlib import Path

from flask import Blueprint

blueprint = Blueprint("wall", __name__, template_folder=str(Path(__file__).resolve().parent / "templates"))
