"""What the README says of the settings is what the settings are."""

import re

import pytest

from settings import ROOT, Settings

ROW = re.compile(r"^\| `(TOANCANH_\w+)` \| `(.*?)` \| (.*?) \|$", re.MULTILINE)


@pytest.fixture
def rows() -> dict[str, tuple[str, str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return {name: (default, help_text) for name, default, help_text in ROW.findall(text)}


def test_the_readme_names_every_setting_and_no_other(rows: dict[str, tuple[str, str]]) -> None:
    assert list(rows) == [f"TOANCANH_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_readme_gives_the_default_and_the_help_of_each_setting(rows: dict[str, tuple[str, str]], name: str) -> None:
    field = Settings.model_fields[name]
    default = str(field.default).replace(f"{ROOT}/", "")
    assert rows[f"TOANCANH_{name.upper()}"] == (default, field.description)
