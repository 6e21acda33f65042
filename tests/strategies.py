"""Hypothesis strategies for the rule language over a small vocabulary, shared by all tests of its readers.

`written_conditions` and `written_amounts` are trees as text gives them, with any names: what `parse` and
`write` must agree on. `conditions`, `amounts` and `profiles` are checked trees and exact facts over
VOCABULARY: what evaluators must agree on. Values are few and close together, so that thresholds are hit.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from policyengine.errors import Bilingual
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.literals import folded
from policyengine.language.tree import (
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
    Fact,
    Kind,
    Literal,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Value,
)


def _both(zh: str, en: str) -> Bilingual:
    return Bilingual(zh=zh, en=en)


def _fact(name: str, kind: Kind, zh: str, en: str, **more: object) -> FactDefinition:
    question = _both(f"{zh}？", f"{en}?")
    return FactDefinition(name=name, kind=kind, label=_both(zh, en), question=question, **more)  # type: ignore[arg-type]


VOCABULARY = Vocabulary(
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
    )
)

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
codes = st.sampled_from(["410500", "440700", "320614", "360983"])

_small_money = st.sampled_from([0, 1, 2, 3, 50, 100, 200]).map(Fraction)
_small_ratio = st.sampled_from([0, 1, 3, 50, 100]).map(lambda percent: Fraction(percent, 100))
_small_count = st.integers(0, 4).map(Fraction)
_small_date = st.sampled_from([date(2019, 12, 31), date(2020, 2, 29), date(2021, 12, 31)])

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


def literals(kind: Kind) -> st.SearchStrategy[Literal]:
    """Small literals of one kind, as rules over VOCABULARY have them."""
    return _VALUES[kind].map(lambda value: Literal(kind, value))


def facts(*kinds: Kind) -> st.SearchStrategy[Fact]:
    """Facts of VOCABULARY of these kinds."""
    return st.sampled_from([Fact(each.name) for each in VOCABULARY if each.kind in kinds])


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


atoms: st.SearchStrategy[Condition] = st.one_of(
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
"""Undivided conditions."""


def _larger(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(Not, parts)
        | st.builds(AllOf, several)
        | st.builds(AnyOf, several)
        | several.flatmap(lambda each: st.builds(AtLeast, st.integers(1, len(each)), st.just(each)))
    )


conditions: st.SearchStrategy[Condition] = st.recursive(atoms, _larger, max_leaves=6)
"""Checked conditions over VOCABULARY."""

money_terms: st.SearchStrategy[Term] = _sums(Kind.MONEY) | st.builds(
    Arithmetic,
    facts(Kind.MONEY),
    st.just(Operator.OVER),
    st.sampled_from([2, 4, 5, 8]).map(lambda n: Literal(Kind.COUNT, Fraction(n))),
)
"""Checked terms of money that are finite decimals."""


def _larger_amounts(parts: st.SearchStrategy[Amount]) -> st.SearchStrategy[Amount]:
    branches = st.lists(st.builds(Branch, conditions, parts), min_size=1, max_size=2).map(tuple)
    bounds = st.tuples(st.none() | money_terms, st.none() | money_terms).filter(lambda ends: any(ends))
    units = st.sampled_from([1, 100]).map(lambda n: Literal(Kind.MONEY, Fraction(n)))
    return (
        st.builds(Tiers, branches, parts)
        | st.tuples(parts, bounds).map(lambda drawn: Bounded(drawn[0], *drawn[1]))
        | st.builds(Rounded, parts, st.sampled_from(Direction), units)
    )


amounts: st.SearchStrategy[Amount] = st.recursive(
    money_terms | st.builds(UpTo, money_terms) | st.just(Unstated()), _larger_amounts, max_leaves=4
)
"""Checked amounts over VOCABULARY."""

profiles: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {}, optional={each.name: _VALUES[each.kind] for each in VOCABULARY if each.derived is None}
)
"""Exact values of some facts of VOCABULARY; derived facts are never given."""

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
written_terms: st.SearchStrategy[Term] = st.recursive(
    written_literals | st.builds(Fact, names),
    lambda terms: st.builds(Arithmetic, terms, st.sampled_from(Operator), terms),
    max_leaves=4,
)
_options = written_literals | names.map(lambda name: Literal(Kind.CHOICE, name))
written_conditions: st.SearchStrategy[Condition] = st.recursive(
    written_literals
    | st.builds(Fact, names)
    | st.builds(Compare, written_terms, _relations, written_terms)
    | st.builds(Among, written_terms, st.lists(_options, min_size=1, max_size=3).map(tuple)),
    _larger,
    max_leaves=6,
)
_written_bounds = st.tuples(st.none() | written_terms, st.none() | written_terms).filter(
    lambda ends: any(end is not None for end in ends)
)
written_amounts: st.SearchStrategy[Amount] = st.recursive(
    written_terms | st.builds(UpTo, written_terms) | st.just(Unstated()),
    lambda parts: (
        st.builds(
            Tiers,
            st.lists(st.builds(Branch, written_conditions, parts), min_size=1, max_size=2).map(tuple),
            parts,
        )
        | st.tuples(parts, _written_bounds).map(lambda drawn: Bounded(drawn[0], *drawn[1]))
        | st.builds(
            Rounded, parts, st.sampled_from(Direction), money.map(lambda value: Literal(Kind.MONEY, value))
        )
    ),
    max_leaves=4,
)
