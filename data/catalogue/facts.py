"""Indicators, targets and published figures of the catalogue, turned from text into values."""

from datetime import date, datetime, time
from typing import Any

from data.catalogue.entities import entity_key
from data.catalogue.files import CatalogueFiles, Row
from data.periods import Period
from data.records import Status
from data.targets import read_wording
from data.targets.catalogued import measure_of

Record = dict[str, Any]

WITHDRAWN = "withdrawn"  # set by a declared correction: the row is no observation

STATUS_OF_BASIS = {
    "official": Status.NORMAL,
    "end of period": Status.NORMAL,
    "year to date": Status.NORMAL,
    "as stated": Status.NORMAL,
    "computed": Status.NORMAL,
    "derived": Status.NORMAL,
    "estimate": Status.ESTIMATED,
    "first estimate": Status.ESTIMATED,
}

DOUBT = "độ chắc chắn trung bình"  # said in the note of a figure that is not of high certainty

INDICATOR_TEXTS = (
    "code", "name_vi", "name_en", "short_vi", "short_en", "definition_vi", "definition_en", "unit_vi", "unit_en",
    "frequency", "polarity", "level", "rule_space", "rule_time", "ministry_code", "index_set", "index_set_vi",
    "index_set_en", "theme", "theme_vi", "theme_en", "licence", "licence_en", "classification", "source", "source_en",
)  # fmt: skip


def read_indicators(files: CatalogueFiles) -> list[Record]:
    """The indicators in the order of the file, columns as in the table `indicator`."""
    return [_indicator(row) for row in files.rows("indicators.csv")]


def _indicator(row: Row) -> Record:
    return {
        **{column: row[column] for column in INDICATOR_TEXTS},
        "decimals": int(row["decimals"]),
        "weight_code": row["weight_code"] or None,
        "weight_vi": row["weight_vi"] or None,
        "weight_en": row["weight_en"] or None,
        "share_required": float(row["share_required"]),
        "minimum": _number(row["minimum"]),
        "maximum": _number(row["maximum"]),
        "in_statistical_system": row["in_statistical_system"] == "Y",
    }


def read_recast(files: CatalogueFiles) -> list[Record]:
    """How figures of merged units are made where their rule of addition does not say it."""
    return [_recast(row) for row in files.rows("recast.csv")]


def _recast(row: Row) -> Record:
    texts = ("rule", "span", "note_vi", "note_en", "source")
    return {
        "indicator": row["indicator_code"],
        "other": row["other_code"],
        **{column: row[column] for column in texts},
        "lag": int(row["lag"]),
        "proxy": row["proxy"] == "Y",
    }


def read_targets(files: CatalogueFiles) -> list[Record]:
    """The targets as their documents state them; `entity` is the key of who must reach it."""
    confirmed = {(row["wording"], row["operator"]) for row in read_readings(files) if row["confirmed_by"]}
    rules = {row["indicator_code"]: row for row in files.rows("target_rules.csv")}
    return [_target(row, rules.get(row["indicator_code"], {}), confirmed) for row in files.rows("targets.csv")]


def read_readings(files: CatalogueFiles) -> list[Row]:
    """How each note of a target was read by rule, and who confirmed it."""
    return files.rows("target_readings.csv")


def _target(row: Row, rule: Row, confirmed: set[tuple[str, str]]) -> Record:
    wording = read_wording(row["note_vi"])
    issued = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
    return {
        "measure": measure_of(row["unit_vi"], int(row["year_from"]), int(row["year_to"]), wording, rule.get("measure")),
        "standing": wording.standing.value,
        "side": rule.get("side", ""),
        "confirmed": (row["note_vi"], row["operator"]) in confirmed,
        "recorded_at": datetime.combine(issued or date(int(row["year_from"]), 1, 1), time()),
        "indicator": row["indicator_code"],
        "entity": entity_key(row["unit_kind"], row["unit_code"], row["unit_vintage"]),
        "assigned_by": row["assigned_by"],
        "year_from": int(row["year_from"]),
        "year_to": int(row["year_to"]),
        "operator": row["operator"],
        "value": float(row["value"]),
        "value_high": _number(row["value_high"]),
        "unit_vi": row["unit_vi"],
        "document": row["document"],
        "issued_on": issued,
        "superseded_on": date.fromisoformat(row["superseded_on"]) if row["superseded_on"] else None,
        "note": row["note_vi"] or None,
        "certainty": row["certainty"],
        "source": row["source"],
    }


def read_observations(files: CatalogueFiles) -> list[Record]:
    """The published figures that are observations; a row withdrawn by a correction is left out."""
    return [_observation(row) for row in files.rows("actuals.csv") if row["basis"] != WITHDRAWN]


def _observation(row: Row) -> Record:
    period = Period.parse(row["period"])
    return {
        "indicator": row["indicator_code"],
        "entity": entity_key(row["unit_kind"], row["unit_code"], row["unit_vintage"]),
        "grain": period.grain.value,
        "period_end": period.end,
        "value": float(row["value"]),
        "unit_vi": row["unit"],
        "status": STATUS_OF_BASIS[row["basis"]].value,
        "recorded_at": datetime.fromisoformat(row["recorded_at"]),
        "note": _note(row),
        "source": row["source"],
        "source_en": row["source_en"],
    }


def _note(row: Row) -> str | None:
    """The note of the figure; a figure of medium certainty says so, since it travels on without its CSV row."""
    doubt = DOUBT if row["certainty"] != "high" else ""
    return "; ".join(filter(None, (row["note_vi"], doubt))) or None


def _number(text: str) -> float | None:
    return float(text) if text else None
