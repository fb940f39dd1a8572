"""What a message says, worked out under the sight of its recipient when it is sent; nothing else goes into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from access import scopes
from access.roles import NATION, Viewer
from access.sight import seen_by
from alerts.wording import about, says, severity_word
from components.formatting import number
from components.language import Language, _, use_language
from data.alerts.outbox import Recipient
from data.alerts.records import Alert, Deed
from data.questions import Questions
from data.questions.sight import Pair, noting


@dataclass(frozen=True, slots=True)
class Item:
    """One alert of a message: what happened to it, what it says, and where it stands."""

    alert_id: int
    severity: str
    deed: str
    about: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is sent: its subject, its items, the restricted figures that it tells of; or a note instead."""

    subject: str
    items: tuple[Item, ...]
    restricted: frozenset[Pair] = frozenset()
    note: str = ""

    @property
    def text(self) -> str:
        items = (f"[{one.severity}] {one.deed}: {one.about}\n{one.says}\n{one.address}" for one in self.items)
        return "\n\n".join(filter(None, [self.note, *items]))


def letter(
    questions: Questions, viewer: Viewer, one: Recipient, events: Sequence[tuple[int, int, Deed]], site: str
) -> Letter | None:
    """The message about events, for whoever has these roles; None where they may be told of none of them."""
    asked = seen_by(viewer, questions)
    newest = {alert_id: deed for _id, alert_id, deed in events}
    language: Language = "en" if one.language == "en" else "vi"
    with use_language(language):
        items, told = list[Item](), set[Pair]()
        for alert_id, deed in newest.items():
            with noting() as noted:
                found = asked.alert(alert_id)
            if found is not None and _concerns(asked, viewer, found):
                items.append(_item(asked, found, deed, site))
                told |= noted.asked
        if not items:
            return None
        subject = items[0].about if len(items) == 1 else _("{count} cảnh báo").format(count=number(len(items)))
        return Letter(f"Toàn Cảnh: {subject}", tuple(items), frozenset(told))


def _concerns(asked: Questions, viewer: Viewer, one: Alert) -> bool:
    """Whether an alert lies within a scope of the recipient."""
    held = {grant.scope for grant in viewer.grants}
    registry = asked.registry()
    keys = set(scopes.of_figure(registry, registry.by_code[one.indicator], registry.by_id[one.entity_id]))
    given = registry.by_id.get(one.assigned_id or 0)
    keys |= set(scopes.lineage(registry, given)) if given else set()
    return NATION in held or bool(held & (keys - {NATION}))


def _item(asked: Questions, one: Alert, deed: Deed, site: str) -> Item:
    registry = asked.registry()
    words = {
        Deed.RAISED: _("cảnh báo mới"),
        Deed.BREACHED: _("thấy thêm"),
        Deed.ASSIGNED: _("giao xử lý"),
        Deed.ESCALATED: _("quá hạn, nâng mức"),
        Deed.CLOSED: _("đóng"),
    }
    address = f"{site}/alerts/{one.id}"
    return Item(one.id, severity_word(one.severity), words[deed], about(one, registry), says(one, registry), address)
