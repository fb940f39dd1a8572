"""The code as the contracts read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "alerts",
    "data",
    "components",
    "pages",
    "exports",
    "api",
    "forecasting",
    "reporting",
    "access",
    "operation",
    "sentences",
)


@dataclass(frozen=True)
class Module:
    """One module of the product."""

    path: Path

    @property
    def place(self) -> str:
        """Path from the root of the repository, as a message names it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        return self.place.split("/")[0]

    @property
    def name(self) -> str:
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module that this one imports, anywhere in its text, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def product_modules() -> list[Module]:
    """Every Python module of the product: not its tests, nor its bench, nor its scripts."""
    paths = [*ROOT.glob("*.py")]
    for room in ROOMS:
        paths += (ROOT / room).rglob("*.py")
    return [Module(path) for path in sorted(paths)]
