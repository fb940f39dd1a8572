"""Screens that show the wall, and what they were told to do: how several workers steer them."""

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from data.schema import metadata

wall_screen = Table(
    "wall_screen",
    metadata,
    Column("name", String(40), primary_key=True, comment="How the screen is called, in its address or by its link."),
    Column("playlist", String(40), nullable=False, comment="Playlist that it shows."),
    Column("scene", String(40), nullable=False, comment="Scene that it showed last; empty before the first."),
    Column("state", String(8), nullable=False, comment="plays or stands."),
    Column("told", Text, nullable=False, comment="What its operator should know, as a JSON list of sentences."),
    Column("data_version", Integer, nullable=False, comment="Data version that it showed last."),
    Column("seen_at", DateTime, nullable=False, comment="When it asked last (UTC), to ten seconds."),
    comment="Screens of walls and what they show.",
)

wall_command = Table(
    "wall_command",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row; a screen does what is newer than it knows."),
    Column("screen", String(40), nullable=False, comment="Which screen."),
    Column("action", String(8), nullable=False, comment="next, previous, play, pause or show."),
    Column("scene", String(40), nullable=False, comment="Scene to show; empty for other actions."),
    Column("made_at", DateTime, nullable=False, comment="When it was given (UTC)."),
    Column("made_by", Text, nullable=False, comment="Who gave it."),
    Index("ix_wall_command_screen", "screen", "id"),
    comment="What screens were told to do; rows older than an hour are cleared.",
)

WALL_TABLES = (wall_screen, wall_command)
