"""A few communes with figures, put into a warehouse as an office would load them."""

from pathlib import Path

from sqlalchemy import Engine

from data.ingest import Import
from data.ingest.units import import_units

UNITS = "code,name,province\n00004,Phường Ba Đình,01\n00008,Phường Ngọc Hà,01\n00991,Xã Ba Bể,04\n"
FIGURES = """indicator,entity,period,value,status
GRO04,00004,2026-Q2,101,A
GRO04,00008,2026-Q2,200,S
GRO04,00991,2026-Q2,7,A
LAB14,00004,2025,30,A
"""


def add_communes(engine: Engine, folder: Path) -> None:
    """Load `UNITS` and `FIGURES` from files in this folder."""
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    import_units(engine, folder / "units.csv")
    Import(engine, folder / "figures.csv").run()
