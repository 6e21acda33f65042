"""Hypothesis strategies for the rule language over a small vocabulary, shared by all tests of its readers.

VOCABULARY has facts of every kind, a series by year and a list among them, three definitions and an area.
`written_conditions` and `written_amounts` are trees as text gives them, with any names: what `parse` and
`write` must agree on. `conditions`, `amounts` and `profiles` are checked trees and exact facts over
VOCABULARY: what evaluators must agree on; `plain_conditions` and `plain_amounts` are those without the nodes
of later plans (years, lists, days, names, tiers inside calculations). Values are few and close together, so
that thresholds are hit.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st

from policyengine.errors import Bilingual
from policyengine.language.facts import Choice, FactDefinition, Vocabulary, figure_of
from policyengine.language.literals import folded
from policyengine.language.tree import (
    ALWAYS,
    Aggregate,
    AllOf,
    Among,
    Amount,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Direction,
    Duration,
    Elapsed,
    Entry,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Named,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unit,
    Unstated,
    UpTo,
    Value,
    Yearly,
)


def _both(zh: str, en: str) -> Bilingual:
    return Bilingual(zh=zh, en=en)


def _fact(name: str, kind: Kind, zh: str, en: str, **more: object) -> FactDefinition:
    question = _both(f"{zh}？", f"{en}?")
    return FactDefinition(name=name, kind=kind, label=_both(zh, en), question=question, **more)  # type: ignore[arg-type]


_POSTS = (Choice("research", _both("研发岗", "research")), Choice("sales", _both("销售岗", "sales")))

_FACTS = Vocabulary(
    (
        _fact("revenue", Kind.MONEY, "营业收入", "Revenue", aliases=("销售收入",), changeable=True),
        _fact("rd_expense", Kind.MONEY, "研发费用", "R&D expense", changeable=True),
        _fact(
            "rd_intensity",
            Kind.RATIO,
            "研发投入强度",
            "R&D intensity",
            derived=Arithmetic(Fact("rd_expense"), Operator.OVER, Fact("revenue")),
            changeable=True,
        ),
        _fact("staff_share", Kind.RATIO, "科技人员占比", "Share of scientific staff", changeable=True),
        _fact("patents", Kind.COUNT, "授权发明专利数", "Invention patents granted", changeable=True),
        _fact("staff", Kind.COUNT, "职工人数", "Number of staff", changeable=True),
        _fact("above_scale", Kind.BOOLEAN, "规模以上", "Above designated size"),
        _fact("keeps_ledger", Kind.BOOLEAN, "设置研发费用辅助账", "Keeps an R&D ledger", changeable=True),
        _fact("on_island", Kind.BOOLEAN, "位于人才岛范围内", "On the talent island"),
        _fact(
            "status",
            Kind.CHOICE,
            "高新技术企业资格",
            "Standing as a high-tech enterprise",
            choices=(
                Choice("none", _both("无资格", "not a high-tech enterprise")),
                Choice("valid", _both("有效期内", "valid")),
                Choice("expired", _both("已过期", "expired")),
            ),
        ),
        _fact("established_on", Kind.DATE, "成立日期", "Date of establishment"),
        _fact("seat", Kind.JURISDICTION, "注册地", "Place of registration"),
        _fact("title", Kind.TEXT, "企业名称", "Name"),
        _fact("revenue_by_year", Kind.MONEY, "各年度营业收入", "Revenue by year", by_year=True),
        _fact(
            "hires",
            Kind.LIST,
            "新招用人员",
            "New hires",
            fields=(
                _fact("cost", Kind.MONEY, "用工成本", "Cost"),
                _fact("post", Kind.CHOICE, "岗位", "Post", choices=_POSTS),
                _fact("local", Kind.BOOLEAN, "本地户籍", "Registered locally"),
                _fact("hired_on", Kind.DATE, "入职日期", "Date of hiring"),
            ),
        ),
    )
)

DEFINITIONS = (
    Named(
        "quality_enterprise",
        _both("优质企业", "Quality enterprise"),
        AllOf((Fact("above_scale"), Not(Fact("on_island")))),
    ),
    Named(
        "class_share",
        _both("兑付比例", "Share by class"),
        Tiers(
            (
                Branch(
                    Compare(Fact("status"), Relation.EQUAL, Literal(Kind.CHOICE, "valid")),
                    Literal(Kind.RATIO, Fraction(1)),
                ),
                Branch(Fact("keeps_ledger"), Literal(Kind.RATIO, Fraction(1, 2))),
            ),
            Literal(Kind.RATIO, Fraction(0)),
        ),
    ),
    Named(
        "base_award",
        _both("基准奖励", "Base award"),
        Bounded(
            Arithmetic(Literal(Kind.RATIO, Fraction(1, 2)), Operator.TIMES, Fact("rd_expense")),
            None,
            Literal(Kind.MONEY, Fraction(50)),
        ),
    ),
)
"""A condition, a ratio and a sum of money that a plan defines."""

ISLAND = "440703/talent_island"
VOCABULARY = _FACTS.with_named(DEFINITIONS).with_places({ISLAND: _both("人才岛", "Talent Island")})
_NAMED_CONDITION, _NAMED_RATIO, _NAMED_MONEY = DEFINITIONS

# Values, as exact as the types hold them --------------------------------------------------------

money = st.sampled_from([0, 1, 2, 3, 100, 10**4, 3 * 10**5]).map(Fraction) | st.integers(0, 10**17 - 1).map(
    lambda fen: Fraction(fen, 100)
)
ratios = st.sampled_from([0, 1, 3, 25, 100, 300]).map(lambda percent: Fraction(percent, 100)) | st.integers(
    0, 10**18 - 1
).map(lambda part: Fraction(part, 10**8))
counts = st.integers(0, 6).map(Fraction) | st.integers(0, 10**15 - 1).map(Fraction)
dates = st.dates(date(2017, 1, 1), date(2024, 12, 31))
durations = st.integers(0, 600).map(lambda n: Duration(months=n)) | st.integers(0, 999).map(
    lambda n: Duration(days=n)
)
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
codes = st.sampled_from(["410500", "440700", "440703", "320614", ISLAND])

_small_money = st.sampled_from([0, 1, 2, 3, 50, 100, 200]).map(Fraction)
_small_ratio = st.sampled_from([0, 1, 3, 50, 100]).map(lambda percent: Fraction(percent, 100))
_small_count = st.integers(0, 4).map(Fraction)
_small_date = st.sampled_from([date(2019, 12, 31), date(2020, 2, 29), date(2021, 12, 31)])

_PLAIN = [each for each in VOCABULARY if not each.by_year and each.kind is not Kind.LIST]
_FIGURES = [figure_of("revenue_by_year", year) for year in (2019, 2020, 2021)]

_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.MONEY: _small_money,
    Kind.RATIO: _small_ratio,
    Kind.COUNT: _small_count,
    Kind.BOOLEAN: st.booleans(),
    Kind.CHOICE: st.sampled_from(["none", "valid", "expired"]),
    Kind.DATE: _small_date,
    Kind.JURISDICTION: codes,
    Kind.TEXT: st.sampled_from(["甲", "乙"]),
}


T = TypeVar("T")


def _named_briefly(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """The same strategy, whose description does not spell out all it is made of."""

    @st.composite
    def drawn(draw: st.DrawFn) -> T:
        return draw(strategy)

    return drawn()


def literals(kind: Kind) -> st.SearchStrategy[Literal]:
    """Small literals of one kind, as rules over VOCABULARY have them."""
    return _VALUES[kind].map(lambda value: Literal(kind, value))


def facts(*kinds: Kind) -> st.SearchStrategy[Fact]:
    """Facts of VOCABULARY of these kinds."""
    return st.sampled_from([Fact(each.name) for each in _PLAIN if each.kind in kinds])


# Checked trees over VOCABULARY ------------------------------------------------------------------

_relations = st.sampled_from(Relation)
_same = st.sampled_from([Relation.EQUAL, Relation.NOT_EQUAL])


def _sums(kind: Kind) -> st.SearchStrategy[Term]:
    """Terms of a number's kind: leaves, sums, products by a number, quotients."""
    leaves = literals(kind) | facts(kind)
    joined = st.builds(Arithmetic, leaves, st.sampled_from([Operator.PLUS, Operator.MINUS]), leaves)
    if kind is Kind.MONEY:
        return leaves | joined | st.builds(Arithmetic, literals(Kind.RATIO), st.just(Operator.TIMES), leaves)
    if kind is Kind.RATIO:
        money_leaves, count_facts = facts(Kind.MONEY), facts(Kind.COUNT)
        over = st.just(Operator.OVER)
        return (
            leaves
            | st.builds(Arithmetic, money_leaves, over, money_leaves)
            | st.builds(Arithmetic, count_facts, over, count_facts)
        )
    return leaves | joined


