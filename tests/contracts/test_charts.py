"""Every chart goes through the one frame."""

import ast

from tests.contracts.source import Module

FRAME = "components/chart_frame.py"


def _makes_a_graph(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (isinstance(called, ast.Attribute) and called.attr == "Graph") or (
        isinstance(called, ast.Name) and called.id == "Graph"
    )


def _graphs(module: Module) -> list[str]:
    return [f"{module.place}:{getattr(node, 'lineno', 0)}" for node in ast.walk(module.tree) if _makes_a_graph(node)]


def test_a_graph_is_made_in_the_chart_frame_and_nowhere_else(modules: list[Module]) -> None:
    found = [place for module in modules if module.place != FRAME for place in _graphs(module)]
    assert found == []


def test_the_chart_frame_makes_a_graph(modules: list[Module]) -> None:
    frame = next(module for module in modules if module.place == FRAME)
    assert _graphs(frame), "the rule above would hold for an empty product too"
