"""What a pack holds when it is written: sections with their parts, computed under one reader's sight."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.content import Stamp, Taken


@dataclass(frozen=True)
class Part:
    """One chart, table or list of sentences, with the heading and note that the pack gives it."""

    taken: Taken
    heading: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        return self.heading or self.taken.content.name


@dataclass(frozen=True)
class Missing:
    """A part that could not be taken, and why."""

    heading: str
    address: str
    reason: str


@dataclass(frozen=True)
class Section:
    """Parts under a heading; without one they stand by themselves."""

    heading: str
    parts: tuple[Part | Missing, ...]


@dataclass(frozen=True)
class Definition:
    """What an indicator of the pack means, for its appendix."""

    name: str
    unit: str
    text: str
    source: str


@dataclass(frozen=True)
class Briefing:
    """A pack as it is written; `changes` are sentences on what is new since it was issued last."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    stamp: Stamp
    definitions: tuple[Definition, ...] = ()
    changes: tuple[str, ...] = ()
    issue: int = 1

    @property
    def parts(self) -> Iterator[Part]:
        """Every part that could be taken, in order."""
        return (one for section in self.sections for one in section.parts if isinstance(one, Part))

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(one for section in self.sections for one in section.parts if isinstance(one, Missing))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that is named, each once."""
        return tuple(dict.fromkeys(one.taken.content.source for one in self.parts if one.taken.content.source))

    @property
    def simulated(self) -> bool:
        """Whether a reader must be told that figures in it are simulated."""
        return any(one.taken.content.simulated for one in self.parts)
