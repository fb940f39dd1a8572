"""Boundaries of an office, and names of units by date."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

revision: str = '0004'
down_revision: str | None = '0003'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


NAMES = (
    ('2025', '22', '2025-07-01', 'Quảng Ninh', 'Quang Ninh', 'Tỉnh Quảng Ninh', 'Quang Ninh Province', 'province', 'Nghị quyết 202/2025/QH15; loại đơn vị ngày 1/7/2025'),
    ('2025', '22', '2026-09-01', 'Quảng Ninh', 'Quang Ninh', 'Thành phố Quảng Ninh', 'Quang Ninh City', 'city', 'Nghị quyết 36/2026/QH16 (theo các ghi chép trên GitHub dẫn Cổng thông tin Chính phủ)'),
    ('2025', '24', '2025-07-01', 'Bắc Ninh', 'Bac Ninh', 'Tỉnh Bắc Ninh', 'Bac Ninh Province', 'province', 'Nghị quyết 202/2025/QH15; loại đơn vị ngày 1/7/2025'),
    ('2025', '24', '2026-09-20', 'Bắc Ninh', 'Bac Ninh', 'Thành phố Bắc Ninh', 'Bac Ninh City', 'city', 'Nghị quyết 39/2026/QH16 (theo các ghi chép trên GitHub dẫn Cổng thông tin Chính phủ)'),
    ('2025', '75', '2025-07-01', 'Đồng Nai', 'Dong Nai', 'Tỉnh Đồng Nai', 'Dong Nai Province', 'province', 'Nghị quyết 202/2025/QH15; loại đơn vị ngày 1/7/2025'),
    ('2025', '75', '2026-04-30', 'Đồng Nai', 'Dong Nai', 'Thành phố Đồng Nai', 'Dong Nai City', 'city', 'Nghị quyết 30/2026/QH16 (theo các ghi chép trên GitHub dẫn Cổng thông tin Chính phủ)'),
    ('2024', '46', '1989-07-01', 'Thừa Thiên Huế', 'Thua Thien Hue', 'Tỉnh Thừa Thiên Huế', 'Thua Thien Hue Province', 'province', 'theo hiểu biết chung: tỉnh được lập lại năm 1989'),
    ('2024', '46', '2025-01-01', 'Huế', 'Hue', 'Thành phố Huế', 'Hue City', 'city', 'Nghị quyết 175/2024/QH15 về thành lập thành phố Huế trực thuộc trung ương, theo hiểu biết chung'),
)
"""Vintage, code, first day, names, full names, kind and source, for warehouses that were built before this table."""


def upgrade() -> None:
    op.create_table('boundary_file',
    sa.Column('vintage', sa.String(length=4), nullable=False, comment='Edition of the list of units: 2024 or 2025.'),
    sa.Column('file_name', sa.Text(), nullable=False, comment='Name of the file as given, without its folder.'),
    sa.Column('sha256', sa.String(length=64), nullable=False, comment="Fingerprint of the file's bytes."),
    sa.Column('loaded_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('property_name', sa.Text(), nullable=False, comment='Property of the features by which units were found.'),
    sa.Column('points_read', sa.Integer(), nullable=False, comment='Points of the shapes in the file.'),
    sa.Column('points_kept', sa.Integer(), nullable=False, comment='Points that are drawn, after simplifying.'),
    sa.PrimaryKeyConstraint('vintage', name=op.f('pk_boundary_file')),
    comment='The boundary file of each edition; absent where no office loaded one.'
    )
    op.create_table('boundary_shape',
    sa.Column('vintage', sa.String(length=4), nullable=False, comment='Edition, as in boundary_file.'),
    sa.Column('shape_id', sa.String(length=16), nullable=False, comment='A province code, or HS and TS for the two archipelagos.'),
    sa.Column('unit_code', sa.String(length=16), nullable=False, comment='The province that the shape takes its value from.'),
    sa.Column('geometry', sa.Text(), nullable=False, comment='GeoJSON MultiPolygon, WGS 84, exterior rings clockwise.'),
    sa.Column('outline', sa.Text(), nullable=False, comment='The same with far fewer points, for small maps.'),
    sa.Column('label_longitude', sa.Float(), nullable=False, comment='Where a label has most room, degrees east.'),
    sa.Column('label_latitude', sa.Float(), nullable=False, comment='Degrees north.'),
    sa.Column('label_room', sa.Float(), nullable=False, comment='Distance from there to the nearest border, degrees.'),
    sa.ForeignKeyConstraint(['vintage'], ['boundary_file.vintage'], name=op.f('fk_boundary_shape_vintage_boundary_file')),
    sa.PrimaryKeyConstraint('vintage', 'shape_id', name=op.f('pk_boundary_shape')),
    comment='Shapes of the provinces of an edition, simplified so that neighbours still share their borders.'
    )
    op.create_table('entity_name',
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit that was named anew.'),
    sa.Column('valid_from', sa.Date(), nullable=False, comment='First day of the name; the next one ends it.'),
    sa.Column('name_vi', sa.Text(), nullable=False, comment='Name in Vietnamese.'),
    sa.Column('name_en', sa.Text(), nullable=False, comment='Name in English.'),
    sa.Column('full_name_vi', sa.Text(), nullable=False, comment='With the kind of unit it was then: Tỉnh Bắc Ninh.'),
    sa.Column('full_name_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.Column('unit_type', sa.String(length=24), nullable=False, comment='city or province.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_entity_name_entity_id_entity')),
    sa.PrimaryKeyConstraint('entity_id', 'valid_from', name=op.f('pk_entity_name')),
    comment='Names and kinds by date of units that changed them without becoming another unit.'
    )
    _name_units_that_are_there()


def _name_units_that_are_there() -> None:
    connection = op.get_bind()
    columns = ('entity_id', 'valid_from', 'name_vi', 'name_en', 'full_name_vi', 'full_name_en', 'unit_type', 'source')
    types = (sa.Integer, sa.Date, *[sa.Text] * 6)
    names = sa.table('entity_name', *[sa.column(*pair) for pair in zip(columns, types, strict=True)])
    unit = sa.table('entity', sa.column('id'), sa.column('kind'), sa.column('code'), sa.column('vintage'))
    for vintage, code, day, *rest in NAMES:
        which = sa.select(unit.c.id).where(unit.c.kind == 'province', unit.c.code == code, unit.c.vintage == vintage)
        number = connection.execute(which).scalar()
        if number is not None:
            values = dict(zip(columns, (number, date.fromisoformat(day), *rest), strict=True))
            connection.execute(sa.insert(names).values(values))
