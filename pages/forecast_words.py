"""Forecasts in sentences: what they mean, how they were made and why so, and what a reader must know before."""

from components.figures.fan import span_text
from components.formatting import join_unit, number, period, with_unit
from components.language import _
from data.forecasts.records import Basis, KeptForecast
from data.periods import Grain, Period
from data.records import Indicator
from forecasting.yearly import YearSaid

WORTH_SAYING = 0.005
"""Parts of an error below which two errors are called equal."""


# --- what it means ----------------------------------------------------------------------------------------------------


def next_sentence(kept: KeptForecast, indicator: Indicator, who: str, language: str, place: int = 0) -> str:
    """Where the figure of a period lies, and what is expected: of the first period, or the one at `place`."""
    row = kept.points.iloc[place]
    if row["lower_80"] == row["upper_80"]:
        return _("{name} {period} của {unit} được dự báo là {value}, như mọi kỳ trước.").format(
            name=indicator.short(language),
            period=period(row["period"]),
            unit=who,
            value=with_unit(row["mean"], indicator),
        )
    return _("Với xác suất 80%, {name} {period} của {unit} nằm trong khoảng {span}; mức giữa là {value}.").format(
        name=indicator.short(language),
        period=period(row["period"]),
        unit=who,
        span=span_text(row["lower_80"], row["upper_80"], indicator),
        value=with_unit(row["mean"], indicator),
    )


def year_sentence(said: YearSaid, indicator: Indicator, who: str, language: str) -> str:
    """Where the figure of a year lies, by the indicator's rule over time."""
    sentences = {
        "sum": _("Với xác suất 80%, {name} cả năm {year} của {unit} nằm trong khoảng {span}; mức giữa là {value}."),
        "mean": _(
            "Với xác suất 80%, {name} bình quân năm {year} của {unit} nằm trong khoảng {span}; mức giữa là {value}."
        ),
        "last": _("Với xác suất 80%, {name} cuối năm {year} của {unit} nằm trong khoảng {span}; mức giữa là {value}."),
        "max": _(
            "Với xác suất 80%, {name} cao nhất năm {year} của {unit} nằm trong khoảng {span}; mức giữa là {value}."
        ),
    }
    sentence = sentences[indicator.rule_time].format(
        name=indicator.short(language),
        year=said.year,
        unit=who,
        span=span_text(said.lower_80, said.upper_80, indicator),
        value=with_unit(said.mean, indicator),
    )
    if indicator.rule_time == "last" or not said.known:
        return sentence
    counted = _("{known} trong {all} kỳ của năm đã có số.").format(known=said.known, all=said.periods)
    return f"{sentence} {counted}"


# --- how it was made --------------------------------------------------------------------------------------------------


def method_sentence(kept: KeptForecast) -> str:
    """Which methods were used, and why these."""
    if kept.choice == "too_short":
        return _("Quá ít số liệu cho mọi mô hình, nên giữ nguyên số mới nhất; khoảng dự báo vì thế rất rộng.")
    if kept.choice == "constant":
        return _("Số liệu chưa bao giờ thay đổi, nên dự báo giữ nguyên số ấy.")
    used = _("Bình quân của {models}.").format(models=model_words(kept))
    if kept.choice == "untried":
        return f"{used} " + _("Chuỗi còn ngắn nên chưa thử được các mô hình với quá khứ.")
    return f"{used} {_trial(kept)}"


def _trial(kept: KeptForecast) -> str:
    if kept.choice == "shared":
        return _(
            "Thử ở {count} thời điểm đã qua, các mô hình không hơn cách lặp lại mùa trước, nên cách ấy góp một nửa."
        ).format(count=number(kept.origins))
    less = _less_than_naive(kept)
    if less is None:
        return _("Thử ở {count} thời điểm đã qua, sai số ngang cách lặp lại mùa trước.").format(
            count=number(kept.origins)
        )
    return _("Thử ở {count} thời điểm đã qua, sai số ít hơn cách lặp lại mùa trước {part}.").format(
        count=number(kept.origins), part=less
    )


def _less_than_naive(kept: KeptForecast) -> str | None:
    """By how much the error is less than that of the seasonal naive, in per cent; None where it is about as large."""
    if not kept.naive_error or kept.error is None or kept.error > kept.naive_error * (1 - WORTH_SAYING):
        return None
    return join_unit(number(100 * (1 - kept.error / kept.naive_error)), "%")


