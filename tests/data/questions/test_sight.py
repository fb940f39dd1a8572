"""What may not be seen goes into no answer: neither as a figure nor as a rank, a sum, a count or a name."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from inspect import signature
from itertools import count

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, insert, select, update

from data.engine import open_engine
from data.errors import UnknownIndicator
from data.ingest.latest import refresh_latest
from data.ingest.recasting import Recasting
from data.periods import Period
from data.questions import Questions
from data.questions.registry import Registry
from data.questions.sight import FULL, Sight, noting
from data.rebuild import rebuild_current
from data.schema import entity, indicator, latest_value, observation, refused_row, source, target
from tests.data.questions.little import BECAME, IDS, NUMBERS, furnish, observed
from tests.data.questions.walking import Arguments, answers, questions_of, told

UNITS = ("VN", "01~2025", "24~2025", "24~2024", "27~2024", "01~2024", "DBSH~2025")
COMMUNES = (90, 91)
DAYS = (None, date(2025, 9, 1))
SHORT = (Phase.explicit, Phase.reuse, Phase.generate)  # a failure names the sight; making it smaller takes minutes
EVERYTHING = frozenset(NUMBERS.values())
Make = Callable[[], Engine]


@dataclass(frozen=True)
class Secret:
    """What stands in the place of hidden figures: another warehouse differs in nothing else."""

    value: float
    status: str
    mark: str
    more: bool


ONE, OTHER = Secret(987654.25, "A", "bí mật", more=True), Secret(-5.5, "P", "khác hẳn", more=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes copies of the little warehouse."""
    folder = tmp_path_factory.mktemp("sight")
    first = open_engine(f"sqlite:///{folder / 'first.db'}", create=True)
    with furnish(first).begin() as connection:
        _add_communes(connection)
    with first.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    first.dispose()

    numbers = count()
    return lambda: open_engine(f"sqlite:///{shutil.copy(folder / 'first.db', folder / f'{next(numbers)}.db')}")


def _add_communes(connection: Connection) -> None:
    """Two communes of the merged province, with figures of what its own are known of."""
    like = connection.execute(select(entity).where(entity.c.id == IDS["24~2025"])).mappings().one()
    for number in COMMUNES:
        named = {"id": number, "kind": "commune", "code": f"{number:05d}", "parent_id": IDS["24~2025"]}
        connection.execute(insert(entity), {**like, **named})
        figures = [observed(f"TRD01 24~2025 {period} {number} A") for period in ("2025-05", "2025-07")]
        connection.execute(insert(observation), [{**row, "entity_id": number} for row in figures])


def keep_secret(engine: Engine, sight: Sight, secret: Secret) -> Questions:
    """Restrict what the sight hides; every figure and target that it does not see is made the secret."""
    with engine.begin() as connection:
        restricted = indicator.c.id.in_(sight.hidden)
        words = {"classification": "restricted", "name_vi": f"Tên {secret.mark}", "short_vi": secret.mark}
        connection.execute(update(indicator).where(restricted).values(classification="restricted"))
        if not sight.units:
            connection.execute(update(indicator).where(restricted).values(**words))
        connection.execute(update(indicator).where(indicator.c.code == "GRO02").values(weight_code="TRD01"))
        connection.execute(insert(source).values(id=9, name=secret.mark, name_en=secret.mark))
        changed = {"value": secret.value, "status": secret.status, "note": secret.mark, "source_id": 9}
        connection.execute(update(observation).where(_hidden(observation, sight)).values(**changed))
        connection.execute(
            update(target).where(_hidden(target, sight)).values(value=secret.value, document=secret.mark)
        )
        connection.execute(update(refused_row).values(value=str(secret.value), reason=secret.mark))
        if secret.more:
            _add_more(connection, sight)
        connection.execute(delete(latest_value))
        rebuild_current(connection)
        Recasting(connection).everything()
        refresh_latest(connection)
    return Questions(engine)


def _hidden(table: Table, sight: Sight) -> ColumnElement[bool]:
    return and_(table.c.indicator_id.in_(sight.hidden), ~table.c.entity_id.in_(sight.units))


def _add_more(connection: Connection, sight: Sight) -> None:
    """Hidden figures that the other warehouse has nothing of: newer, of other periods, and in the newest load."""
    codes = {number: code for code, number in NUMBERS.items()}
    unit = next(name for name, id in IDS.items() if id not in sight.units)
    periods = ("2025", "2025-10")
    lines = [f"{codes[one]} {unit} {period} 987654.25 A 2025-12-20 3" for one in sight.hidden for period in periods]
    connection.execute(insert(observation), [{**observed(line), "source_id": 9} for line in lines])


