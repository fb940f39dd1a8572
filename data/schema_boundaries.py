"""The tables of an office's own boundaries: true shapes of the provinces of an edition, as loaded from its file.

They stand in the database, so that a backup holds them and every server of an installation draws the same map; and
they outlive a rebuild of the warehouse, because no file of the product could bring them back.
"""

from sqlalchemy import Column, DateTime, Float, ForeignKey, Integer, String, Table, Text

from data.schema import metadata

boundary_file = Table(
    "boundary_file",
    metadata,
    Column("vintage", String(4), primary_key=True, comment="Edition of the list of units: 2024 or 2025."),
    Column("file_name", Text, nullable=False, comment="Name of the file as given, without its folder."),
    Column("sha256", String(64), nullable=False, comment="Fingerprint of the file's bytes."),
    Column("loaded_at", DateTime, nullable=False, comment="UTC."),
    Column("property_name", Text, nullable=False, comment="Property of the features by which units were found."),
    Column("points_read", Integer, nullable=False, comment="Points of the shapes in the file."),
    Column("points_kept", Integer, nullable=False, comment="Points that are drawn, after simplifying."),
    comment="The boundary file of each edition; absent where no office loaded one.",
)

boundary_shape = Table(
    "boundary_shape",
    metadata,
    Column("vintage", ForeignKey("boundary_file.vintage"), primary_key=True, comment="Edition, as in boundary_file."),
    Column("shape_id", String(16), primary_key=True, comment="A province code, or HS and TS for the two archipelagos."),
    Column("unit_code", String(16), nullable=False, comment="The province that the shape takes its value from."),
    Column("geometry", Text, nullable=False, comment="GeoJSON MultiPolygon, WGS 84, exterior rings clockwise."),
    Column("outline", Text, nullable=False, comment="The same with far fewer points, for small maps."),
    Column("label_longitude", Float, nullable=False, comment="Where a label has most room, degrees east."),
    Column("label_latitude", Float, nullable=False, comment="Degrees north."),
    Column("label_room", Float, nullable=False, comment="Distance from there to the nearest border, degrees."),
    comment="Shapes of the provinces of an edition, simplified so that neighbours still share their borders.",
)

BOUNDARY_TABLES = (boundary_file, boundary_shape)
