"""How the product logs: one line an event, for a person, as key=value or as JSON; never with a secret in it.

Every module logs by `logging.getLogger(__name__)`. What is bound for a request (its id, who asks) stands in each of its
lines, so that all lines of one request are found by the id that the visitor was told.
"""

import logging
import re
import sys
from typing import IO, Any, Literal

import structlog
from structlog.typing import EventDict, Processor

from operation.secrets import clean

Format = Literal["text", "logfmt", "json"]
REQUESTS = "toancanh.requests"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
OF_SERVERS = ("gunicorn.error", "waitress")


def configure(level: str, form: Format = "text", stream: IO[str] | None = None) -> None:
    """Send everything that is logged to `stream` (standard error), from `level` up, in one form.

    The lines of requests are for who watches a server: at a desk (`text`) they are left out unless asked for by DEBUG.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(form))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    quiet = form == "text" and level != "DEBUG"
    logging.getLogger(REQUESTS).setLevel(logging.WARNING if quiet else logging.NOTSET)
    for name in OF_SERVERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True


def _formatter(form: Format) -> logging.Formatter:
    drawing: list[Processor] = [_for_a_person]
    if form == "json":
        drawing = [structlog.processors.JSONRenderer(ensure_ascii=False), _on_its_line]
    elif form == "logfmt":
        order = ["timestamp", "level", "logger", "event"]
        drawing = [structlog.processors.LogfmtRenderer(key_order=order, bool_as_flag=False), _on_its_line]
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=form != "text"),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *drawing],
        foreign_pre_chain=before,
    )


def _without_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """The event with nothing secret in it, and no value so long that it would fill the disk."""
    return {name: value if name.startswith("_") else clean(value, name) for name, value in event.items()}


def _for_a_person(_logger: Any, _method: str, event: EventDict) -> str:
    """The line that a terminal shows; what came with it stands behind, a traceback below."""
    trace = str(event.pop("exception", "")).splitlines()
    stamp, level, logger, said = (str(event.pop(name, "")) for name in ("timestamp", "level", "logger", "event"))
    rest = "".join(f" {name}={value}" for name, value in event.items())
    line = f"{stamp[:19].replace('T', ' ')} {level.upper()} {logger}: {said}{rest}"
    return "\n".join(_on_its_line(None, "", one) for one in (line, *trace))


def _on_its_line(_logger: Any, _method: str, line: Any) -> str:
    """The line with every sign that begins another, or commands a terminal, escaped: visitors choose some texts."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", str(line))