def arguments(whole: Questions, sight: Sight) -> Arguments:
    """One indicator of which figures are hidden and one other; a merged unit, and one that is seen."""
    registry = whole.registry()
    others = sorted(EVERYTHING - sight.hidden, key=lambda one: (one not in sight.weighed, one))
    units = [IDS["24~2025"], *(IDS[name] for name in UNITS if IDS[name] in sight.units), IDS["VN"]]
    return Arguments(
        indicators=[registry.indicator_by_id[one] for one in (min(sight.hidden), *others[:1])],
        units=[registry.by_id[one] for one in list(dict.fromkeys(units))[:2]],
        periods=[Period.parse("2025-05"), Period.parse("2025-Q2"), Period.parse("2025-07")],
        days=DAYS,
        batches=(4,),
        targets=whole.targets(),
        communes=registry.communes_of(registry.by_id[IDS["24~2025"]]),
    )


def sight_of(hidden: frozenset[int], units: frozenset[int]) -> Sight:
    """The sight that the little warehouse would give, where exports weigh the growth of provinces."""
    links = tuple((IDS[old], IDS[new]) for old, new, _ in BECAME)
    made_with = ((NUMBERS["GRO02"], NUMBERS["TRD01"]),)
    return Hiding((), (), links, made_with, hidden).sight(frozenset(), units)


@dataclass(frozen=True)
class Hiding(Registry):
    """A registry that is asked for nothing but sights."""

    restricted: frozenset[int] = frozenset()


sights = st.builds(
    sight_of,
    hidden=st.frozensets(st.sampled_from(sorted(EVERYTHING)), min_size=1, max_size=3),
    units=st.frozensets(st.sampled_from([IDS[name] for name in UNITS]), max_size=3),
)


@settings(max_examples=1, phases=SHORT)
@given(sight=sights)
@example(sight=sight_of(frozenset({NUMBERS["TRD01"]}), frozenset({IDS["01~2024"]})))  # a weight; not what a unit became
def test_no_answer_depends_on_what_is_hidden(made: Make, sight: Sight) -> None:
    one, other = keep_secret(made(), sight, ONE), keep_secret(made(), sight, OTHER)
    # asked about the same records, so that only the answers can differ
    about = arguments(other, sight)
    said = dict(answers(one.seen_by(sight), about))
    again = dict(answers(other.seen_by(sight), about))
    # That a load brought something hidden is no secret: it is told without its file and its counts.
    assert {asked: text for asked, text in said.items() if text != again[asked] and asked != "batches {}"} == {}
    assert not [asked for asked, text in said.items() if "987654" in text or "bí mật" in text]


def test_a_full_sight_would_have_told(made: Make) -> None:
    """The walk above finds what it looks for where nothing is hidden."""
    sight = Sight(frozenset({NUMBERS["TRD01"]}))
    asked = keep_secret(made(), sight, ONE)
    about = replace(arguments(asked, sight), days=(None,), indicators=[asked.indicator("TRD01")])
    secret, summed = str(ONE.value), str(2 * ONE.value)  # both communes hold it
    telling = {said.split()[0] for said, text in answers(asked, about) if secret in text or summed in text}
    assert {"series", "latest", "headline", "sparks", "ranking", "panel", "changes_of_last_load"} <= telling
    assert {"of_communes", "commune_ranking"} <= telling


def test_an_indicator_of_which_nothing_is_seen_is_unknown(ask: Questions) -> None:
    hidden = ask.seen_by(Sight(frozenset({NUMBERS["TRD01"]})))
    with pytest.raises(UnknownIndicator, match="TRD01"):
        hidden.indicator("TRD01")
    assert "TRD01" not in told((hidden.indicators(), hidden.find("TRD01"), hidden.find("kim ngach"), hidden.coverage()))


def test_who_sees_one_unit_sees_its_figures_and_no_place_among_all(ask: Questions) -> None:
    partly = ask.seen_by(Sight(frozenset({NUMBERS["GRO02"]}), frozenset({IDS["24~2025"]})))
    shown = partly.indicator("GRO02")
    ranked = partly.ranking(shown, Period.parse("2025-Q3"))
    assert list(zip(ranked["entity"], ranked["value"], strict=True)) == [("24", 10.0)]
    assert "GRO02" in set(partly.latest(partly.entity("province", "24"))["indicator"])
    assert "GRO02" not in set(partly.ranks(partly.entity("province", "24"))["indicator"])
    assert partly.latest(partly.entity("province", "01")).empty or partly.partly_seen(shown)


