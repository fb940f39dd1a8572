"""A trial message: that somebody can be reached is found out before an alert has to reach them."""

import logging
from datetime import datetime

from alerts.channels import NotSent, send
from alerts.letter import Letter
from components.formatting import moment
from components.language import Language, _, use_language
from data.alerts.outbox import Recipient
from settings import Settings

PATIENCE = 8
"""Seconds that the other side may take for an answer while a person waits before the page."""
log = logging.getLogger(__name__)


def send_trial(settings: Settings, one: Recipient, by: str, now: datetime) -> None:
    """Send one trial message now, past the outbox. Raises `NotSent`, as an alert to the same place would."""
    language: Language = "en" if one.language == "en" else "vi"
    with use_language(language):
        words = _("Đây là tin thử, không phải cảnh báo. {by} gửi lúc {moment}; nhận được tin này là nơi nhận đã đúng.")
        letter = Letter(_("Toàn Cảnh: tin thử"), (), note=words.format(by=by, moment=moment(now)))
    hurried = settings.model_copy(update={"smtp_timeout": min(settings.smtp_timeout, PATIENCE)})
    try:
        send(hurried, one, letter, f"alert-trial-{one.id}-{now:%Y%m%d%H%M%S%f}", lambda: None)
    except NotSent:
        raise
    except Exception as problem:  # whoever waits must be told something
        log.exception("a trial message to recipient %s could not be made", one.id)
        raise NotSent(f"The message could not be made: {type(problem).__name__}: {problem}") from problem
