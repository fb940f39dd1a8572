"""The ways out: e-mail by SMTP, and a webhook. Each says in a sentence why it did not work, and whether it may have."""

import http.client
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from email.message import EmailMessage
from email.utils import formatdate

from alerts.errors import AlertError
from alerts.letter import Letter
from data.alerts.outbox import Recipient
from settings import Settings

PARTING_SECONDS = 2
"""A mail server that has taken a letter is not waited for longer than this."""
GONE = 410


class NotSent(AlertError):
    """It was not sent.

    `maybe`: it may have been, for the other side did not say. `for_good`: trying again would not help, for the other
    side refused this recipient or this letter itself. A refused sender or log-in is ours to mend, and is tried again.
    """

    def __init__(self, message: str, *, maybe: bool = False, for_good: bool = False) -> None:
        super().__init__(message)
        self.maybe, self.for_good = maybe, for_good


def send(settings: Settings, one: Recipient, letter: Letter, key: str, handing: Callable[[], None]) -> None:
    """Send a letter the recipient's own way; as `by_mail` and `by_webhook`."""
    if one.channel == "webhook":
        by_webhook(settings, one.address, letter, key)
    else:
        by_mail(settings, one.address, letter, key, handing)


def by_mail(settings: Settings, address: str, letter: Letter, key: str, handing: Callable[[], None]) -> None:
    """Send a letter; `handing` is called just before its text goes out. Raises `NotSent`."""
    if not settings.smtp_host:
        raise NotSent("No mail server is set (TOANCANH_SMTP_HOST).")
    where, handed = f"{settings.smtp_host}:{settings.smtp_port}", False
    try:
        with _server(settings) as server:
            _ok(server.mail(settings.mail_from), "sender", where)
            _ok(server.rcpt(address), f"recipient {address}", where, ours=False)
            handing()
            handed = True
            _ok(server.data(_message(settings, address, letter, key).as_bytes()), "message", where, ours=False)
    except smtplib.SMTPResponseException as problem:
        said = problem.smtp_error.decode("utf-8", "replace") if isinstance(problem.smtp_error, bytes) else ""
        raise NotSent(f"The mail server {where} refused: {problem.smtp_code} {said}") from problem
    except (OSError, smtplib.SMTPException) as problem:
        reason = "does not answer" if "timed out" in str(problem) else str(problem) or type(problem).__name__
        reason = f"has the whole message, but {reason}" if handed else reason
        raise NotSent(f"The mail server {where}: {reason}", maybe=handed) from problem


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """The mail server, logged in at; however it takes leave, what it said of the letter stands."""
    server = _opened(settings)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            if server.sock is not None:
                server.sock.settimeout(PARTING_SECONDS)
                server.quit()
        server.close()


def _opened(settings: Settings) -> smtplib.SMTP:
    where: tuple[str, int] = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(*where, context=ssl.create_default_context(), timeout=settings.smtp_timeout)
    return smtplib.SMTP(*where, timeout=settings.smtp_timeout)


def _ok(answer: tuple[int, bytes], what: str, where: str, *, ours: bool = True) -> None:
    """Raises `NotSent` where the answer is no yes: a refusal of 500 and more is for good, unless it is of our doing."""
    code, said = answer
    if code not in (250, 251):
        told = f"The mail server {where} refused the {what}: {code} {said.decode('utf-8', 'replace')}"
        raise NotSent(told, for_good=code >= 500 and not ours)


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
    said = {"subject": letter.subject, "alerts": [asdict(one) for one in letter.items]}
    body = json.dumps({**said, "note": letter.note} if letter.note else said, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    asked = urllib.request.Request(address, body.encode(), headers, method="POST")  # noqa: S310  # checked when it was set
    try:
        with urllib.request.build_opener(_Stay).open(asked, timeout=settings.smtp_timeout):
            return
    except urllib.error.HTTPError as problem:
        raise NotSent(f"{address} answered {problem.code}.", for_good=problem.code == GONE) from problem
    except (OSError, http.client.HTTPException) as problem:
        reason = "does not answer" if "timed out" in str(problem) else str(problem)
        raise NotSent(f"{address}: {reason}") from problem
