"""What goes between the web process and the one that writes files.

Orders go out as pickles, since we made them. Answers come back as a line of JSON and the bytes of a file: whatever
happened to the process that draws and packs, nothing it sends is ever run.
"""

import json
import pickle
import struct
from dataclasses import dataclass
from typing import BinaryIO, Literal, NamedTuple

from exports.content import Taken
from exports.packs.contents import Briefing

FOLDER = "TOANCANH_FILES_FOLDER"
"""The variable that names the folder of the process, for what it and its browser keep meanwhile."""
HEAD = struct.Struct(">II")
"""Bytes of the JSON, bytes of the file."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the process is told when it starts."""

    browser_path: str = ""
    pictures_at_once: int = 2
    template: str = ""
    log_level: str = "INFO"


@dataclass(frozen=True, slots=True)
class ChartOrder:
    """One content in one form."""

    form: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class PackOrder:
    """A whole pack in one form."""

    form: str
    briefing: Briefing


@dataclass(frozen=True, slots=True)
class Cancel:
    """The order of this number is not wanted any more."""


Order = ChartOrder | PackOrder | Cancel


class Word(NamedTuple):
    """What comes back about an order: `told` how far it is, `made` with the file, or `failed` with a sentence.

    `log` is about none: a line for the log, of the level `done` and the logger `error`.
    """

    number: int
    kind: Literal["told", "made", "failed", "log"]
    done: int = 0
    total: int = 0
    error: str = ""
    text: str = ""
    content: bytes = b""


def packed(thing: Setup | tuple[int, Order]) -> bytes:
    """An order with its number, or the set-up, as it is sent."""
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)


def say(stream: BinaryIO, word: Word) -> None:
    """Send an answer."""
    facts = word._asdict()
    content = facts.pop("content")
    head = json.dumps(facts).encode()
    stream.write(HEAD.pack(len(head), len(content)) + head)
    stream.write(content)
    stream.flush()


def hear(stream: BinaryIO) -> Word:
    """The next answer; raises `EOFError` where the other side is gone."""
    sizes = HEAD.unpack(_exactly(stream, HEAD.size))
    facts = json.loads(_exactly(stream, sizes[0]))
    return Word(**facts, content=_exactly(stream, sizes[1]))


def _exactly(stream: BinaryIO, count: int) -> bytes:
    read = stream.read(count) if count else b""
    if len(read) != count:
        raise EOFError
    return read
