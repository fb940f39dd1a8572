"""The menu: every page of it below one heading."""

from collections import Counter

from components.language import use_language
from components.shell import NAVIGATION, SECTIONS, rail


def test_every_page_of_the_menu_stands_below_exactly_one_heading() -> None:
    below = Counter(path for _, paths in SECTIONS for path in paths)
    assert [path for path, _, _ in NAVIGATION if below[path] != 1] == []


def test_a_heading_stands_before_its_pages() -> None:
    with use_language("vi"):
        shown = [str(getattr(one, "href", None) or one.children) for one in rail().children]
    assert shown[0] == "/"
    assert shown[shown.index("Điều hành") + 1] in SECTIONS[1][1]
    assert shown.index("/data") == len(shown) - 1
