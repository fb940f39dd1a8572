"""Ready-made packs as files: read, checked as a whole with every fault named, and filled in for a period and a unit.

Those of the product stand in `exports/packs/ready`; an office copies one, changes it, and names its folder in
`TOANCANH_PACKS_FOLDER`. A file there goes before the product's own of the same code.
"""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.language import language
from exports.errors import ExportError
from exports.packs.plan import Plan, PlanItem, PlanSection

READY = Path(__file__).resolve().parent / "ready"
ASKS = ("period", "unit", "since")
CODE = re.compile(r"[a-z][a-z0-9-]{1,30}")
KEYS = {
    "": {"code", "name", "title", "subtitle", "asks", "kind", "section"},
    "section": {"heading", "item"},
    "item": {"address", "ids", "heading", "note"},
}
MOST_ITEMS = 120
Words = Mapping[str, str]


class PackFileBroken(ExportError):
    """A definition file cannot be used; the text names every fault with its place."""


class NoSuchPack(ExportError):
    """No definition has this code."""


@dataclass(frozen=True)
class Definition:
    """A ready-made pack. `asks` are what it must be told: period, unit, since; `kind` is the kind of unit."""

    code: str
    called: Words
    title: Words
    subtitle: Words
    asks: tuple[str, ...]
    kind: str
    sections: tuple[Mapping[str, Any], ...]
    file: Path

    def name(self) -> str:
        """What it is called, without a period or unit."""
        return _in_words(self.called, {})

    def plan(self, codes: Mapping[str, str], names: Mapping[str, str]) -> Plan:
        """Filled in: `codes` go into addresses, `names` into titles, headings and notes."""
        sections = tuple(
            PlanSection(_in_words(section.get("heading", {}), names), tuple(_items(section["item"], codes, names)))
            for section in self.sections
        )
        series = f"ready:{self.code}" + (f":{codes['unit']}" if "unit" in self.asks else "")
        query = "&".join(f"{name}={codes[name]}" for name in self.asks)
        address = f"/pack?ready={self.code}" + (f"&{query}" if query else "")
        return Plan(series, _in_words(self.title, names), sections, _in_words(self.subtitle, names), address)


def _items(items: list[Mapping[str, Any]], codes: Mapping[str, str], names: Mapping[str, str]) -> Iterator[PlanItem]:
    for item in items:
        address = _ending(str(item["address"]).format(**codes), codes.get("period", ""))
        heading, note = _in_words(item.get("heading", {}), names), _in_words(item.get("note", {}), names)
        for id in item.get("ids", [""]):
            yield PlanItem(address, id, heading, note)


def _ending(address: str, period: str) -> str:
    """The address of a page that shows nothing of later periods than the pack's own."""
    if not period or "until=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}until={period}"


def _in_words(words: Words, names: Mapping[str, str]) -> str:
    return str(words.get(language(), words.get("vi", ""))).format(**names) if words else ""


def definitions(folder: str = "") -> dict[str, Definition]:
    """Every ready-made pack by its code; raises `PackFileBroken`."""
    found: dict[str, Definition] = {}
    for place in filter(None, (READY, Path(folder) if folder else None)):
        if not place.is_dir():
            raise PackFileBroken(f"TOANCANH_PACKS_FOLDER names '{place}', which is no folder.")
        own: dict[str, Definition] = {}
        for path in sorted(place.glob("*.toml")):
            made = read_definition(path)
            if made.code in own:
                raise PackFileBroken(f"{path.name}: code '{made.code}' is that of {own[made.code].file.name} too.")
            own[made.code] = made
        found |= own
    return found


