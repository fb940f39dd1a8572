"""What a pack asks for, before anything is computed: addresses and ids in order, under headings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing on a page, or (without an id) all that the page offers; `heading` replaces its title."""

    address: str
    id: str = ""
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanSection:
    """Items under a heading."""

    heading: str
    items: tuple[PlanItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A pack to be made. `series` names it through its issues, and `address` leads to it."""

    series: str
    title: str
    sections: tuple[PlanSection, ...]
    subtitle: str = ""
    address: str = "/pack"

    @property
    def items(self) -> tuple[PlanItem, ...]:
        return tuple(one for section in self.sections for one in section.items)
