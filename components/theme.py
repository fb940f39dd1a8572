"""Colours and type: one source of truth for figures (here) and for CSS (`assets/10-tokens.css`, compared by a test).

Categories use Okabe and Ito's palette (jfly.uni-koeln.de/color), readable without red-green sight. Maps use one hue,
from pale to deep. Status colours mean status and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from flask import current_app, has_app_context, has_request_context, request

from components.language import SETTINGS, language

Theme = Literal["light", "dark"]

THEMES: tuple[Theme, ...] = ("light", "dark")
COOKIE = "tc_theme"

FONT = "'Be Vietnam Pro','Inter','Noto Sans','Segoe UI',system-ui,sans-serif"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme; each is the CSS custom property `--tc-<name>`."""

    bg: str
    panel: str
    raised: str
    fg: str
    muted: str
    line: str
    grid: str
    accent: str
    accent_soft: str
    accent_weak: str
    gold: str
    good: str
    risk: str
    bad: str
    nodata: str
    shadow: str
    seq1: str
    seq2: str
    seq3: str
    seq4: str
    seq5: str

    @property
    def sequence(self) -> tuple[str, ...]:
        """Five steps from little to much."""
        return (self.seq1, self.seq2, self.seq3, self.seq4, self.seq5)


LIGHT = Tokens(
    bg="#f5f7fa",
    panel="#ffffff",
    raised="#f8fafc",
    fg="#16202e",
    muted="#566579",
    line="#e2e8f0",
    grid="#e9eef4",
    accent="#0b5394",
    accent_soft="#e7eef5",
    accent_weak="#7ca3c8",
    gold="#946000",
    good="#187343",
    risk="#925800",
    bad="#b42318",
    nodata="#eef2f6",
    shadow="rgba(22,32,46,0.06)",
    seq1="#dbe8f4",
    seq2="#afc8e0",
    seq3="#7ba2c8",
    seq4="#33689f",
    seq5="#0b3c6e",
)
DARK = Tokens(
    bg="#0a121d",
    panel="#111c2b",
    raised="#16222f",
    fg="#eaf1f9",
    muted="#9aabbf",
    line="#22324a",
    grid="#1d2b3d",
    accent="#62b0ff",
    accent_soft="#172b45",
    accent_weak="#3b6c9f",
    gold="#f0b94a",
    good="#45c486",
    risk="#f0b94a",
    bad="#ff8079",
    nodata="#172436",
    shadow="rgba(0,0,0,0.35)",
    seq1="#1a3350",
    seq2="#25507e",
    seq3="#3672ab",
    seq4="#5a9ddb",
    seq5="#9accff",
)

CATEGORIES: dict[Theme, tuple[str, ...]] = {
    "light": ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a6f00", "#333333"),
    "dark": ("#56b4e9", "#e69f00", "#2fc79a", "#e39ac4", "#f0e442", "#4a9be0", "#ff8a4c", "#d0d7de"),
}


_chosen: ContextVar[Theme | None] = ContextVar("tc_theme", default=None)


@contextmanager
def use_theme(chosen: Theme) -> Iterator[None]:
    """Draw in `chosen` inside the block, whatever the cookie says: what is printed is printed light."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def current_theme() -> Theme:
    """The reader's theme: chosen for this block of code, else by cookie, else the app's default, else light."""
    if (chosen := _chosen.get()) is not None:
        return chosen
    if has_request_context() and request.cookies.get(COOKIE) in THEMES:
        return cast(Theme, request.cookies[COOKIE])
    settings = current_app.config.get(SETTINGS) if has_app_context() else None
    return "light" if settings is None else cast(Theme, settings.theme)


def tokens(theme: Theme | None = None) -> Tokens:
    """The colours of `theme`, or of the reader's own."""
    return DARK if (theme or current_theme()) == "dark" else LIGHT


def css_properties(theme: Theme) -> dict[str, str]:
    """What `assets/10-tokens.css` must say for this theme."""
    return {f"--tc-{name.replace('_', '-')}": value for name, value in asdict(tokens(theme)).items()}


def base_layout(**changes: Any) -> dict[str, Any]:
    """The layout every figure starts from; `changes` are laid over it, one level deep for axes and margins."""
    look = tokens()
    axis = {
        "gridcolor": look.grid,
        "linecolor": look.line,
        "ticks": "",
        "zerolinecolor": look.line,
        "tickfont": {"color": look.muted, "size": 11},
        "automargin": True,
        "fixedrange": True,
    }
    layout: dict[str, Any] = {
        "font": {"family": FONT, "size": 12, "color": look.fg},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(CATEGORIES[current_theme()]),
        "separators": ",." if language() == "vi" else ".,",
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8, "pad": 4},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"color": look.muted, "size": 11},
        },
        "hoverlabel": {
            "bgcolor": look.panel,
            "bordercolor": look.line,
            "font": {"family": FONT, "size": 12, "color": look.fg},
            "align": "left",
        },
        "xaxis": {**axis, "showgrid": False, "zeroline": False},
        "yaxis": {**axis, "showline": False, "zeroline": True},
    }
    for name, change in changes.items():
        layout[name] = {**layout[name], **change} if isinstance(layout.get(name), dict) else change
    return layout


def faded(colour: str, share: float) -> str:
    """The colour "#rrggbb" seen through: `share` of it is left."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"


def mixed(colour: str, ground: str, share: float) -> str:
    """The colour "#rrggbb" that `share` of `colour` over `ground` gives."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def readable_on(background: str) -> str:
    """The ink, dark or white, that reads best on `background`."""
    return max(("#10202f", "#ffffff"), key=lambda ink: contrast(ink, background))
