"""What may not be seen cannot be asked for by the way: one way to the warehouse, and figures are read with a sight."""

import ast
from collections.abc import Iterator

from tests.contracts.source import Module

HOLDERS = ("app.py", "access/web/seeing.py")
"""Who puts the questions of the server away, and the one that takes them out for a request."""

ASKING = ("access", "pages", "components", "operation", "exports", "api")
FIGURES = frozenset(
    {"observation", "current_value", "latest_value", "recast_value", "target", "nowcast", "figure_count", "batch_count"}
)
"""Tables that hold figures, by the names that they are imported under."""

RAW = frozenset({"on_map", "known", "known_parts"})
CARE = frozenset({"seen", "sight", "facts"})
READERS = "data/questions/"


def _takes_the_servers_questions(node: ast.AST) -> bool:
    """server.extensions["questions"], or .get("questions"), or any call that makes questions of its own."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Questions":
        return True
    named = node.slice if isinstance(node, ast.Subscript) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        named = node.args[0]
        node = node.func
    inside = node.value if isinstance(node, ast.Subscript | ast.Attribute) else None
    of_server = isinstance(inside, ast.Attribute) and inside.attr == "extensions"
    return of_server and isinstance(named, ast.Constant) and named.value == "questions"


def test_a_request_comes_to_the_warehouse_by_one_way(modules: list[Module]) -> None:
    found = [
        f"{module.place}:{getattr(node, 'lineno', 0)}"
        for module in modules
        if module.place not in HOLDERS
        and module.room in ("access", "pages", "components", "operation", "exports", "api")
        for node in ast.walk(module.tree)
        if _takes_the_servers_questions(node)
    ]
    assert found == [], "Take access.web.seeing.questions(), which knows who asks."


def test_the_one_way_is_there(modules: list[Module]) -> None:
    (way,) = (module for module in modules if module.place == HOLDERS[1])
    assert any(_takes_the_servers_questions(node) for node in ast.walk(way.tree))


def _names(tree: ast.AST) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _careless(module: Module) -> Iterator[str]:
    """Functions that ask, and name a table of figures, and neither take care themselves nor by a function they call."""
    imported = {name.rsplit(".", 1)[1] for name, _ in module.imports() if name.startswith("data.schema")}
    functions = {node.name: node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)}
    names = {name: _names(node) for name, node in functions.items()}
    careful = {name for name, found in names.items() if found & CARE}
    for name, node in functions.items():
        asks = "asking" in {argument.arg for argument in node.args.args}
        if asks and names[name] & FIGURES & imported and name not in careful and not names[name] & careful:
            yield f"{module.place}:{node.lineno} {name}"


def test_a_question_that_reads_a_table_of_figures_adds_what_is_seen(modules: list[Module]) -> None:
    readers = [module for module in modules if module.place.startswith(READERS)]
    assert [one for module in readers for one in _careless(module)] == [], "Add asking.seen(table) to its conditions."


def test_questions_read_figures_through_asking_alone(modules: list[Module]) -> None:
    found = [
        f"{module.place}:{line} imports {name}"
        for module in modules
        if module.place.startswith(READERS) and module.place != f"{READERS}asking.py"
        for name, line in module.imports()
        if name.startswith("data.recast.") and name.rsplit(".", 1)[1] in RAW
    ]
    assert found == []
