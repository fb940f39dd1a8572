"""Vietnamese: the words of official reports. "CPI tháng 9/2026 tăng 0,62% so với tháng trước"."""

from components.chips import target_word
from components.figures.fan import span_text
from components.formatting import Change, change, join_unit, number, period, trimmed, with_unit
from data.periods import Grain
from data.records import Polarity, Status, Target
from sentences.records import Against, Ahead, Extreme, Figure, Form, Held, Reading, Span, Streak, Total
from sentences.shared import differ, first_lower, first_upper, growth_of, multiple, pace_before, since_january, years_of

SIMULATED = "số mô phỏng"
FROM_SIMULATED = " (tính từ số mô phỏng)"
GRAINS = {Grain.MONTH: "tháng", Grain.QUARTER: "quý", Grain.HALF: "nửa năm", Grain.YEAR: "năm"}
GUESSED = {Status.ESTIMATED: "ước ", Status.PROVISIONAL: "sơ bộ "}


def main(told: Reading) -> str:
    """What the newest figure is, and against what."""
    match told.saying.form:
        case Form.GROWTH:
            words, asides = _growth(told)
        case Form.BALANCE:
            words, asides = _balance(told)
        case _:
            words, asides = _plain(told), []
    asides = [*asides, SIMULATED] if told.now.simulated else asides
    return f"{words} ({'; '.join(asides)})." if asides else f"{words}."


def _opening(told: Reading) -> str:
    """The subject and its time: "GDP quý III/2026", "Tại Lào Cai, lũy kế 10 tháng năm 2026, vốn đầu tư công"."""
    subject, here = told.saying.subject_vi, told.now.period
    parts = [] if told.entity.kind == "nation" else [f"tại {told.entity.name('vi')}"]
    if told.saying.span is Span.SINCE_JANUARY and told.saying.form is not Form.GROWTH:
        span = since_january(here)
        parts.append(f"cả {period(span)}" if span.grain is Grain.YEAR else f"lũy kế {period(span)}")
        return first_upper(", ".join([*parts, first_lower(subject)]))
    when = period(since_january(here)) if told.saying.span is Span.SINCE_JANUARY else period(here)
    when = f"đến cuối {when}" if told.saying.span is Span.AT_END else when
    return first_upper(", ".join([*parts, f"{first_lower(subject) if parts else subject} {when}"]))


def _reference(told: Reading, against: Against) -> str:
    grain = told.grain
    match against:
        case Against.PREVIOUS:
            return f"{GRAINS.get(grain, 'kỳ')} trước"
        case Against.YEAR_START:
            return f"cuối năm {told.now.period.year - 1}"
    if grain is Grain.YEAR:
        return "năm trước"
    return "cùng thời điểm năm trước" if told.saying.span is Span.AT_END else "cùng kỳ năm trước"


# --- growth -----------------------------------------------------------------------------------------------------------


def _growth(told: Reading) -> tuple[str, list[str]]:
    own = (told.saying.against, told.now)
    both = [own]
    if told.companion is not None:
        other = Against.PREVIOUS if own[0] is Against.YEAR_AGO else Against.YEAR_AGO
        both = sorted([own, (other, told.companion)], key=lambda pair: pair[0] is not Against.PREVIOUS)
    clauses = [f"{_pace(told, figure)} so với {_reference(told, against)}" for against, figure in both]
    before = pace_before(told)
    asides = [] if before is None else [f"{_reference(told, before.against)} {_pace(told, before.figure)}"]
    return f"{_opening(told)} {GUESSED.get(told.now.status, '')}{' và '.join(clauses)}", asides


def _pace(told: Reading, figure: Figure) -> str:
    shown = number(abs(figure.value), told.indicator.decimals)
    if round(figure.value, told.indicator.decimals) == 0:
        return "không thay đổi"
    return f"{'tăng' if figure.value > 0 else 'giảm'} {join_unit(shown, told.indicator.unit('vi'))}"


# --- amounts, rates, levels, balances ---------------------------------------------------------------------------------


def _plain(told: Reading) -> str:
    value = with_unit(told.now.value, told.indicator)
    compared = [(one.figure, _reference(told, one.against)) for one in told.compared]
    growth = growth_of(told)
    parts = [f"{_opening(told)} {_verb(told, told.now)} {value}", _compared(told, told.now, compared)]
    if growth is not None and told.grain is Grain.CUMULATIVE and not compared:
        parts.append(_by_companion(told, growth))
    return ", ".join(filter(None, parts)) + ("" if told.total is None else _total(told, told.total))


def _by_companion(told: Reading, growth: Figure) -> str:
    """The growth that another indicator publishes of this very amount."""
    measure = told.companion_of or told.indicator
    shown = join_unit(number(abs(growth.value), measure.decimals), "%")
    if round(growth.value, measure.decimals) == 0:
        return "không đổi so với cùng kỳ năm trước"
    return f"{'tăng' if growth.value > 0 else 'giảm'} {shown} so với cùng kỳ năm trước"


def _verb(told: Reading, figure: Figure) -> str:
    reached = told.indicator.polarity is Polarity.HIGHER or (
        told.indicator.polarity is Polarity.BAND and told.saying.form is Form.AMOUNT
    )
    return f"{GUESSED.get(figure.status, '')}{'đạt' if reached else 'là'}"


