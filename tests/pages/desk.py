"""A server with the forms of alerts and tasks alone, behind the gate, as `app.py` wires them."""

from flask import Flask
from sqlalchemy import Engine

from access.web import sizes
from access.web.gate import Gate
from data.questions import Questions
from pages import desk_routes
from settings import Settings

KEY = "a key for tests"


def desk_server(engine: Engine) -> Flask:
    made = Flask("desk")
    made.secret_key = KEY
    sizes.limit(made)
    Gate(made, engine, Settings(secret_key=KEY))
    made.extensions["questions"] = Questions(engine)
    made.register_blueprint(desk_routes.blueprint)
    return made
