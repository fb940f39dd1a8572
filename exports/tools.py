"""What writers of files need besides the content."""

from dataclasses import dataclass

from exports.browser import Browser


@dataclass(frozen=True, slots=True)
class Tools:
    """A browser for pictures, and the office's own template of slides ("" for ours)."""

    browser: Browser
    template: str = ""
