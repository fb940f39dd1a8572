"""Screens of walls, what they are told, and links by which a screen lets itself in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "wall_screen",
        sa.Column("name", sa.String(40), nullable=False, comment="How the screen is called, in its address or by its link."),
        sa.Column("playlist", sa.String(40), nullable=False, comment="Playlist that it shows."),
        sa.Column("scene", sa.String(40), nullable=False, comment="Scene that it showed last; empty before the first."),
        sa.Column("state", sa.String(8), nullable=False, comment="plays or stands."),
        sa.Column("told", sa.Text(), nullable=False, comment="What its operator should know, as a JSON list of sentences."),
        sa.Column("data_version", sa.Integer(), nullable=False, comment="Data version that it showed last."),
        sa.Column("seen_at", sa.DateTime(), nullable=False, comment="When it asked last (UTC), to ten seconds."),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_wall_screen")),
        comment="Screens of walls and what they show.",
    )
    op.create_table(
        "wall_command",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; a screen does what is newer than it knows."),
        sa.Column("screen", sa.String(40), nullable=False, comment="Which screen."),
        sa.Column("action", sa.String(8), nullable=False, comment="next, previous, play, pause or show."),
        sa.Column("scene", sa.String(40), nullable=False, comment="Scene to show; empty for other actions."),
        sa.Column("made_at", sa.DateTime(), nullable=False, comment="When it was given (UTC)."),
        sa.Column("made_by", sa.Text(), nullable=False, comment="Who gave it."),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_command")),
        comment="What screens were told to do; rows older than an hour are cleared.",
    )
    op.create_index("ix_wall_command_screen", "wall_command", ["screen", "id"])
    op.add_column(
        "access_token",
        sa.Column("scenes", sa.Text(), comment="Of a screen's link, the scenes and playlists it may show, or all; empty for any other token."),
    )
