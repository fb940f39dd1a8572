"""The desk on which a scenario is put together: what is assumed, in words, and the fields for one assumption more."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import notice, section_card
from components.formatting import period
from components.language import _
from components.markup import attrs
from data.records import Indicator
from forecasting.assumptions import Assumption, Growth, Shock, written
from forecasting.scenarios import periods_of
from pages.scenario_asked import PARAMETER, Asked, drivers
from pages.scenario_words import assumption_words, fault_words
from pages.view import View

Option = tuple[str, str]


def desk(view: View, asked: Asked) -> Component:
    """The assumptions of the address, those that were left out, and the fields for one more."""
    left_out = [notice(fault_words(one.text, one.fault, one.span), tone="risk") for one in asked.left_out]
    items = [_item(view, asked, place) for place in range(len(asked.used))]
    said = html.Ol(items, className="tc-assumptions") if items else _examples(view, asked)
    return section_card(_("Giả định"), [*left_out, said, _fields(view, asked)], class_name="tc-desk")


def address_with(view: View, assumptions: Sequence[Assumption]) -> str:
    """The address of this desk with other assumptions."""
    kept = {name: view.params[name] for name in ("indicator", "unit") if name in view.params}
    return view.link("/scenarios", **{**kept, PARAMETER: written(assumptions)})


def _item(view: View, asked: Asked, place: int) -> Component:
    one = asked.used[place]
    words = assumption_words(one, view.questions.indicator(one.code), view.language)
    label = _("Bỏ giả định: {words}").format(words=words)
    without = address_with(view, [*asked.used[:place], *asked.used[place + 1 :]])
    icon = html.I(className="bi bi-x-lg", **attrs(aria_hidden="true"))
    hidden = html.Span(label, className="tc-visually-hidden")
    return html.Li([html.Span(words), dcc.Link([icon, hidden], href=without, title=label, className="tc-tool")])


def _examples(view: View, asked: Asked) -> Component:
    """What could be assumed, as links, while nothing is."""
    periods = periods_of(asked.kept)
    code = asked.indicator.code
    tried: list[tuple[Assumption, Indicator]] = [
        (Shock(code, -10.0, periods[0]), asked.indicator),
        (Growth(code, 5.0, periods[0], periods[-1]), asked.indicator),
    ]
    parts, _others = drivers(view, asked.indicator, asked.unit, asked.kept)
    tried += [(Growth(one.code, 10.0, periods[0]), one) for one in parts[:1]]
    links = [
        html.Li(dcc.Link(assumption_words(one, who, view.language), href=address_with(view, [one])))
        for one, who in tried
    ]
    lead = _("Chưa có giả định nào. Thử một trong các giả định sau, hoặc tự đặt bên dưới:")
    return html.Div([html.P(lead), html.Ul(links, className="tc-links")])


# --- the fields -------------------------------------------------------------------------------------------------------


def _fields(view: View, asked: Asked) -> Component:
    """The fields of one assumption; `assets/41-scenarios.js` writes it into the address."""
    kinds = [
        ("g", _("cao, thấp hơn dự báo suốt các kỳ")),
        ("s", _("cú sốc trong một kỳ")),
        ("f", _("đúng bằng mức này")),
    ]
    times = [(str(one), period(one)) for one in periods_of(asked.kept)]
    fields = [
        _about(view, asked),
        _select("kind", _("Loại giả định"), kinds),
        _select("first", _("Từ kỳ"), times),
        _select("last", _("Đến kỳ"), times),
        _amount(),
        html.Button(_("Thêm giả định"), type="button", className="btn btn-primary btn-sm", **attrs(data_tc_assume="1")),
    ]
    words = _("Hãy nhập một số, ví dụ 2,5 hoặc -10; nhiều mức cho nhiều kỳ cách nhau bằng dấu chấm phẩy.")
    wrong = html.P("", className="tc-desk__wrong", role="alert", **attrs(data_words=words))
    return html.Div([*fields, wrong], className="tc-controls", id="tc-desk", **attrs(data_if=written(asked.used)))


def _about(view: View, asked: Asked) -> Component:
    """What the assumption is about: the indicator itself, its parts, or others that went along with it."""
    parts, others = drivers(view, asked.indicator, asked.unit, asked.kept)
    own = html.Option(asked.indicator.short(view.language), value=asked.indicator.code)
    groups = [(_("Phần hợp thành"), parts), (_("Ước lượng từ quá khứ"), others)]
    return _labelled(
        "about",
        _("Điều gì"),
        [
            own,
            *(
                html.Optgroup([html.Option(one.short(view.language), value=one.code) for one in found], label=word)
                for word, found in groups
                if found
            ),
        ],
    )


def _select(name: str, label: str, options: Sequence[Option]) -> Component:
    return _labelled(name, label, [html.Option(word, value=value) for value, word in options])


def _labelled(name: str, label: str, options: Sequence[Component]) -> Component:
    control = html.Select(list(options), id=f"tc-desk-{name}", className="form-select form-select-sm")
    return html.Label([html.Span(label, className="tc-control__label"), control], className="tc-control")


def _amount() -> Component:
    control = dbc.Input(id="tc-desk-amount", type="text", size="sm", autoComplete="off", value="")
    label = html.Span(_("Mức (% hoặc trị số)"), className="tc-control__label")
    return html.Label([label, control], className="tc-control tc-control--amount")
