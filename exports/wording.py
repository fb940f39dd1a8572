"""What every file says of its content in words: footer, notes, alternative text, properties, and number formats."""

from collections.abc import Iterator

from components.formatting import data_date_words, day, moment, status_word
from components.language import _, language
from data.records import Status
from exports.content import Content, Stamp, Taken

VIETNAMESE = "[$-42A]"
"""Before a number format: a decimal comma also where the reader's program is set to another country."""


def number_format(decimals: int) -> str:
    """A number format of office programs, with separators as the language of the file has them."""
    mark = VIETNAMESE if language() == "vi" else ""
    return f"{mark}#,##0" + ("." + "0" * decimals if decimals else "")


def footer(taken: Taken) -> str:
    """Source, data date, kinds of figures, map and as-of date in one line, as under the chart on the screen."""
    return " · ".join(_footer_parts(taken.content, taken.stamp))


def _footer_parts(content: Content, stamp: Stamp) -> Iterator[str]:
    if content.source:
        yield _("Nguồn: {source}").format(source=content.source)
    if content.data_date is not None:
        yield data_date_words(content.data_date.published, content.data_date.simulated)
    if marked := [status_word(one) for one in content.marks if one is not Status.NORMAL]:
        yield _("có số {words}").format(words=", ".join(marked))
    if content.boundary:
        yield content.boundary
    if stamp.as_of is not None:
        yield _("như đã biết đến hết ngày {day}").format(day=day(stamp.as_of))


def notes(taken: Taken) -> str:
    """What the speaker, or whoever opens the file later, should know: sentences, whole title, footer, link, version."""
    content, stamp = taken.content, taken.stamp
    parts = [title_with_unit(content), *content.sentences]
    if content.caption and not content.sentences:
        parts.append(content.caption)
    if figures := list(dict.fromkeys(one for found in content.grounds for one in found)):
        told = "; ".join(f"{one.of}, {one.at}: {one.shown}" for one in figures)
        parts.append(_("Từ các số liệu: {figures}.").format(figures=told))
    parts += [footer(taken), _("Xem lại: {link}").format(link=stamp.link), made(stamp)]
    return "\n".join(part for part in parts if part)


def made(stamp: Stamp) -> str:
    """When the file was made, and of which stand of the warehouse."""
    words = _("Lập lúc {moment} từ bản số liệu {version}.")
    return words.format(moment=moment(stamp.made_at), version=stamp.data_version)


def _days(content: Content) -> str:
    known = content.data_date
    return "" if known is None else data_date_words(known.published, known.simulated)


def title_with_unit(content: Content) -> str:
    """The title, with the unit of the values behind it."""
    return f"{content.name} ({content.unit})" if content.unit else content.name


def description(content: Content) -> str:
    """The alternative text of a picture or chart, for readers who cannot see it."""
    return content.caption or title_with_unit(content)


def facts(taken: Taken) -> list[tuple[str, str]]:
    """What a file says of itself on a sheet or page of its own, as pairs of a word and what it is."""
    content, stamp = taken.content, taken.stamp
    marks = ", ".join(status_word(one) for one in content.marks)
    found = [
        (_("Tên"), content.name),
        (_("Đơn vị tính"), content.unit),
        (_("Nguồn"), content.source),
        (_("Ngày số liệu"), _days(content)),
        (_("Loại số liệu"), marks),
        (_("Địa giới"), content.boundary),
        (_("Như đã biết đến hết ngày"), day(stamp.as_of) if stamp.as_of else ""),
        (_("Diễn giải"), "\n".join(content.sentences) or content.caption),
        (_("Vì sao không có số liệu"), content.empty_reason),
        (_("Xem lại tại"), stamp.link),
        (_("Bản số liệu"), str(stamp.data_version)),
        (_("Lập lúc"), moment(stamp.made_at)),
    ]
    return [(word, what) for word, what in found if what]
