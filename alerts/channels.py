"""The ways out: e-mail by SMTP, and a webhook. Each says in a sentence why it did not work, and whether it may have."""

import http.client
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict
from email.message import EmailMessage
from email.utils import formatdate

from alerts.errors import AlertError
from alerts.letter import Letter
from settings import Settings


class NotSent(AlertError):
    """It was not sent; `maybe`: it may have been, for the other side did not say."""

    def __init__(self, message: str, *, maybe: bool = False) -> None:
        super().__init__(message)
        self.maybe = maybe


def by_mail(settings: Settings, address: str, letter: Letter, key: str, handing: Callable[[], None]) -> None:
    """Send a letter; `handing` is called just before its text goes out. Raises `NotSent`."""
    if not settings.smtp_host:
        raise NotSent("No mail server is set (TOANCANH_SMTP_HOST).")
    where, handed = f"{settings.smtp_host}:{settings.smtp_port}", False
    try:
        with _server(settings) as server:
            _ok(server.mail(settings.mail_from), "sender", where)
            _ok(server.rcpt(address), f"recipient {address}", where)
            handing()
            handed = True
            _ok(server.data(_message(settings, address, letter, key).as_bytes()), "message", where)
    except smtplib.SMTPResponseException as problem:
        said = problem.smtp_error.decode("utf-8", "replace") if isinstance(problem.smtp_error, bytes) else ""
        raise NotSent(f"The mail server {where} refused: {problem.smtp_code} {said}") from problem
    except (OSError, smtplib.SMTPException) as problem:
        reason = "does not answer" if "timed out" in str(problem) else str(problem) or type(problem).__name__
        raise NotSent(f"The mail server {where}: {reason}", maybe=handed) from problem


def _server(settings: Settings) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, context=context, timeout=settings.smtp_timeout
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=settings.smtp_timeout)
    server.ehlo_or_helo_if_needed()
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    return server


def _ok(answer: tuple[int, bytes], what: str, where: str) -> None:
    code, said = answer
    if code not in (250, 251):
        raise NotSent(f"The mail server {where} refused the {what}: {code} {said.decode('utf-8', 'replace')}")


def _message(settings: Settings, address: str, letter: Letter, key: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = settings.mail_from, address, letter.subject
    made["Date"], made["Message-ID"] = formatdate(), f"<{key}@toancanh>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    return made


class _Stay(urllib.request.HTTPRedirectHandler):
    """What is sent goes to the address that was given, and nowhere else."""

    def redirect_request(self, *_given: object, **_named: object) -> None:
        return None


def by_webhook(settings: Settings, address: str, letter: Letter, key: str) -> None:
    """Post a letter as JSON; the same message always has the same Idempotency-Key. Raises `NotSent`."""
    body = json.dumps({"subject": letter.subject, "alerts": [asdict(one) for one in letter.items]}, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    asked = urllib.request.Request(address, body.encode(), headers, method="POST")  # noqa: S310  # checked when it was set
    try:
        with urllib.request.build_opener(_Stay).open(asked, timeout=settings.smtp_timeout):
            return
    except urllib.error.HTTPError as problem:
        raise NotSent(f"{address} answered {problem.code}.") from problem
    except (OSError, http.client.HTTPException) as problem:
        reason = "does not answer" if "timed out" in str(problem) else str(problem)
        raise NotSent(f"{address}: {reason}") from problem
