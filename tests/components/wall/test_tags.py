"""Elements as text: whatever comes in, nothing of it becomes an element or an attribute."""

import re

from hypothesis import given
from hypothesis import strategies as st

from components.wall.tags import tag


@given(st.text(), st.text())
def test_no_text_becomes_an_element_or_an_attribute(text: str, value: str) -> None:
    html = str(tag("p", text, title=value))
    assert re.fullmatch(r'<p title="[^"<>]*">[^<>]*</p>', html, re.DOTALL)


def test_what_is_none_or_false_is_left_out() -> None:
    inside = tag("p", None, ["a", ["b"]], class_="x", hidden=False, title=None, data_key=3)
    assert inside == '<p class="x" data-key="3">ab</p>'
    assert tag("line", x1=1.0, x2=2.25) == '<line x1="1" x2="2.2"/>'
