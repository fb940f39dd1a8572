"""Commands of access: ``python -m access create-admin | invite | reset | lock | … | token | verify-audit``."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from access import accounts, audit, codes, links, sessions, token_commands
from access.accounts import Account
from access.command_parts import changing, engine_of_access, grants_of, record
from access.errors import AccessError
from access.roles import Grant, Role
from access.scopes import parse_grant, written
from access.seal import seal_of
from access.terminal import operator
from data.commands import DEBUG, done
from data.engine import saying_what_is_wrong
from data.errors import WarehouseError
from settings import ROOT, Settings

PERMISSIONS = ROOT / "docs" / "permissions.md"
LONGEST_DAYS = 3660

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Say who may see and do what, in the database that TOANCANH_DATABASE_URL names; everything is recorded. "
    "A role is written viewer or reporter@province/24/2025. "
    f"Add {DEBUG} to any command to see where an unexpected error came from.",
)
app.add_typer(token_commands.app, name="token")

Name = Annotated[str, typer.Argument(help="Name of the account.")]
Roles = Annotated[list[str], typer.Argument(help="Roles, each with its scope if it is not the whole country.")]


@app.command("create-admin")
def create_admin_command(name: Name, display: Annotated[str, typer.Option(help="Name that pages show.")] = "") -> None:
    """Make an account that may administer; the password is asked for twice, or read as two lines of standard input."""
    password = _password_twice()
    with changing() as connection:
        held = [Grant(Role.ADMINISTRATOR)]
        made = accounts.create(connection, name, password, display=display, grants=held, created_by=operator())
        record(connection, audit.Event.ACCOUNT_CREATED, made.name, grants=written(made.grants))
    typer.echo(f"'{made.name}' may administer.")


@app.command("invite")
def invite_command(
    name: Name,
    roles: Roles,
    display: Annotated[str, typer.Option(help="Name that pages show.")] = "",
    hours: Annotated[int, typer.Option(min=1, max=720, help="How long the link works.")] = links.INVITE_HOURS,
) -> None:
    """Make an account without a password, and print the one-time link by which its owner sets one."""
    with changing() as connection:
        held = grants_of(connection, roles)
        made = accounts.create(connection, name, None, display=display, grants=held, created_by=operator())
        secret = links.make(connection, made.id, "invite", hours=hours)
        record(connection, audit.Event.INVITED, made.name, grants=written(held), hours=hours)
    _print_link(secret, made, hours)


@app.command("reset")
def reset_command(
    name: Name, hours: Annotated[int, typer.Option(min=1, max=720, help="How long the link works.")] = links.RESET_HOURS
) -> None:
    """Print a one-time link by which the owner of an account sets a new password; the old one works until then."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        secret = links.make(connection, person.id, "reset", hours=hours)
        record(connection, audit.Event.RESET_LINK_MADE, person.name, hours=hours)
    _print_link(secret, person, hours)


@app.command("lock")
def lock_command(name: Name) -> None:
    """Shut an account out at once: its sessions end and its links stop working."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        accounts.lock(connection, person.id)
        record(connection, audit.Event.LOCKED, person.name)
    typer.echo(f"'{person.name}' is locked; every session has ended.")


@app.command("unlock")
def unlock_command(name: Name) -> None:
    """Let a locked account in again."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        accounts.unlock(connection, person.id)
        record(connection, audit.Event.UNLOCKED, person.name)
    typer.echo(f"'{person.name}' may log in.")


@app.command("grant")
def grant_command(name: Name, roles: Roles) -> None:
    """Give an account roles."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        new = [
            g for g in grants_of(connection, roles) if accounts.grant(connection, person.id, g, granted_by=operator())
        ]
        if new:
            record(connection, audit.Event.GRANTED, person.name, grants=written(new))
        held = accounts.by_id(connection, person.id).grants
    typer.echo(f"'{person.name}' now has: {written(held)}.")


@app.command("revoke")
def revoke_command(name: Name, roles: Roles) -> None:
    """Take roles from an account."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        wanted = [parse_grant(one) for one in roles]
        gone = [one for one in wanted if accounts.revoke(connection, person.id, one)]
        if len(gone) < len(wanted):
            missing = written(one for one in wanted if one not in gone)
            raise AccessError(f"'{person.name}' does not have: {missing}; has: {written(person.grants) or 'no role'}.")
        record(connection, audit.Event.GRANT_REVOKED, person.name, grants=written(gone))
        held = accounts.by_id(connection, person.id).grants
    typer.echo(f"'{person.name}' now has: {written(held) or 'no role'}.")


@app.command("link")
def link_command(
    name: Name,
    subject: Annotated[str, typer.Argument(help="The person at the provider; the audit names who was refused.")],
) -> None:
    """Let a person of the office's sign-in provider in as this account."""
    issuer = Settings().oidc_issuer
    if not issuer:
        raise AccessError("TOANCANH_OIDC_ISSUER names no provider; set it as for the server, then run this again.")
    with changing() as connection:
        person = accounts.by_name(connection, name)
        accounts.link_external(connection, person.id, issuer, subject)
        record(connection, audit.Event.OFFICE_LINKED, person.name, by="command", external=subject)
    typer.echo(f"'{subject}' of {issuer} now signs in as '{person.name}'.")