def model_words(kept: KeptForecast) -> str:
    """The models with their weights, the weightiest first: "Theta (50%), san bằng mũ (50%)"."""
    shares: dict[str, float] = {}
    for one in kept.models:
        word = model_word(one.name)
        shares[word] = shares.get(word, 0.0) + one.weight
    ordered = sorted(shares.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{word} ({number(100 * share)}%)" for word, share in ordered)


def model_word(name: str) -> str:
    """A model in words; several periods taken together are told by what they make up."""
    plain = name.rstrip("0123456789").rstrip("_")
    word = {
        "theta": _("Theta"),
        "dynamic_theta": _("Theta động"),
        "ets": _("san bằng mũ"),
        "states": _("san bằng mũ có mùa"),
        "log_states": _("san bằng mũ có mùa trên logarit"),
        "drift": _("xu thế thẳng"),
        "fading_growth": _("đà tăng tỷ lệ, nhạt dần"),
        "seasonal_naive": _("lặp lại mùa trước"),
        "last_figure": _("giữ số mới nhất"),
    }.get(plain, plain)
    if plain == name:
        return word
    return _("{model} gộp {count} kỳ").format(model=word, count=name.rsplit("_", 1)[1])


def basis_word(basis: Basis | str) -> str:
    """What the history of a forecast is made of."""
    return {
        Basis.PUBLISHED: _("chỉ số liệu công bố"),
        Basis.MIXED: _("số liệu công bố và mô phỏng"),
        Basis.SIMULATED: _("số liệu mô phỏng"),
    }[Basis(basis)]


def basis_warning(kept: KeptForecast) -> str | None:
    """What must be said of a forecast that rests on simulated figures."""
    if kept.basis is Basis.SIMULATED:
        return _("Dự báo này dựa trên số liệu mô phỏng: chỉ để xem cách làm, không dùng để điều hành.")
    if kept.basis is Basis.MIXED:
        return _("Trong {count} số làm nên dự báo chỉ {published} số là công bố, còn lại là mô phỏng.").format(
            count=number(kept.observations), published=number(kept.published)
        )
    return None


def coherence_word(code: str | None) -> str | None:
    """How parts and whole were made to agree."""
    if code is None:
        return None
    return {
        "bottom_up": _("cộng từ các địa phương lên"),
        "ols": _("điều hòa các địa phương với cả nước (bình phương nhỏ nhất)"),
        "wls": _("điều hòa các địa phương với cả nước (có trọng số theo sai số)"),
        "mint": _("điều hòa các địa phương với cả nước (MinT)"),
        "to_nation": _("điều chỉnh các địa phương theo cả nước"),
        "incoherent": _("số liệu các địa phương không cộng thành số cả nước, nên để nguyên"),
        "incomplete": _("có địa phương chưa có dự báo, nên để nguyên"),
        "apart": _("nơi dựa trên số đã công bố, nơi dựa trên số mô phỏng: không kéo số này theo số kia, nên để nguyên"),
    }.get(code, _("không điều hòa với đơn vị khác"))


# --- what must be known -----------------------------------------------------------------------------------------------


def flag_words(kept: KeptForecast) -> list[str]:
    """A sentence for each thing that a reader must know of the history."""
    words = {
        "too_short": _("Có dưới năm số liệu."),
        "no_season": _("Chưa đủ hai năm số liệu, nên chưa biết tính mùa vụ."),
        "constant": _("Số liệu không thay đổi."),
        "gap": _("Có kỳ không có số; đã nối qua khi ước lượng."),
        "unsorted": _("Các kỳ không theo thứ tự; đã sắp xếp lại."),
        "infinite": _("Có số vô hạn; đã coi như không có số."),
        "outlier": _("Có số khác hẳn các số còn lại; đã bỏ qua khi ước lượng."),
        "last_figure_far_off": _("Số mới nhất khác hẳn các số trước: dự báo đặc biệt không chắc chắn."),
        "covid": _("Các kỳ dịch COVID-19 (quý II/2020 đến quý IV/2021) lệch hẳn; đã bỏ qua khi ước lượng."),
        "break": _break_words(kept),
        "clipped": _("Khoảng dự báo được cắt ở giới hạn mà chỉ tiêu có thể đạt."),
        "out_of_bounds": _("Trong số liệu có số nằm ngoài giới hạn của chỉ tiêu."),
        "small_pool": _("Ít chuỗi cùng loại: độ rộng của khoảng dựa nhiều vào sai số của các chuỗi mẫu."),
        "stale": _("Các kỳ mới nhất chưa có số: dự báo bắt đầu sau kỳ cuối cùng có số."),
    }
    return [words[flag] for flag in kept.flags if flag in words]


def _break_words(kept: KeptForecast) -> str:
    grain = kept.origin.grain
    when = ", ".join(period(_first_period(text, grain), short=True) for text in kept.breaks)
    return _("Mức số liệu đổi hẳn từ {when}: số trước đó được đưa về mức mới khi ước lượng.").format(when=when)


def _first_period(text: str, grain: Grain) -> Period:
    """The period of a grain in which a break begins; a break is written as any period."""
    begun = Period.parse(text)
    return begun if begun.grain is grain or grain is not Grain.YEAR else Period.parse(str(begun.year))