def _numeric(kind: Kind) -> st.SearchStrategy[Condition]:
    return st.builds(Compare, _sums(kind), _relations, _sums(kind))


def _nominal(kind: Kind) -> st.SearchStrategy[Condition]:
    options = st.lists(literals(kind), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Compare, facts(kind), _same, literals(kind)) | st.builds(Among, facts(kind), options)


_plain_atoms: st.SearchStrategy[Condition] = st.one_of(
    facts(Kind.BOOLEAN),
    literals(Kind.BOOLEAN),
    st.builds(Compare, facts(Kind.BOOLEAN), _same, literals(Kind.BOOLEAN)),
    _numeric(Kind.MONEY),
    _numeric(Kind.RATIO),
    _numeric(Kind.COUNT),
    st.builds(Compare, facts(Kind.DATE), _relations, literals(Kind.DATE)),
    st.builds(
        Among,
        facts(Kind.COUNT),
        st.lists(literals(Kind.COUNT), min_size=1, max_size=3, unique=True).map(tuple),
    ),
    _nominal(Kind.CHOICE),
    _nominal(Kind.JURISDICTION),
    _nominal(Kind.TEXT),
)
plain_atoms: st.SearchStrategy[Condition] = _named_briefly(_plain_atoms)
"""Undivided conditions of plain facts."""


