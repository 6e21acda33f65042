"""Lark's parse tree into the language's own. What the grammar lets through by mistake is told here."""

from __future__ import annotations

from lark import Token, Tree

from policyengine.errors import Finding, Span
from policyengine.language.calls import Calls
from policyengine.language.figures import RELATIVE, YEARS_IN_WORDS, figure_of
from policyengine.language.findings import NotACondition
from policyengine.language.literals import Shape, month_day, written
from policyengine.language.misreadings import (
    ChainedComparison,
    HalfAWindow,
    ImpossibleDate,
    ImpossibleYear,
    UnreadableLiteral,
)
from policyengine.language.parse_tree import Parsed, phrase
from policyengine.language.place import Place
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Direction,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Yearly,
)
from policyengine.language.windows import between, near, of_the_year

_OPERATORS = {
    "plus": Operator.PLUS,
    "minus": Operator.MINUS,
    "times": Operator.TIMES,
    "over": Operator.OVER,
}
_RELATIONS = {"≠": Relation.NOT_EQUAL, "≤": Relation.AT_MOST, "≥": Relation.AT_LEAST}
_DIRECTIONS = {"down": Direction.DOWN, "up": Direction.UP, "half up": Direction.HALF_UP}


class FromParseTree:
    """One text's parse tree as nodes. A tree is not to be used if `findings` holds any when it is done."""

    def __init__(self, text: str, place: Place) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._place = place
        self._calls = Calls(self)

    def condition(self, parsed: Parsed) -> Condition:
        """A condition; a calculation in its place is a finding."""
        match parsed.data:
            case "disjunction":
                return AnyOf(self._conditions(parsed.children), span=self.span(parsed))
            case "conjunction":
                return AllOf(self._conditions(parsed.children), span=self.span(parsed))
            case "negation":
                return Not(self.condition(_only(parsed)), span=self.span(parsed))
            case "comparison":
                return self._comparison(parsed)
            case "among":
                return self._among(parsed)
            case "not_among":
                return Not(self._among(parsed), span=self.span(parsed))
            case "at_least":
                count, *parts = parsed.children
                return AtLeast(int(str(count)), self._conditions(parts), span=self.span(parsed))
            case "between":
                return self._between(parsed)
            case "near":
                return self._near(parsed)
            case "not_between":
                return Not(self._between(parsed), span=self.span(parsed))
            case "not_near":
                return Not(self._near(parsed), span=self.span(parsed))
            case "call" if (call := self._calls.read(parsed)).name == "growing":
                return self._calls.condition(call)
            case _:
                return self._truth(self.term(parsed))

    def term(self, parsed: Parsed) -> Term:
        """A term; a promise of money is one too."""
        match parsed.data:
            case "fact":
                return Fact(_token(parsed), span=self.span(parsed))
            case "figure":
                return self._figure(parsed)
            case "call":
                return self._calls.term(self._calls.read(parsed))
            case "month_day":
                return of_the_year(self._month_day(parsed), self.span(parsed))
            case "literal" | "money":
                return self._literal(parsed)
            case "tiers":
                *branches, otherwise = map(phrase, parsed.children)
                tiers = tuple(self._branch(each) for each in branches)
                return Tiers(tiers, self.term(otherwise), span=self.span(parsed))
            case "up_to":
                return UpTo(self.term(_only(parsed)), span=self.span(parsed))
            case "unstated":
                return Unstated(span=self.span(parsed))
            case "bounded":
                return self._bounded(parsed)
            case "rounded":
                return self._rounded(parsed)
            case operation:
                left, right = map(phrase, parsed.children)
                operator = _OPERATORS[str(operation)]
                return Arithmetic(self.term(left), operator, self.term(right), span=self.span(parsed))

    def _conditions(self, parsed: list[Parsed | Token]) -> tuple[Condition, ...]:
        return tuple(self.condition(phrase(each)) for each in parsed)

    def _truth(self, term: Term) -> Condition:
        if isinstance(term, Fact | Literal):
            return term
        self.findings.append(NotACondition(span=term.span))
        return Literal(Kind.BOOLEAN, False, span=term.span)

    def _comparison(self, parsed: Parsed) -> Compare:
        one, relation, other = parsed.children[:3]
        if len(parsed.children) > 3:
            self.findings.append(ChainedComparison(apart=self._apart(parsed), span=self.span(parsed)))
        left, right = self._calls.compared(phrase(one), phrase(other))
        sign = str(relation)
        relate = _RELATIONS.get(sign) or Relation(sign)
        return Compare(left, relate, right, span=self.span(parsed))

    def _between(self, parsed: Parsed) -> Condition:
        term, first, last = map(phrase, parsed.children)
        span = self.span(parsed)
        ends = [self._month_day(each) for each in (first, last) if each.data == "month_day"]
        if not ends:
            return between(self.term(term), self.term(first), self.term(last), span)
        if len(ends) == 1:
            self.findings.append(HalfAWindow(found=self.source(parsed), span=span))
        return Yearly(self.term(term), ends[0], ends[-1], span=span)

    def _month_day(self, parsed: Parsed) -> MonthDay:
        found = month_day(_token(parsed))
        if found is None:
            self.findings.append(ImpossibleDate(found=_token(parsed), span=self.span(parsed)))
        return found or MonthDay(1, 1)

    def _near(self, parsed: Parsed) -> Condition:
        term, length, side, event = parsed.children
        parts = [self.term(phrase(each)) for each in (term, length, event)]
        return near(*parts, after=side == "after", span=self.span(parsed))

    def _figure(self, parsed: Parsed) -> Fact:
        series, year = parsed.children
        span = self.span(parsed)
        return Fact(figure_of(str(series), self._year(phrase(year), span)), span=span)

    def _year(self, parsed: Parsed, span: Span) -> int:
        first, *rest = (str(each) for each in parsed.children if each is not None)
        if first != "year":
            return YEARS_IN_WORDS[first] if first in YEARS_IN_WORDS else int(first.removesuffix("年"))
        if not rest:
            return 0
        sign, number = rest
        if int(number) >= RELATIVE:
            self.findings.append(ImpossibleYear(found=f"year {sign} {number[:9]}", span=span))
            return 0
        return int(number) if sign == "+" else -int(number)

    def _apart(self, parsed: Parsed) -> str:
        parts = [self.source(each) for each in parsed.children]
        return " and ".join(" ".join(parts[at : at + 3]) for at in range(0, len(parts) - 1, 2))

    def source(self, part: Parsed | Token) -> str:
        """A part as it is written."""
        return str(part) if isinstance(part, Token) else self._text[part.meta.start_pos : part.meta.end_pos]

    def _among(self, parsed: Parsed) -> Among:
        term, *options = map(phrase, parsed.children)
        return Among(self.term(term), tuple(map(self._option, options)), span=self.span(parsed))

    def _option(self, parsed: Parsed) -> Literal:
        if parsed.data == "choice":
            return Literal(Kind.CHOICE, _token(parsed), span=self.span(parsed))
        return self._literal(parsed)

    def _literal(self, parsed: Parsed) -> Literal:
        token, span = _token(parsed), self.span(parsed)
        found = written(token)
        literal = found.literal() if found else None
        if literal is not None:
            return Literal(literal.kind, literal.value, span=span)
        impossible = found is not None and found.shape is Shape.DATE
        mistake = ImpossibleDate if impossible else UnreadableLiteral
        self.findings.append(mistake(found=token, span=span))
        return Literal(Kind.BOOLEAN, False, span=span)

    def _branch(self, parsed: Parsed) -> Branch:
        amount, when = map(phrase, parsed.children)
        return Branch(self.condition(when), self.term(amount), span=self.span(parsed))

    def _bounded(self, parsed: Parsed) -> Bounded:
        amount, *bounds = map(phrase, parsed.children)
        ends = {str(each.data): self.term(_only(each)) for each in bounds}
        return Bounded(self.term(amount), ends.get("floor"), ends.get("ceiling"), span=self.span(parsed))

    def _rounded(self, parsed: Parsed) -> Rounded:
        amount, direction, to = parsed.children
        way = _DIRECTIONS[" ".join(str(direction).split())]
        return Rounded(self.term(phrase(amount)), way, self._literal(phrase(to)), span=self.span(parsed))

    def span(self, parsed: Parsed) -> Span:
        """Where a part stands."""
        return self._place(parsed.meta.start_pos, parsed.meta.end_pos)


def deep(parsed: Parsed, limit: int) -> bool:
    """Whether a parse tree has more than so many levels; costs no recursion."""
    level = [parsed]
    for _ in range(limit):
        level = [each for tree in level for each in tree.children if isinstance(each, Tree)]
        if not level:
            return False
    return True


def _only(parsed: Parsed) -> Parsed:
    return phrase(parsed.children[0])


def _token(parsed: Parsed) -> str:
    return str(parsed.children[0])
