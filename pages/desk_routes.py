"""The routes by which pages change tasks and alerts; app.py hangs them on the server."""

from flask import Blueprint

from pages import task_changes

blueprint = Blueprint("desk", __name__)
blueprint.post("/api/tasks", endpoint="assign")(task_changes.assign)
blueprint.post("/api/tasks/<int:number>/note", endpoint="note")(task_changes.note)
blueprint.post("/api/tasks/<int:number>/<deed>", endpoint="change")(task_changes.change)