def _compared(told: Reading, figure: Figure, others: list[tuple[Figure, str]]) -> str:
    """How the figure stands to others: "tăng 3,1% so với tháng trước và tăng 25,4% so với cùng kỳ năm trước"."""
    found: list[tuple[str, str]] = []
    for other, reference in others:
        moved = change(figure.value, other.value, told.indicator)
        if moved is None:
            continue
        words = _moved(told, moved, figure, other)
        if found and found[-1][0] == words:
            found[-1] = (words, f"{found[-1][1]} và {reference}")
        else:
            found.append((words, reference))
    return " và ".join(f"{words} {reference}" for words, reference in found)


def _moved(told: Reading, moved: Change, figure: Figure, other: Figure) -> str:
    times = multiple(moved, figure.value, other.value)
    if times:
        return f"gấp {times} lần"
    if moved.direction == "flat" and differ(told, figure, other):
        return "gần như không đổi so với"
    return f"{moved.text.replace('điểm %', 'điểm phần trăm')} so với"


def _total(told: Reading, total: Total) -> str:
    figure = total.figure
    if told.saying.form is Form.BALANCE:
        return f"; tính chung {period(figure.period)} {GUESSED.get(figure.status, '')}{_side(told, figure)}"
    words = f"; tính chung {period(figure.period)} {_verb(told, figure)} {with_unit(figure.value, told.indicator)}"
    growth = growth_of(told)
    if total.year_ago is None:
        return f"{words}, {_by_companion(told, growth)}" if growth is not None else words
    reference = "năm trước" if figure.period.grain is Grain.YEAR else "cùng kỳ năm trước"
    compared = _compared(told, figure, [(total.year_ago, reference)])
    return f"{words}, {compared}" if compared else words


def _balance(told: Reading) -> tuple[str, list[str]]:
    words = f"{_opening(told)} {GUESSED.get(told.now.status, '')}{_side(told, told.now)}"
    asides = [f"{_reference(told, one.against)} {_side(told, one.figure)}" for one in told.compared]
    return words + ("" if told.total is None else _total(told, told.total)), asides


def _side(told: Reading, figure: Figure) -> str:
    if round(figure.value, told.indicator.decimals) == 0:
        return "cân bằng"
    word = "xuất siêu" if figure.value > 0 else "nhập siêu"
    return f"{word} {with_unit(abs(figure.value), told.indicator)}"


# --- what else there is to say ----------------------------------------------------------------------------------------


def record(told: Reading, extreme: Extreme) -> str:
    """The highest, or lowest, for how long."""
    most = "cao nhất" if extreme.highest else "thấp nhất"
    what = "mức"
    if told.saying.form is Form.GROWTH and told.now.value:
        falling = told.now.value < 0
        what = "mức giảm" if falling else "mức tăng"
        most = ("thấp nhất" if extreme.highest else "sâu nhất") if falling else most
    elif told.saying.form is Form.BALANCE and told.now.value:
        deficit = told.now.value < 0
        what = "mức nhập siêu" if deficit else "mức xuất siêu"
        most = "lớn nhất" if extreme.highest is not deficit else "nhỏ nhất"
    since = (
        f"kể từ {period(extreme.since.period)}"
        if extreme.since is not None
        else f"trong chuỗi số liệu có từ {period(extreme.first.period)}"
    )
    return f"Đây là {what} {most} {since}."


def streak(told: Reading, found: Streak) -> str:
    """How many periods in a row."""
    way = "tăng" if found.up else "giảm"
    against = f" so với {_reference(told, told.saying.against)}" if told.saying.form is Form.GROWTH else ""
    return f"Đây là {GRAINS.get(told.grain, 'kỳ')} thứ {found.count} liên tiếp {way}{against}."


def target(told: Reading, held: Held) -> str:
    """How it stands to the target of the year."""
    words = f"So với mục tiêu {years_of(held.target, 'năm', 'giai đoạn')} ({asked(held.target, told)}): "
    words += target_word(held.state.value)
    if held.probability is not None and held.expected is not None:
        words += f", xác suất đạt {join_unit(number(100 * held.probability), '%')}"
        words += f", dự kiến {with_unit(held.expected, told.indicator)}"
    elif held.value is not None:
        words += f", thực hiện {with_unit(held.value, told.indicator)}"
    return f"{words}{FROM_SIMULATED if held.simulated else ''}."


def asked(target: Target, told: Reading) -> str:
    """What a target asks, in words."""
    unit = told.indicator.unit("vi")
    low = join_unit(trimmed(target.value), unit)
    high = join_unit(trimmed(target.value_high), unit)
    return {
        ">=": f"từ {low} trở lên",
        "<=": f"không quá {low}",
        ">": f"trên {low}",
        "<": f"dưới {low}",
        "about": f"khoảng {low}",
        "between": f"từ {trimmed(target.value)} đến {high}",
    }.get(target.operator, low)


def ahead(told: Reading, found: Ahead) -> str:
    """What is expected next."""
    span = span_text(found.lower, found.upper, told.indicator)
    words = f"Dự báo {period(found.period)}: {with_unit(found.mean, told.indicator)}"
    words += f", với xác suất 80% nằm trong khoảng {span}"
    return f"{words}{FROM_SIMULATED if found.simulated else ''}."
