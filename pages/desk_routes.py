"""The routes by which pages change tasks and alerts; app.py hangs them on the server."""

from flask import Blueprint

from pages import (
    alert_bell,
    alert_changes,
    alert_recipient_changes,
    alert_recipient_trial,
    alert_rule_changes,
    task_changes,
)

blueprint = Blueprint("desk", __name__)
blueprint.post("/api/tasks", endpoint="assign")(task_changes.assign)
blueprint.post("/api/tasks/<int:number>/note", endpoint="note")(task_changes.note)
blueprint.post("/api/tasks/<int:number>/<deed>", endpoint="change")(task_changes.change)
blueprint.post("/api/alerts/<int:number>/comment", endpoint="comment")(alert_changes.comment)
blueprint.post("/api/alerts/<int:number>/acknowledge", endpoint="acknowledge")(alert_changes.acknowledge)
blueprint.post("/api/alerts/<int:number>/assign", endpoint="give")(alert_changes.assign)
blueprint.post("/api/alerts/<int:number>/close", endpoint="close")(alert_changes.close)
blueprint.post("/api/alert-rules", endpoint="rule")(alert_rule_changes.add)
blueprint.post("/api/alert-rules/preview", endpoint="try_rule")(alert_rule_changes.preview)
blueprint.post("/api/alert-rules/<int:number>", endpoint="change_rule")(alert_rule_changes.change)
blueprint.post("/api/alert-rules/<int:number>/preview", endpoint="retry_rule")(alert_rule_changes.preview)
blueprint.post("/api/alert-recipients", endpoint="add_recipient")(alert_recipient_changes.add)
blueprint.post("/api/alert-recipients/<int:number>", endpoint="change_recipient")(alert_recipient_changes.change)
blueprint.post("/api/alert-recipients/<int:number>/stop", endpoint="stop_recipient")(alert_recipient_changes.stop)
blueprint.post("/api/alert-recipients/<int:number>/resume", endpoint="resume_recipient")(alert_recipient_changes.resume)
blueprint.post("/api/alert-recipients/<int:number>/try", endpoint="try_recipient")(alert_recipient_trial.try_out)
blueprint.post("/api/alert-bell", endpoint="choose_bell")(alert_bell.choose)
blueprint.post("/api/alert-messages/<int:number>/again", endpoint="send_again")(alert_recipient_changes.send_again)
blueprint.post("/api/alert-messages/<int:number>/dismiss", endpoint="dismiss_message")(alert_recipient_changes.dismiss)
