"""How far the running job of the forecasts is, and whether the last one ended well."""

from dash import html
from dash.development.base_component import Component

from components.cards import notice
from components.formatting import moment, number
from components.language import _
from components.markup import attrs
from data.forecasts.records import Progress, RunState
from pages.view import View


def progress_part(view: View) -> Component:
    """A line with a bar while a job runs (`assets/41-forecasts.js` moves it), else a sentence."""
    progress = view.questions.forecast_progress()
    if progress.state is RunState.RUNNING and not progress.stale:
        return _running(progress)
    return notice(progress_words(progress), tone="accent" if progress.state is RunState.DONE else "risk")


def progress_words(progress: Progress) -> str:
    """The state of the last run in a sentence."""
    if progress.state is RunState.NEVER:
        return _("Chưa tính dự báo nào. Người vận hành tính bằng lệnh: python -m forecasting run")
    if progress.stale or progress.state is RunState.FAILED:
        return _(
            "Lần tính gần nhất dừng giữa chừng, xong {done} trong {total} phần; các dự báo đã có vẫn dùng được."
        ).format(done=number(progress.done), total=number(progress.total))
    if progress.state is RunState.RUNNING:
        return _("Đang tính dự báo: {part}%").format(part=number(100 * progress.part))
    done = _("Dự báo được tính xong lúc {moment}.").format(moment=moment(progress.finished_at))
    if not progress.faults:
        return done
    return (
        done
        + " "
        + _("{count} phần không tính được; nhật ký của lệnh nói vì sao.").format(count=number(progress.faults))
    )


def _running(progress: Progress) -> Component:
    share = 100 * progress.part
    return html.Div(
        [
            html.Span(progress_words(progress), id="tc-forecasting-words"),
            html.Progress(value=f"{share:.0f}", max="100", id="tc-forecasting-bar", className="tc-progress"),
        ],
        id="tc-forecasting",
        className="tc-notice tc-notice--accent",
        role="status",
        **attrs(data_words=_("Đang tính dự báo: {part}%")),
    )
