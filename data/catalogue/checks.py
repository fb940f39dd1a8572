"""What must hold between the files of the catalogue; every breach is found before any is reported."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from data.recast.lineage import Link, faults
from data.recast.rules import RecastRule, Span
from data.targets.kinds import Operator
from data.targets.wording import disagrees, read_wording

Record = dict[str, Any]

SHORT_NAME = 32
ALLOWED: dict[str, set[str]] = {
    "frequency": {"D", "M", "Q", "A"},
    "polarity": {"higher", "lower", "band"},
    "level": {"national", "province", "both"},
    "rule_space": {"sum", "wmean", "mean", "none"},
    "rule_time": {"sum", "last", "mean", "wmean", "max", "none"},
    "index_set": {"DH", "TK", "GS", "DP"},
    "classification": {"public", "internal", "restricted"},
}
RECAST_ALLOWED = {
    "rule": {RecastRule.WMEAN.value, RecastRule.RATIO.value, RecastRule.GROWTH.value},
    "span": {span.value for span in Span},
}
OPERATORS = {one.value for one in Operator}
MAY_BE_EMPTY = {"weight_code", "weight_vi", "weight_en", "minimum", "maximum"}


def problems_of(
    entities: list[Record],
    names: list[Record],
    succession: list[Record],
    tiles: list[Record],
    adjacency: list[Record],
    indicators: list[Record],
    recast: list[Record],
    targets: list[Record],
    observations: list[Record],
) -> list[str]:
    """Every breach, each as a sentence that names the row."""
    keys = {unit["key"] for unit in entities}
    by_code = {indicator["code"]: indicator for indicator in indicators}
    return [
        *_repeated("entity", [unit["key"] for unit in entities]),
        *_repeated("indicator", [indicator["code"] for indicator in indicators]),
        *_unknown_units(entities, succession, keys),
        *_wrong_changes(succession),
        *_wrong_names(entities, names),
        *_unknown_places(tiles, adjacency, keys),
        *(fault for indicator in indicators for fault in _indicator_faults(indicator, by_code, keys)),
        *_repeated("rule of recasting", [one["indicator"] for one in recast]),
        *(fault for one in recast for fault in _recast_faults(one, by_code)),
        *(fault for target in targets for fault in _target_faults(target, by_code, keys)),
        *(fault for seen in observations for fault in _observation_faults(seen, by_code, keys)),
        *_repeated("observation", [_identity(seen) for seen in observations]),
        *_translated_twice(observations),
    ]


def _repeated(what: str, names: list[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} '{name}' stands {times} times; expected once"


def _translated_twice(observations: list[Record]) -> Iterator[str]:
    """A source is kept once, so it can have but one name in English."""
    pairs = {(seen["source"], seen["source_en"]) for seen in observations}
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            yield f"source '{name}' has {times} names in English; expected one"


def _identity(seen: Record) -> str:
    return " ".join(str(seen[part]) for part in ("indicator", "entity", "grain", "period_end", "recorded_at"))


def _unknown_units(entities: list[Record], succession: list[Record], keys: set[str]) -> Iterator[str]:
    for unit in entities:
        if unit["parent"] is not None and unit["parent"] not in keys:
            yield f"entity '{unit['key']}' has the unknown parent '{unit['parent']}'"
    for link in succession:
        for side in ("predecessor", "successor"):
            if link[side] not in keys:
                yield f"succession names the unknown {side} '{link[side]}'"


def _wrong_changes(succession: list[Record]) -> Iterator[str]:
    """Units that did not go whole, or went in a circle."""
    names = dict(enumerate(sorted({link[side] for link in succession for side in ("predecessor", "successor")})))
    number = {name: place for place, name in names.items()}
    links = [
        Link(number[link["predecessor"]], number[link["successor"]], link["effective_on"], link["share"])
        for link in succession
    ]
    yield from faults(links, names)


def _wrong_names(entities: list[Record], names: list[Record]) -> Iterator[str]:
    """Names belong to units that exist, and each begins on a day of its own while its unit does."""
    last_days = {unit["key"]: unit["valid_to"] for unit in entities}
    for name in names:
        if name["unit"] not in last_days:
            yield f"name '{name['full_name_vi']}' belongs to the unknown unit '{name['unit']}'"
        elif last_days[name["unit"]] is not None and name["valid_from"] > last_days[name["unit"]]:
            yield f"name '{name['full_name_vi']}' begins after the unit '{name['unit']}' ended"
    yield from _repeated("name", [f"{name['unit']} from {name['valid_from']}" for name in names])


def _unknown_places(tiles: list[Record], adjacency: list[Record], keys: set[str]) -> Iterator[str]:
    for tile in tiles:
        if f"province/{tile['unit_code']}/{tile['vintage']}" not in keys:
            yield f"tile '{tile['tile_id']}' of {tile['vintage']} belongs to the unknown province '{tile['unit_code']}'"
    for pair in adjacency:
        for code in (pair["code_a"], pair["code_b"]):
            if f"province/{code}/{pair['vintage']}" not in keys:
                yield f"adjacency of {pair['vintage']} names the unknown province '{code}'"


def _indicator_faults(indicator: Record, by_code: dict[str, Record], keys: set[str]) -> Iterator[str]:
    name = f"indicator '{indicator['code']}'"
    for column, value in indicator.items():
        if value in ("", None) and column not in MAY_BE_EMPTY:
            yield f"{name} has no {column}"
        if column in ALLOWED and value not in ALLOWED[column]:
            yield f"{name} has {column} '{value}'; expected one of {', '.join(sorted(ALLOWED[column]))}"
    if len(indicator["short_vi"]) > SHORT_NAME:
        yield f"{name} has a short name of {len(indicator['short_vi'])} characters; at most {SHORT_NAME} fit a card"
    if indicator["weight_code"] is not None and indicator["weight_code"] not in by_code:
        yield f"{name} is weighted by the unknown indicator '{indicator['weight_code']}'"
    if indicator["rule_space"] == "wmean" and not (indicator["weight_vi"] and indicator["weight_en"]):
        yield f"{name} is a weighted mean but does not say by which weight in both languages"
    if f"ministry/{indicator['ministry_code']}/2025" not in keys:
        yield f"{name} is owned by the unknown ministry '{indicator['ministry_code']}'"


def _recast_faults(one: Record, by_code: dict[str, Record]) -> Iterator[str]:
    name = f"rule of recasting '{one['indicator']}'"
    for column, allowed in RECAST_ALLOWED.items():
        if one[column] not in allowed:
            yield f"{name} has {column} '{one[column]}'; expected one of {', '.join(sorted(allowed))}"
    for column in ("indicator", "other"):
        if one[column] not in by_code:
            yield f"{name} names the unknown indicator '{one[column]}'"
    if not 0 <= one["lag"] <= 1:
        yield f"{name} has lag {one['lag']}; expected 0 or 1 year"


def _target_faults(target: Record, by_code: dict[str, Record], keys: set[str]) -> Iterator[str]:
    name = f"target of {target['indicator']} for {target['entity']} in {target['year_from']}"
    if target["indicator"] not in by_code:
        yield f"{name}: unknown indicator"
    elif by_code[target["indicator"]]["unit_vi"] != target["unit_vi"]:
        yield f"{name}: unit '{target['unit_vi']}' is not the indicator's"
    if target["entity"] not in keys:
        yield f"{name}: unknown unit"
    if target["operator"] not in OPERATORS:
        yield f"{name}: operator '{target['operator']}'; expected one of {', '.join(sorted(OPERATORS))}"
    elif disagrees(Operator(target["operator"]), read_wording(target["note"])):
        words = read_wording(target["note"]).words
        yield f"{name}: operator '{target['operator']}', but its note says '{words}'"
    if (target["operator"] == "between") != (target["value_high"] is not None):
        yield f"{name}: only 'between' has, and must have, an upper value"
    elif target["value_high"] is not None and target["value_high"] <= target["value"]:
        yield f"{name}: the upper value {target['value_high']} is not above the lower {target['value']}"


def _observation_faults(seen: Record, by_code: dict[str, Record], keys: set[str]) -> Iterator[str]:
    name = f"observation of {seen['indicator']} for {seen['entity']} at {seen['period_end']}"
    if seen["entity"] not in keys:
        yield f"{name}: unknown unit"
    indicator = by_code.get(seen["indicator"])
    if indicator is None:
        yield f"{name}: unknown indicator"
        return
    if indicator["unit_vi"] != seen["unit_vi"]:
        yield f"{name}: unit '{seen['unit_vi']}'; the indicator is in '{indicator['unit_vi']}'"
    low, high = indicator["minimum"], indicator["maximum"]
    if not (-math.inf if low is None else low) <= seen["value"] <= (math.inf if high is None else high):
        yield f"{name}: {seen['value']} is outside the declared range {low} to {high}"
