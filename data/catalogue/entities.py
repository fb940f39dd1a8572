"""Units of the catalogue: nation, regions, provinces and ministries of each edition, and who became whom."""

from datetime import date
from typing import Any

from data.catalogue.files import CatalogueFiles, Row

NATION_KEY = "nation/VN/"
PROVINCES_MERGED_ON = date(2025, 7, 1)
MINISTRIES_MERGED_ON = date(2025, 3, 1)

UNIT_TYPES = {
    "ministry": "ministry",
    "ministerial-level agency": "ministerial-level",
    "government-attached agency": "government-attached",
}

Record = dict[str, Any]


def entity_key(kind: str, code: str, vintage: str) -> str:
    """The name of a unit inside the catalogue: province/24/2025. Codes are re-used, so the edition belongs to it."""
    return f"{kind}/{code}/{vintage}"


def read_entities(files: CatalogueFiles) -> list[Record]:
    """All units, parents before children, in their official order."""
    provinces = {vintage: files.rows(f"provinces_{vintage}.csv") for vintage in ("2024", "2025")}
    units = [_region(row, provinces) for row in files.rows("regions.csv")]
    for vintage, rows in provinces.items():
        units += [_province(row, vintage) for row in rows]
    for vintage in ("2021", "2025"):
        units += [_ministry(row, vintage) for row in files.rows(f"ministries_{vintage}.csv")]
    return _numbered(units)


def read_succession(files: CatalogueFiles) -> list[Record]:
    """Who became whom. A province that went to several names the share of each: `24:0.7;27:0.3`."""
    links = [
        _link(_former(row["code"]), entity_key("province", code, "2025"), PROVINCES_MERGED_ON, row, share)
        for row in files.rows("provinces_2024.csv")
        for code, share in _shares(row["merged_into_code"])
    ]
    for row in files.rows("ministries_2025.csv"):
        new = entity_key("ministry", row["code"], "2025")
        links += [
            _link(entity_key("ministry", code, "2021"), new, MINISTRIES_MERGED_ON, row)
            for code in filter(None, row["predecessor_codes_2021"].split(";"))
        ]
    return links


def read_names(files: CatalogueFiles) -> list[Record]:
    """Names and kinds by date of the provinces that changed them and remained the same unit."""
    kept = ("name_vi", "name_en", "full_name_vi", "full_name_en", "unit_type", "source")
    return [
        {
            "unit": entity_key("province", row["code"], row["vintage"]),
            "valid_from": _day(row["valid_from"]),
            **{column: row[column] for column in kept},
        }
        for row in files.rows("names.csv")
    ]


def _former(code: str) -> str:
    return entity_key("province", code, "2024")


def _shares(text: str) -> list[tuple[str, float]]:
    """Codes of the successors, each with the part that it took: the whole unless a number says otherwise."""
    pairs = (one.partition(":") for one in text.split(";"))
    return [(code.strip(), float(share) if share else 1.0) for code, _, share in pairs]


def _link(old: str, new: str, effective_on: date, row: Row, share: float = 1.0) -> Record:
    return {
        "predecessor": old,
        "successor": new,
        "effective_on": effective_on,
        "share": share,
        "source": row["source"],
    }


def _region(row: Row, provinces: dict[str, list[Row]]) -> Record:
    members = [p for p in provinces.get(row["vintage"], ()) if p["region_code"] == row["code"]]
    if row["kind"] == "nation":
        members = provinces["2025"]
    return _unit(
        row,
        kind=row["kind"],
        vintage=row["vintage"],
        parent=NATION_KEY if row["kind"] == "region" else None,
        area_km2=round(sum(float(p["area_km2"]) for p in members), 2),
        population_thousand=round(sum(float(p["population_avg_2023_thousand"]) for p in members), 1),
    )


def _province(row: Row, vintage: str) -> Record:
    return _unit(
        row,
        kind="province",
        vintage=vintage,
        parent=entity_key("region", row["region_code"], vintage),
        unit_type=row["unit_type"],
        area_km2=float(row["area_km2"]),
        population_thousand=float(row["population_avg_2023_thousand"]),
        longitude=float(row["centroid_lon"]),
        latitude=float(row["centroid_lat"]),
    )


def _ministry(row: Row, vintage: str) -> Record:
    return _unit(
        row | {"full_name_vi": row["name_vi"], "full_name_en": row["name_en"]},
        kind="ministry",
        vintage=vintage,
        unit_type=UNIT_TYPES.get(row["kind"], "other"),
    )


def _unit(row: Row, **known: Any) -> Record:
    blank = dict.fromkeys(("unit_type", "parent", "area_km2", "population_thousand", "longitude", "latitude"), None)
    texts = ("code", "name_vi", "name_en", "full_name_vi", "full_name_en", "certainty", "source")
    return {
        "key": entity_key(known["kind"], row["code"], known["vintage"]),
        **{column: row[column] for column in texts},
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
        "note": row.get("note_vi") or None,
        **blank,
        **known,
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _numbered(units: list[Record]) -> list[Record]:
    """Give each unit its place within its kind and edition."""
    places: dict[tuple[str, str], int] = {}
    for unit in units:
        group = (unit["kind"], unit["vintage"])
        places[group] = places.get(group, 0) + 1
        unit["sort_order"] = places[group]
    return units
