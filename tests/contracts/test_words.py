"""Words on pages go through the translation: written in Vietnamese, whole, inside a function."""

import ast
import re
from collections.abc import Iterator

from tests.contracts.source import Module

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
SPOKEN = ("pages", "components", "alerts", "sentences")
# The same in every language: names, and the switch that speaks to those who want the other one.
NAMES = ("Toàn Cảnh", "Chuyển sang tiếng Việt", "TT Huế")
# How Vietnamese numbers, dates and sentences about figures are built is the work of these; English has its own.
GRAMMAR = ("components/formatting.py", "sentences/vietnamese.py")


def _is_gettext(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def _quiet(tree: ast.Module) -> set[ast.AST]:
    """Strings that nobody is shown in this form: translated ones, documentation, and what is only looked up."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if _is_gettext(node):
            found.update(ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
        elif isinstance(node, ast.Dict):
            found.update(key for key in node.keys if key is not None)
        elif isinstance(node, ast.Compare):
            found.update((node.left, *node.comparators))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
            found.update(part for given in node.args for part in ast.walk(given))
    return found


def _unspoken(module: Module) -> Iterator[str]:
    quiet = _quiet(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in quiet:
            text = node.value
            for name in NAMES:
                text = text.replace(name, "")
            if VIETNAMESE.search(text):
                yield f"{module.place}:{node.lineno}: {node.value[:60]}"


def test_no_vietnamese_sentence_misses_its_translation(modules: list[Module]) -> None:
    spoken = [module for module in modules if module.room in SPOKEN and module.place not in GRAMMAR]
    assert spoken
    assert [fault for module in spoken for fault in _unspoken(module)] == []


def test_a_sentence_to_translate_is_one_literal(modules: list[Module]) -> None:
    """Extraction reads the source: it cannot see a sentence that is put together while running."""
    faults = [
        f"{module.place}:{node.lineno}"
        for module in modules
        if module.room in SPOKEN
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _is_gettext(node)
        if not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))
    ]
    assert faults == []


def test_no_sentence_is_translated_while_importing(modules: list[Module]) -> None:
    """A module is imported once, for readers of both languages."""
    faults = [
        f"{module.place}:{node.lineno}"
        for module in modules
        if module.room in SPOKEN
        for statement in module.tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in _run_at_once(statement)
        if _is_gettext(node) and isinstance(node, ast.Call)
    ]
    assert faults == []


def _run_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a statement that run with it; the body of a lambda runs later."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from _run_at_once(child)