def _larger(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(Not, parts)
        | st.builds(AllOf, several)
        | st.builds(AnyOf, several)
        | several.flatmap(lambda each: st.builds(AtLeast, st.integers(1, len(each)), st.just(each)))
    )


plain_conditions: st.SearchStrategy[Condition] = _named_briefly(
    st.recursive(plain_atoms, _larger, max_leaves=6)
)
"""Checked conditions over the plain facts of VOCABULARY, of the oldest nodes."""

# Checked trees of years, lists, days and names

_ordered = st.sampled_from([Relation.LESS, Relation.AT_MOST, Relation.GREATER, Relation.AT_LEAST])
_month_days = st.sampled_from([MonthDay(1, 1), MonthDay(2, 29), MonthDay(3, 1), MonthDay(12, 31)])
_figures = st.sampled_from(list(map(Fact, _FIGURES)))
_days = facts(Kind.DATE) | st.just(Fact("hires.hired_on")) | literals(Kind.DATE)

of_entries: st.SearchStrategy[Condition] = st.one_of(
    st.just(ALWAYS),
    st.sampled_from([Fact("hires.local"), Not(Fact("hires.local")), Fact("on_island")]),
    st.builds(Compare, st.just(Fact("hires.cost")), _relations, literals(Kind.MONEY)),
    st.builds(Compare, st.just(Fact("hires.hired_on")), _ordered, literals(Kind.DATE)),
    st.sampled_from([*_POSTS]).map(
        lambda post: Compare(Fact("hires.post"), Relation.EQUAL, Literal(Kind.CHOICE, post.id))
    ),
)
"""Conditions on one entry of the list `hires`."""

_where = of_entries | st.lists(of_entries, min_size=2, max_size=2).map(tuple).map(AllOf)
_summed = st.just(Fact("hires.cost")) | st.builds(
    Bounded, st.just(Fact("hires.cost")), st.none(), literals(Kind.MONEY)
)
counts_of_entries: st.SearchStrategy[Term] = st.builds(Aggregate, st.just("hires"), _where, st.none())
sums_over_entries: st.SearchStrategy[Term] = st.builds(Aggregate, st.just("hires"), _where, _summed)
lapses: st.SearchStrategy[Term] = st.builds(
    Elapsed, facts(Kind.DATE), literals(Kind.DATE), st.sampled_from(Unit)
)