def test_nobody_has_a_share_of_a_sum_whose_parts_may_be_hidden(ask: Questions) -> None:
    partly = ask.seen_by(Sight(frozenset({NUMBERS["TRD01"]}), frozenset({IDS["01~2025"], IDS["24~2025"]})))
    frame = partly.members(partly.indicator("TRD01"), Period.parse("2025-07"))
    assert frame["share"].isna().all()
    assert not frame.attrs["complete"]


def test_a_hidden_weight_is_not_named(own: Engine) -> None:
    with own.begin() as connection:
        named = {"weight_code": "TRD01", "weight_vi": "xuất khẩu"}
        connection.execute(update(indicator).where(indicator.c.code == "GRO02").values(**named))
    hidden = Questions(own).seen_by(Sight(frozenset({NUMBERS["TRD01"]})))
    assert (hidden.indicator("GRO02").weight_code, hidden.indicator("GRO02").weight_vi) == (None, None)


def test_a_load_that_may_hold_hidden_figures_is_told_without_file_and_counts(ask: Questions) -> None:
    hidden = ask.seen_by(Sight(frozenset({NUMBERS["GRO02"]}))).batches().set_index("id")
    assert hidden.loc[1, ["file_name", "rows_read"]].isna().all()
    assert hidden.loc[4, ["file_name", "rows_refused"]].isna().all()
    assert hidden.loc[3, "file_name"] == "3.csv"
    assert ask.batches()["file_name"].notna().all()


def test_where_nothing_is_hidden_everybody_shares_one_cache(ask: Questions) -> None:
    assert sight_of(frozenset(), frozenset({5})) == FULL
    assert ask.seen_by(FULL) is ask
    assert ask.seen_by(Sight(frozenset({1}))).seen_by(FULL) is ask


def test_answers_are_kept_apart_by_sight(ask: Questions) -> None:
    exports, capital = ask.indicator("TRD01"), ask.entity("province", "01")
    assert len(ask.series(exports, capital))
    assert ask.seen_by(Sight(frozenset({exports.id}))).series(exports, capital).empty
    assert len(ask.series(exports, capital))


@pytest.mark.parametrize(("figure", "seen"), [((1, 1), False), ((1, 2), True), ((3, 1), True), ((3, 2), True)])
def test_a_figure_is_seen_when_its_indicator_is_open_or_its_unit_is_given(figure: tuple[int, int], seen: bool) -> None:
    assert Sight(hidden=frozenset({1, 2}), units=frozenset({2})).sees(*figure) is seen


def test_restricted_figures_that_are_shown_are_noted_kept_answers_included(own: Engine) -> None:
    with own.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.code == "TRD01").values(classification="restricted"))
    asked = Questions(own)
    unit = asked.entity("province", "24")
    for _ in range(2):
        with noting() as found:
            asked.headline(unit)
        assert (found.asked, found.along) == (set(), {(NUMBERS["TRD01"], unit.id)})
    with noting() as found:
        asked.series(asked.indicator("GRO02"), unit)
    assert not found.asked | found.along


@pytest.mark.parametrize("name", ["series", "latest", "sparks", "ranking", "panel", "revisions", "targets", "trail"])
def test_every_question_of_figures_is_noted(made: Make, name: str) -> None:
    asked = keep_secret(made(), Sight(EVERYTHING, frozenset(IDS.values())), OTHER)
    method = dict(questions_of(asked))[name]
    call = {"indicator": asked.indicator("GRO01"), "entity": asked.nation(), "period": Period.parse("2025-Q3")}
    if name == "ranking":
        call |= {"indicator": asked.indicator("GRO02")}
    if name == "panel":
        call |= {"indicator": asked.indicator("TRD01")}
    wanted = signature(method).parameters
    with noting() as found:
        method(**{key: value for key, value in call.items() if key in wanted})
    assert found.asked | found.along


def test_the_newest_load_is_the_newest_of_which_something_is_seen(ask: Questions) -> None:
    """The import revised TRD01 and GRO01: with one hidden the other is told, with both the load before."""
    both = ask.seen_by(Sight(frozenset({NUMBERS["TRD01"], NUMBERS["GRO01"]})))
    assert set(ask.seen_by(Sight(frozenset({NUMBERS["TRD01"]}))).changes_of_last_load()["indicator"]) == {"GRO01"}
    assert both.changes_of_last_load()["recorded_at"].max() < datetime(2026, 12, 1)
    assert not {"TRD01", "GRO01"} & set(both.changes_of_last_load()["indicator"])