def read_definition(path: Path) -> Definition:
    """One file; raises `PackFileBroken` that names every fault."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise PackFileBroken(f"{path.name} cannot be read: {problem}") from problem
    faults = [f"{path.name}: {fault}" for fault in _faults(given)]
    if faults:
        raise PackFileBroken("\n".join(faults))
    return Definition(
        code=given["code"],
        called=given["name"],
        title=given["title"],
        subtitle=given.get("subtitle", {}),
        asks=tuple(given.get("asks", ())),
        kind=given.get("kind", "province"),
        sections=tuple(given["section"]),
        file=path,
    )


def _faults(given: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(given, "", "the file")
    if not isinstance(given.get("code"), str) or not CODE.fullmatch(given["code"]):
        yield f"code is {given.get('code')!r}; expected small letters, figures and hyphens, such as 'monthly'."
    asks = given.get("asks", [])
    if not isinstance(asks, list) or not set(map(str, asks)) <= set(ASKS):
        yield f"asks is {asks!r}; expected a list of {', '.join(ASKS)}."
        asks = list(ASKS)
    if given.get("kind", "province") not in ("province", "ministry"):
        yield f"kind is {given['kind']!r}; expected province or ministry."
    yield from _word_faults(given, "name", "the file", [], needed=True)
    yield from _word_faults(given, "title", "the file", asks, needed=True)
    yield from _word_faults(given, "subtitle", "the file", asks)
    sections = given.get("section")
    if not isinstance(sections, list) or not sections or not all(isinstance(one, dict) for one in sections):
        yield "there is no [[section]]; a pack has at least one, with [[section.item]] in it."
        return
    for number, section in enumerate(sections, start=1):
        yield from _section_faults(section, f"section {number}", asks)
    count = sum(len(one.get("item", [])) for one in sections if isinstance(one.get("item", []), list))
    if count > MOST_ITEMS:
        yield f"{count} items are too many; expected at most {MOST_ITEMS}."


def _section_faults(section: Mapping[str, Any], where: str, asks: list[str]) -> Iterator[str]:
    yield from _unknown(section, "section", where)
    yield from _word_faults(section, "heading", where, asks)
    items = section.get("item")
    if not isinstance(items, list) or not items or not all(isinstance(one, dict) for one in items):
        yield f"{where} has no [[section.item]]."
        return
    for number, item in enumerate(items, start=1):
        place = f"{where}, item {number}"
        yield from _unknown(item, "item", place)
        yield from _word_faults(item, "heading", place, asks)
        yield from _word_faults(item, "note", place, asks)
        address = item.get("address")
        if not isinstance(address, str) or not address.startswith("/") or address.startswith("//"):
            yield f"{place}: address is {address!r}; expected that of a page here, such as '/indicators/GRO01'."
        else:
            yield from _blank_faults(address, f"{place}: address", asks)
        ids = item.get("ids", [""])
        if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
            yield f"{place}: ids is {ids!r}; expected a list of ids of charts and tables, or none for the whole page."


def _unknown(given: Mapping[str, Any], level: str, where: str) -> Iterator[str]:
    for key in sorted(set(given) - KEYS[level]):
        yield f"{where} has '{key}', which means nothing; expected {', '.join(sorted(KEYS[level]))}."


def _word_faults(
    given: Mapping[str, Any], key: str, where: str, asks: list[str], *, needed: bool = False
) -> Iterator[str]:
    words = given.get(key)
    if words is None:
        if needed:
            yield f'{where} has no {key}; expected {{ vi = "…", en = "…" }}.'
        return
    good = isinstance(words, dict) and set(words) <= {"vi", "en"} and words.get("vi")
    if not good or not all(isinstance(one, str) for one in words.values()):
        yield f'{where}: {key} is {words!r}; expected {{ vi = "…", en = "…" }}.'
        return
    for one in words.values():
        yield from _blank_faults(one, f"{where}: {key}", [*asks, "day"] if "since" in asks else asks)


def _blank_faults(text: str, where: str, asks: list[str]) -> Iterator[str]:
    try:
        blanks = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    except ValueError as problem:
        yield f"{where} is {text!r}: {problem}."
        return
    for name in sorted(blanks - set(asks)):
        yield f"{where} has the blank {{{name}}}; this pack asks for {', '.join(asks) or 'nothing'}."
