"""What the pages of targets give to files beside their charts: the board, what turned, sums and the tree, in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from components.chips import TargetState, short_target_word, target_word
from components.formatting import chance_text, day, number
from components.language import _
from components.target_tree import Node
from data.records import Status
from data.targets.said import Turn
from exports.content import Content, DataDate, Kind, Table, TableColumn
from exports.offered import offer
from exports.tabling import text_column
from pages.target_causes import causes_text
from pages.target_sentences import sentence
from pages.target_words import asked_short, figure_text
from pages.targets_asked import Followed
from pages.view import View

BOARD, TURNS, SUMS, TREE = "targets-board", "targets-turns", "targets-sums", "targets-tree"
MOST_SAID = 16
"""Targets that a briefing says a sentence about; the table of the file has all."""


def _offered(
    id: str,
    title: str,
    sentences: Sequence[str],
    table: Table,
    *,
    on: date | None,
    simulated: bool,
    empty: str,
    kind: Kind = Kind.POINTS,
) -> None:
    def content() -> Content:
        return Content(
            id=id,
            kind=kind,
            title=title,
            table=table,
            sentences=tuple(sentences),
            source=_("văn bản giao mục tiêu"),
            data_date=None if on is None else DataDate(on),
            marks=(Status.SIMULATED,) if simulated else (),
            empty_reason="" if table.count else empty,
        )

    offer(id, content)


# --- the board --------------------------------------------------------------------------------------------------------


def offer_board(view: View, year: int, lead: str, kept: Sequence[Followed]) -> str:
    """A sentence on each target, what is in most danger first; the table has all of them. Its title."""
    title = _("Mục tiêu năm {year}: tình hình").format(year=year)
    told = [_said(view, one) for one in kept[:MOST_SAID]]
    rest = len(kept) - len(told)
    more = [_("Và {count} mục tiêu khác, xem bảng.").format(count=number(rest))] if rest > 0 else []
    _offered(
        BOARD,
        title,
        [lead, *told, *more],
        board_table(view, kept),
        on=view.questions.data_date(as_of=view.as_of),
        simulated=any(one.call.simulated for one in kept),
        empty=_("Không có mục tiêu nào như đã chọn. Hãy bỏ bớt lựa chọn."),
    )
    return title


def _said(view: View, one: Followed) -> str:
    who = "" if one.unit.kind == "nation" else one.unit.name(view.language)
    mark = _(" (có số mô phỏng)") if one.call.simulated else ""
    text = sentence(one.target, one.call, one.indicator, who).removesuffix(".")
    return f"{_first_upper(short_target_word(one.state))}: {text}{mark}."


def _first_upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def board_table(view: View, kept: Sequence[Followed]) -> Table:
    """Every target with what is asked, how it stands, its chance and its figure."""
    figures = [one.call.value if one.call.value is not None else one.call.expected for one in kept]
    chances = [None if one.call.probability is None else 100 * one.call.probability for one in kept]
    return Table(
        (
            text_column(_("Chỉ tiêu"), [one.indicator.short(view.language) for one in kept]),
            text_column(_("Giao cho"), [one.unit.name(view.language) for one in kept]),
            text_column(_("Mục tiêu"), [asked_short(one.target, one.indicator) for one in kept]),
            text_column(_("Tình hình"), [target_word(one.state) for one in kept]),
            TableColumn(
                _("Xác suất đạt (%)"), "chance", True, 0, tuple(chances),
                tuple(chance_text(one.call.probability) for one in kept),
            ),
            TableColumn(
                _("Cả năm"), "figure", True, 2, tuple(figures),
                tuple("…" if value is None else figure_text(value, one.target, one.indicator)
                      for value, one in zip(figures, kept, strict=True)),
            ),
        )
    )  # fmt: skip


# --- what turned ------------------------------------------------------------------------------------------------------


def offer_turns(view: View, before: date, turned: Sequence[tuple[Followed, Turn]]) -> None:
    """What is said otherwise than on a day before, with why."""
    _offered(
        TURNS,
        _("Mục tiêu đổi tình hình so với ngày {day}").format(day=day(before)),
        [_turned(view, one, turn) for one, turn in turned[:MOST_SAID]],
        board_table(view, [one for one, _turn in turned]),
        on=view.questions.data_date(as_of=view.as_of),
        simulated=any(one.call.simulated for one, _turn in turned),
        empty=_("Không mục tiêu nào đổi tình hình hay đổi xác suất quá 5 điểm."),
    )


def _turned(view: View, one: Followed, turn: Turn) -> str:
    before, now = turn.before.call if turn.before is not None else None, turn.now.call
    head = f"{one.indicator.short(view.language)} {asked_short(one.target, one.indicator)}"
    if one.unit.kind != "nation":
        head += f" ({one.unit.name(view.language)})"
    states = [short_target_word(TargetState(now.state.value))]
    if before is not None and turn.turned:
        states.insert(0, short_target_word(TargetState(before.state.value)))
    parts = [" → ".join(states)]
    if before is not None and turn.moved is not None:
        parts.append(
            _("xác suất đạt {before} → {now}").format(
                before=chance_text(before.probability), now=chance_text(now.probability)
            )
        )
    why = causes_text(turn.causes)
    return f"{head}: {'; '.join(filter(None, [*parts, why]))}" + ("" if why.endswith(".") else ".")


# --- the cascade ------------------------------------------------------------------------------------------------------


def offer_sums(view: View, said: Sequence[tuple[str, str]]) -> None:
    """Whether the parts give the whole, a sentence for each whole."""
    _offered(
        SUMS,
        _("Các phần có làm nên tổng thể?"),
        [f"{name}: {text}" for name, text in said],
        Table(
            (
                text_column(_("Mục tiêu"), [one for one, _text in said]),
                text_column(_("Nhận định"), [one for _name, one in said]),
            )
        ),
        on=view.questions.data_date(as_of=view.as_of),
        simulated=False,
        empty=_("Chưa mục tiêu nào của cả nước có các phần cộng lại được."),
    )  # fmt: skip


def offer_tree(view: View, title: str, nodes: Sequence[Node]) -> None:
    """Who handed what on to whom, a target a row, each level a step to the right."""
    rows = list(_rows(nodes, 0))
    chances = tuple(None if one.chance is None else 100 * one.chance for _level, one in rows)
    _offered(
        TREE,
        title,
        (),
        Table(
            (
                text_column(_("Giao cho"), ["\N{EM SPACE}" * level + one.unit for level, one in rows]),
                text_column(_("Ai giao"), [one.by for _level, one in rows]),
                text_column(_("Chỉ tiêu"), [one.name for _level, one in rows]),
                text_column(_("Mục tiêu"), [one.asked for _level, one in rows]),
                text_column(_("Tình hình"), [target_word(one.state) if one.state else "" for _level, one in rows]),
                TableColumn(
                    _("Xác suất đạt (%)"), "chance", True, 0, chances,
                    tuple(chance_text(one.chance) for _level, one in rows),
                ),
            )
        ),
        on=view.questions.data_date(as_of=view.as_of),
        simulated=False,
        empty=_("Năm này chưa mục tiêu nào được giao tiếp."),
        kind=Kind.TABLE,
    )  # fmt: skip


def _rows(nodes: Iterable[Node], level: int) -> Iterator[tuple[int, Node]]:
    for one in nodes:
        yield level, one
        yield from _rows(one.below, level + 1)
