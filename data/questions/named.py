"""What there is to ask about: indicators and units by code, and the search; `Questions` adds the questions."""

from collections.abc import Iterable

from data.questions.base import Asker
from data.questions.registry import Found
from data.records import Boundary, Entity, Indicator


class Named(Asker):
    """Indicators and units that may be known of. An unknown code raises here, and nowhere after."""

    def indicators(self) -> tuple[Indicator, ...]:
        return self.registry().indicators

    def indicator(self, code: str) -> Indicator:
        return self.registry().indicator(code)

    def known(self, codes: Iterable[str]) -> tuple[Indicator, ...]:
        """Those of the indicators that may be known of, in the order of the codes; for pages that name some."""
        by_code = self.registry().by_code
        return tuple(by_code[code] for code in codes if code in by_code)

    def entity(self, kind: str, code: str, vintage: str | None = None) -> Entity:
        return self.registry().entity(kind, code, vintage)

    def entities(self, kind: str, vintage: str | None = None) -> tuple[Entity, ...]:
        return self.registry().of_kind(kind, vintage)

    def nation(self) -> Entity:
        return self.registry().entity("nation", "VN")

    def find(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """What the search box finds: see `Registry.find`."""
        return self.registry().find(text, most)

    def _map(self, boundary: Boundary, entity: Entity) -> Boundary:
        """The map that matters: for a unit that nobody became and that became nobody, every map is the same."""
        return boundary if self.registry().has_kin(entity) else Boundary.REPORTED
