"""For an analyst who asks how places and indicators stand to each other: any of them side by side, in six forms.

Decision it serves: whom to learn from, and whom to ask.
"""

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.choosers import several
from components.formatting import grain_word, period
from components.language import _
from data.periods import Period
from data.questions.asking import own_grain
from data.questions.peers import MEASURES
from pages import compare_lines as lines
from pages import compare_places as places
from pages.compare_asked import DEFAULT_WHAT, FORMS, GRAINS, SPANS, Asked, asked_of, choosable_units, here
from pages.compare_field import words_of
from pages.compare_words import Impossible, form_words, nothing_known, obstacle
from pages.drawing import drawn
from pages.finding import indicator_options, unit_key, unit_options
from pages.indicator_parts import span_words
from pages.parts import page
from pages.peers_panel import peers_card
from pages.view import View


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/compare", title=lambda **_codes: _("So sánh") + " · Toàn Cảnh", layout=layout)
    controls.open_on_click(app, f"{lines.CHART}-graph", "/")


@drawn
def layout(view: View) -> Component:
    asked = asked_of(view)
    words = form_words()
    forms = [(here(view, form=one if one != FORMS[0] else None), words[one], one == asked.form) for one in FORMS]
    return page(
        view,
        _("So sánh"),
        controls.bar(*_choosers(view, asked)),
        controls.tabs(forms, _("Cách so sánh")),
        *(notice(text, tone="risk") for text in asked.said),
        *_answer(view, asked),
        *_peers(view, asked),
        lead=_("Đặt cạnh nhau các địa phương, vùng, bộ ngành và chỉ tiêu; bấm vào một điểm để xem số ấy đến từ đâu."),
    )


def _peers(view: View, asked: Asked) -> list[Component]:
    """The province among its peers, with what they are alike in; nothing where none was asked for."""
    if asked.alike is None:
        return []
    local = [one for one in view.questions.indicators() if one.level != "national"]
    default = [one for one in MEASURES if one in {indicator.code for indicator in local}]
    codes = [one.code for one in asked.by]
    chooser = several("by", _("Tương đồng theo"), indicator_options(view, local), codes, default=default)
    return [controls.bar(chooser), peers_card(view, asked.alike, asked.by if "by" in view.params else ())]


def _choosers(view: View, asked: Asked) -> list[Component]:
    units = unit_options(view, choosable_units(view, asked.edition, asked.units))
    what = several(
        "what",
        _("Chỉ tiêu"),
        indicator_options(view, view.questions.indicators()),
        [one.code for one in asked.indicators],
        default=tuple(one.code for one in view.questions.known(DEFAULT_WHAT)),
    )
    who = several("who", _("Đơn vị"), units, [unit_key(one) for one in asked.units], default=asked.default_who)
    grains = [("", _("Kỳ của chỉ tiêu")), *((one.value, grain_word(one)) for one in GRAINS)]
    grain = controls.choice("grain", _("Theo kỳ"), grains, asked.grain or "", default="")
    chosen = [what, who, grain]
    if asked.form in ("lines", "indexed"):
        span = view.choice("span", SPANS, "5")
        chosen.append(controls.choice("span", _("Thời gian"), span_words(), span, default="5"))
    return chosen


def _answer(view: View, asked: Asked) -> list[Component]:
    found = obstacle(view, asked)
    if found is not None:
        return [_impossible(found)]
    if asked.form in ("lines", "indexed"):
        return _through_time(view, asked)
    if asked.form == "scatter":
        return _two(view, asked)
    drawing = {"bump": places.bump_chart, "heatmap": places.heatmap_chart, "strip": places.strip_chart}
    more = [_first_of_many(view, asked)] if asked.form != "strip" and len(asked.indicators) > 1 else []
    return [*more, drawing[asked.form](view, asked), *_outside(view, asked)]


def _impossible(found: Impossible) -> Component:
    """Why it cannot be drawn, and the nearest that can."""
    links = [html.Li(dcc.Link(word, href=address)) for word, address in found.nearest]
    title = _("Không so sánh thế này được")
    return section_card(
        title, [html.P(found.why), html.P(_("Gần nhất có thể xem:")), html.Ul(links, className="tc-links")]
    )


def _through_time(view: View, asked: Asked) -> list[Component]:
    shown, said = lines.lines_of(view, asked)
    notes = [html.P(text, className="tc-note") for text in said]
    if not shown:
        return [_impossible(nothing_known(view, asked))]
    if asked.form == "lines":
        return [lines.lines_chart(view, asked, shown), *notes]
    bases = lines.bases(shown)
    if not bases:
        why = _("Không có kỳ nào mà mọi đường đều có số dương, nên không có kỳ gốc chung.")
        longer = (_("Xem toàn bộ thời gian"), here(view, span="all"))
        return [_impossible(Impossible(why, (longer, (form_words()["lines"], here(view, form=None))))), *notes]
    base = view.choice("base", bases, bases[0])
    options = [(one, period(one)) for one in bases]
    chooser = controls.bar(controls.choice("base", _("Kỳ gốc = 100"), options, base, default=bases[0]))
    return [chooser, lines.indexed_chart(view, asked, shown, base), *notes]


def _two(view: View, asked: Asked) -> list[Component]:
    grain = asked.grain or own_grain(asked.first)
    common = places.common_periods(view, asked, asked.indicators[:2], grain)
    if not common:
        why = _("Không có kỳ nào mà cả hai chỉ tiêu đều có số của phần lớn đơn vị.")
        return [_impossible(Impossible(why, ((form_words()["strip"], here(view, form="strip", grain=None)),)))]
    words = {str(one): period(one) for one in common}
    when = view.choice("period", words, str(common[0]))
    sizes = {
        one.code: one for one in view.questions.indicators() if one.level != "national" and one.rule_space == "sum"
    }
    code = view.choice("size", sizes, places.SIZE)
    chooser = controls.bar(
        controls.choice("period", _("Kỳ"), list(words.items()), when, default=str(common[0])),
        controls.finder(
            "size", _("Cỡ chấm theo"), indicator_options(view, list(sizes.values())), code, default=places.SIZE
        ),
    )
    chart = places.scatter_chart(view, asked, Period.parse(when), sizes.get(code))
    return [
        chooser,
        chart,
        html.P(_("Hai chỉ tiêu đi cùng nhau chưa có nghĩa cái này gây ra cái kia."), className="tc-note"),
        *_outside(view, asked),
    ]


def _outside(view: View, asked: Asked) -> list[Component]:
    """Says which of the chosen units are not among those that are shown, and where they are."""
    if not asked.outside:
        return []
    text = _("{field} đứng cạnh nhau ở đây; không có trong hình: {names}.").format(
        field=words_of(asked).all_of_them, names=", ".join(one.name(view.language) for one in asked.outside)
    )
    return [html.P([text, " ", dcc.Link(_("Xem theo thời gian"), href=here(view, form=None))], className="tc-note")]


def _first_of_many(view: View, asked: Asked) -> Component:
    text = _("Cách này xem từng chỉ tiêu một; đang xem {name}.").format(name=asked.first.short(view.language))
    others = [
        dcc.Link(one.short(view.language), href=here(view, what=",".join(_put_first(asked, one.code))))
        for one in asked.indicators[1:]
    ]
    linked = [piece for one in others for piece in (" ", one)]
    return html.P([text, " ", _("Xem:"), *linked], className="tc-note")


def _put_first(asked: Asked, code: str) -> list[str]:
    return [code, *(one.code for one in asked.indicators if one.code != code)]
