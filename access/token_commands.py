"""Commands about tokens: ``python -m access token create | list | revoke``."""

from datetime import timedelta
from typing import Annotated

import typer

from access import audit, tokens
from access.clock import utc_now
from access.command_parts import changing, engine_of_access, grants_of, record
from access.errors import AccessError
from access.scopes import written
from access.terminal import operator
from data.wall.allowing import allowed
from data.wall.folder import Definitions
from settings import Settings

LONGEST_DAYS = 3660

app = typer.Typer(no_args_is_help=True, help="Tokens for machines and wall screens.")


@app.command("create")
def token_create_command(
    name: Annotated[str, typer.Argument(help="What the token is for; of a screen, how it is called.")],
    roles: Annotated[list[str] | None, typer.Argument(help="Roles, each with its scope; none for a screen.")] = None,
    screen: Annotated[
        str, typer.Option(help="Make the link of a wall screen: names of scenes or playlists, comma-separated, or all.")
    ] = "",
    write: Annotated[bool, typer.Option("--write/--read", help="Whether it may change anything.")] = False,
    days: Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="How long it works.")] = 365,
) -> None:
    """Make a token, or the link of a screen, and print it; it cannot be shown again."""
    ends = utc_now() + timedelta(days=days)
    scenes = _scenes(screen, roles, write=write) if screen else None
    with changing() as connection:
        held = tokens.SCREEN if screen else grants_of(connection, roles or [])
        text = tokens.create(connection, name, held, writes=write, expires=ends, created_by=operator(), scenes=scenes)
        detail = {
            "id": text.split("_")[1],
            "grants": written(held),
            "writes": write,
            "expires": f"{ends:%Y-%m-%d %H:%M}",
        }
        shows = {"scenes": scenes} if scenes else {}
        record(connection, audit.Event.TOKEN_CREATED, name, **detail, **shows)
    typer.echo(f"/wall/open/{text}" if screen else text)
    where = " Open it behind the address of the server, on the screen." if screen else ""
    typer.echo(f"It works until {ends:%Y-%m-%d %H:%M} UTC. Keep it now: it cannot be shown again.{where}", err=True)


@app.command("list")
def token_list_command() -> None:
    """List every token: id, name, read or write, state, roles, last use."""
    with engine_of_access().connect() as connection:
        everything = tokens.list_all(connection)
    for one in everything:
        state = "works" if one.works() else "revoked" if one.revoked_at else "expired"
        used = "never used" if one.last_used_at is None else f"used {one.last_used_at:%Y-%m-%d %H:%M}"
        mode = "write" if one.writes else "read" if one.scenes is None else f"screen {one.scenes}"
        until = f"until {one.expires_at:%Y-%m-%d}"
        typer.echo("\t".join((one.id, one.name, mode, state, until, written(one.grants), used)))
    typer.echo(f"{len(everything)} tokens.", err=True)


@app.command("revoke")
def token_revoke_command(token_id: Annotated[str, typer.Argument(metavar="ID", help="As in token list.")]) -> None:
    """Withdraw a token for good."""
    with changing() as connection:
        gone = tokens.revoke(connection, token_id)
        record(connection, audit.Event.TOKEN_REVOKED, gone.name, id=gone.id)
    typer.echo(f"The token '{gone.name}' ({gone.id}) works no longer.")


def _scenes(text: str, roles: list[str] | None, *, write: bool) -> str:
    """What the link of a screen may show, as it is kept; raises for what no wall has."""
    if roles or write:
        raise AccessError("The link of a screen shows scenes and holds no role: leave out the roles and --write.")
    return allowed(Definitions.of(Settings().wall_folder).read(), text)