def _held(kind: Kind, terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    """Terms under a ceiling or over a floor, and terms that turn on a condition."""
    ends = st.tuples(st.none() | literals(kind), st.none() | literals(kind)).filter(any)
    branch = st.builds(Branch, plain_atoms, literals(kind)).map(lambda each: (each,))
    return st.tuples(terms, ends).map(lambda drawn: Bounded(drawn[0], *drawn[1])) | st.builds(
        Tiers, branch, terms
    )


_increase = st.sampled_from(
    [Arithmetic(Fact(later), Operator.MINUS, Fact(earlier)) for earlier, later in pairwise(_FIGURES)]
)
_wide_money: st.SearchStrategy[Term] = st.one_of(
    _figures, _increase, sums_over_entries, st.just(_NAMED_MONEY), _held(Kind.MONEY, facts(Kind.MONEY))
)
_wide_ratio: st.SearchStrategy[Term] = st.builds(
    Arithmetic, _increase, st.just(Operator.OVER), st.just(Fact(_FIGURES[0]))
) | st.just(_NAMED_RATIO)
_wide_count: st.SearchStrategy[Term] = counts_of_entries | lapses | _held(Kind.COUNT, facts(Kind.COUNT))

_wide_atoms: st.SearchStrategy[Condition] = st.one_of(
    st.just(_NAMED_CONDITION),
    st.builds(Yearly, facts(Kind.DATE), _month_days, _month_days),
    st.builds(Compare, _wide_money, _relations, literals(Kind.MONEY) | facts(Kind.MONEY)),
    st.builds(Compare, _wide_ratio, _relations, literals(Kind.RATIO)),
    st.builds(Compare, _wide_count, _relations, literals(Kind.COUNT)),
    st.builds(
        Compare,
        facts(Kind.DATE),
        _ordered,
        st.builds(
            Arithmetic,
            literals(Kind.DATE),
            st.sampled_from([Operator.PLUS, Operator.MINUS]),
            st.sampled_from([Duration(months=1), Duration(months=12), Duration(days=30)]).map(
                lambda length: Literal(Kind.DURATION, length)
            ),
        ),
    ),
)
wide_atoms: st.SearchStrategy[Condition] = _named_briefly(_wide_atoms)
"""Undivided conditions of years, lists, days and names."""

conditions: st.SearchStrategy[Condition] = _named_briefly(
    st.recursive(plain_atoms | wide_atoms, _larger, max_leaves=6)
)
"""Checked conditions over VOCABULARY."""

money_terms: st.SearchStrategy[Term] = _sums(Kind.MONEY) | st.builds(
    Arithmetic,
    facts(Kind.MONEY),
    st.just(Operator.OVER),
    st.sampled_from([2, 4, 5, 8]).map(lambda n: Literal(Kind.COUNT, Fraction(n))),
)
"""Checked terms of money that are finite decimals, over plain facts."""


wide_money_terms: st.SearchStrategy[Term] = _named_briefly(
    money_terms
    | _wide_money
    | st.builds(
        Arithmetic,
        st.just(_NAMED_RATIO) | literals(Kind.RATIO),
        st.just(Operator.TIMES),
        _held(Kind.MONEY, _figures | facts(Kind.MONEY)) | st.just(_NAMED_MONEY),
    )
    | st.builds(Arithmetic, counts_of_entries, st.just(Operator.TIMES), literals(Kind.MONEY))
    | st.builds(Arithmetic, literals(Kind.MONEY), st.just(Operator.MINUS), _wide_money)
)
"""Checked terms of money that are finite decimals."""


def _amounts(terms: st.SearchStrategy[Term], when: st.SearchStrategy[Condition]) -> st.SearchStrategy[Amount]:
    units = st.sampled_from([1, 100]).map(lambda n: Literal(Kind.MONEY, Fraction(n)))
    bounds = st.tuples(st.none() | terms, st.none() | terms).filter(any)

    def larger(smaller: st.SearchStrategy[Amount]) -> st.SearchStrategy[Amount]:
        parts = _named_briefly(smaller)
        branches = st.lists(st.builds(Branch, when, parts), min_size=1, max_size=2).map(tuple)
        return (
            st.builds(Tiers, branches, parts)
            | st.tuples(parts, bounds).map(lambda drawn: Bounded(drawn[0], *drawn[1]))
            | st.builds(Rounded, parts, st.sampled_from(Direction), units)
        )

    least = terms | st.builds(UpTo, terms) | st.just(Unstated())
    return _named_briefly(st.recursive(least, larger, max_leaves=4))


plain_amounts: st.SearchStrategy[Amount] = _amounts(money_terms, plain_conditions)
"""Checked amounts over the plain facts of VOCABULARY, of the oldest nodes."""

amounts: st.SearchStrategy[Amount] = _amounts(wide_money_terms, conditions)
"""Checked amounts over VOCABULARY."""

_FIELDS: dict[str, st.SearchStrategy[Value]] = {
    "cost": _small_money,
    "post": st.sampled_from(["research", "sales"]),
    "local": st.booleans(),
    "hired_on": _small_date,
}
entries: st.SearchStrategy[Entry] = st.fixed_dictionaries({}, optional=_FIELDS).map(
    lambda known: tuple((name, known[name]) for name in _FIELDS if name in known)
)
"""One entry of the list `hires`, some of its fields unknown."""

_plain_values: dict[str, st.SearchStrategy[Value]] = {
    each.name: _VALUES[each.kind] for each in _PLAIN if each.derived is None
}
profiles: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        **_plain_values,
        **dict.fromkeys(_FIGURES, _small_money),
        "hires": st.lists(entries, max_size=3).map(tuple),
    },
)
"""Exact values of some facts of VOCABULARY; derived facts are never given."""

