"""The page on loading data names every heading and every fault."""

import pytest

from data.ingest import Fault
from data.ingest.headings import ACCEPTED, COLUMNS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "loading-data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_is_explained(fault: Fault) -> None:
    assert f"`{fault}`" in PAGE


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_explained_with_its_vietnamese_heading(column: str) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{column}` |")]
    assert any(form in line for form in ACCEPTED[column] if not form.isascii())
