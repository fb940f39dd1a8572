import re
from pathlib import Path

import pytest
from flask import Flask

from components.theme import (
    CATEGORIES,
    THEMES,
    base_layout,
    contrast,
    css_properties,
    current_theme,
    readable_on,
    tokens,
)
from settings import Settings

CSS = (Path(__file__).parents[2] / "assets" / "10-tokens.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("theme", "selector"), [("light", ":root"), ("dark", '[data-bs-theme="dark"]')])
def test_css_and_figures_have_the_same_colours(theme, selector):
    block = re.search(re.escape(selector) + r" \{\s*color-scheme: (\w+);(.*?)\}", CSS, re.DOTALL)
    assert block is not None
    assert block[1] == theme
    assert dict(re.findall(r"(--tc-[\w-]+): ([^;]+);", block[2])) == css_properties(theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["fg", "muted", "accent", "gold", "good", "risk", "bad"])
@pytest.mark.parametrize("ground", ["panel", "bg", "raised", "accent_soft", "nodata"])
def test_every_ink_reads_on_every_ground(theme, ink, ground):
    look = tokens(theme)
    assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_map_colours_carry_readable_text_and_go_one_way(theme):
    look = tokens(theme)
    assert all(contrast(readable_on(colour), colour) >= 4.5 for colour in look.sequence)
    steps = [contrast(colour, look.panel) for colour in look.sequence]
    assert steps == sorted(steps)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_of_categories_stand_out_from_the_panel(theme):
    strong = [colour for colour in CATEGORIES[theme] if contrast(colour, tokens(theme).panel) >= 2.2]
    assert len(strong) == len(CATEGORIES[theme])


def test_contrast_is_that_of_the_guideline():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_changes_are_laid_over_the_base_layout_without_losing_the_rest():
    layout = base_layout(xaxis={"type": "date"}, bargap=0.3)
    assert layout["xaxis"]["type"] == "date"
    assert layout["xaxis"]["fixedrange"] is True
    assert layout["bargap"] == 0.3
    assert layout["separators"] == ",."


@pytest.mark.parametrize(
    ("cookie", "default", "expected"), [("dark", "light", "dark"), ("", "dark", "dark"), ("x", "light", "light")]
)
def test_the_theme_is_the_readers_own(cookie, default, expected):
    server = Flask("test")
    server.config["TOANCANH"] = Settings(theme=default)
    with server.test_request_context(headers={"Cookie": f"tc_theme={cookie}"}):
        assert current_theme() == expected