plain_profiles: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries({}, optional=_plain_values)
"""Exact values of some of its plain facts."""

# Trees as written, with any names ---------------------------------------------------------------

_KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false", "unstated", "且", "或", "非"})
names = st.from_regex(r"\A[^\W\d]\w{0,6}\Z").filter(
    lambda name: name not in _KEYWORDS and folded(name) == name
)
"""Names in any script, none of them a word of the language, without full-width letters, which are folded."""

written_literals: st.SearchStrategy[Literal] = st.one_of(
    money.map(lambda value: Literal(Kind.MONEY, value)),
    ratios.map(lambda value: Literal(Kind.RATIO, value)),
    counts.map(lambda value: Literal(Kind.COUNT, value)),
    st.dates().map(lambda value: Literal(Kind.DATE, value)),
    durations.map(lambda value: Literal(Kind.DURATION, value)),
    st.booleans().map(lambda value: Literal(Kind.BOOLEAN, value)),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(
        lambda value: Literal(Kind.TEXT, value)
    ),
)
_years = st.integers(-99, 99) | st.integers(1000, 9999)
written_facts: st.SearchStrategy[Fact] = st.builds(Fact, names) | st.builds(figure_of, names, _years).map(
    Fact
)
_functions = names.filter(lambda name: name != "year")


def _aggregates(
    where: st.SearchStrategy[Condition], each: st.SearchStrategy[Term]
) -> st.SearchStrategy[Term]:
    return st.builds(Aggregate, _functions, where, st.none() | each)


_written_units = money.map(lambda value: Literal(Kind.MONEY, value))


def _larger_terms(smaller: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    terms = _named_briefly(smaller)
    simple = written_literals | written_facts | st.builds(Compare, terms, _relations, terms)
    bounds = st.tuples(st.none() | terms, st.none() | terms).filter(
        lambda ends: any(end is not None for end in ends)
    )
    branches = st.lists(st.builds(Branch, simple, terms), min_size=1, max_size=2).map(tuple)
    return (
        st.builds(Arithmetic, terms, st.sampled_from(Operator), terms)
        | st.builds(Elapsed, terms, terms, st.sampled_from(Unit))
        | _aggregates(simple, terms)
        | st.builds(Tiers, branches, terms)
        | st.tuples(terms, bounds).map(lambda drawn: Bounded(drawn[0], *drawn[1]))
        | st.builds(Rounded, terms, st.sampled_from(Direction), _written_units)
        | st.builds(UpTo, terms)
    )


written_terms: st.SearchStrategy[Term] = _named_briefly(
    st.recursive(written_literals | written_facts | st.just(Unstated()), _larger_terms, max_leaves=5)
)
_options = written_literals | names.map(lambda name: Literal(Kind.CHOICE, name))
_month_days_written = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(
    lambda day: MonthDay(day.month, day.day)
)
written_conditions: st.SearchStrategy[Condition] = st.recursive(
    written_literals
    | written_facts
    | st.builds(Compare, written_terms, _relations, written_terms)
    | st.builds(Among, written_terms, st.lists(_options, min_size=1, max_size=3).map(tuple))
    | st.builds(Yearly, written_terms, _month_days_written, _month_days_written),
    _larger,
    max_leaves=6,
)
written_amounts: st.SearchStrategy[Amount] = written_terms