@app.command("unlink")
def unlink_command(name: Name) -> None:
    """Let nobody of the office's sign-in provider in as this account; its sessions end, its password stays."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        accounts.unlink_external(connection, person.id)
        record(connection, audit.Event.OFFICE_UNLINKED, person.name, external=person.external_id)
    typer.echo(f"Nobody of the provider signs in as '{person.name}' any more.")


@app.command("list")
def list_command() -> None:
    """List every account: name, name shown, state, roles."""
    with engine_of_access().connect() as connection:
        everyone = accounts.list_all(connection)
    for one in everyone:
        typer.echo(f"{one.name}\t{one.display}\t{_state(one)}\t{written(one.grants) or 'no role'}")
    typer.echo(f"{len(everyone)} accounts.", err=True)


@app.command("sessions")
def sessions_command(name: Name) -> None:
    """List the open sessions of an account: number, since, last seen (UTC), address, browser."""
    with engine_of_access().connect() as connection:
        live = sessions.list_live(connection, accounts.by_name(connection, name).id)
    for one in live:
        typer.echo(
            f"{one.id}\t{one.opened_at:%Y-%m-%d %H:%M}\t{one.seen_at:%Y-%m-%d %H:%M}\t{one.address}\t{one.agent}"
        )
    typer.echo(f"{len(live)} open sessions.", err=True)


@app.command("end-sessions")
def end_sessions_command(name: Name) -> None:
    """End every session of an account: whoever uses it must log in again."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        count = sessions.end_all(connection, person.id)
        record(connection, audit.Event.SESSIONS_ENDED, person.name, count=count)
    typer.echo(f"{count} sessions of '{person.name}' have ended.")


@app.command("codes-off")
def codes_off_command(name: Name) -> None:
    """Turn the one-time codes of an account off, for whoever lost the app and the codes on paper."""
    with changing() as connection:
        person = accounts.by_name(connection, name)
        codes.stop(connection, person.id)
        record(connection, audit.Event.CODES_OFF, person.name, by="operator")
    typer.echo(f"'{person.name}' logs in by the password alone.")


@app.command("reseal")
def reseal_command() -> None:
    """Seal the secrets of one-time codes with the present TOANCANH_SECRET_KEY, after it was changed."""
    seal = seal_of(Settings())
    with changing() as connection:
        changed, lost = codes.reseal(connection, seal)
    typer.echo(f"{changed} secrets were sealed anew.")
    if lost:
        raise AccessError(
            f"The secrets of {', '.join(lost)} cannot be opened with TOANCANH_SECRET_KEY or the one before. "
            "Set the key they were sealed with, or turn their codes off: python -m access codes-off NAME"
        )


@app.command("verify-audit")
def verify_audit_command(
    anchor: Annotated[str | None, typer.Option(help="What this command printed earlier, as NUMBER:HASH.")] = None,
) -> None:
    """Check the whole record; name the first entry that was changed, taken out, moved or cut off."""
    with engine_of_access().connect() as connection, saying_what_is_wrong(connection.engine):
        noted = None if anchor is None else audit.parse_head(anchor)
        end, bad = audit.head(connection), audit.verify(connection, noted)
    if bad is not None:
        raise AccessError(
            f"The audit record is broken at entry {bad}: it, or what stood there, was changed, removed or added after "
            "it was written. Keep the database as it is, and compare it with a backup."
        )
    typer.echo(f"The audit record is whole: {end.sequence} entries. Note this outside the database: {end}")


@app.command("permissions")
def permissions_command(
    out: Annotated[Path, typer.Option(help="Markdown file to write.")] = PERMISSIONS,
) -> None:
    """Write which role may do what."""
    from access.permissions import permissions

    out.write_text(permissions(), encoding="utf-8")
    typer.echo(f"{out.name} written.")


def _password_twice() -> str:
    if sys.stdin.isatty():
        first, second = getpass.getpass("Password: "), getpass.getpass("The same again: ")
    else:
        first, second = (sys.stdin.readline().rstrip("\r\n") for _ in range(2))
    if first != second:
        raise AccessError("The two passwords differ; nothing was changed. Run the command again.")
    return first


def _print_link(secret: str, person: Account, hours: int) -> None:
    typer.echo(f"/invite/{secret}")
    typer.echo(
        f"Open it behind the address of the server within {hours} hours; it works once, and only for '{person.name}'.",
        err=True,
    )


def _state(one: Account) -> str:
    if one.locked:
        return "locked"
    return "active" if one.has_password or one.external_id else "invited"


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    return done(app, "access", arguments, AccessError, WarehouseError)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
