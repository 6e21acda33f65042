"""The result in words: what there is to get and to do, why, by which clause, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policyengine.errors import Bilingual, RequestError
from policyengine.evaluation.facts.derived import finite
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.items import Item, ObligationResult, RewardResult, SupportResult
from policyengine.evaluation.meaning.amounts import NIL
from policyengine.evaluation.money_in_words import MoneyInWords
from policyengine.evaluation.reasons import Reason
from policyengine.evaluation.working import Worked
from policyengine.language.facts import nearest
from policyengine.language.interval import Interval
from policyengine.language.tree import Kind, Literal
from policyengine.language.types import TYPES
from policyengine.refusals import UnknownName
from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.working import comes_to
from policyengine.reporting.terms import FORCES, NATURES, PAYERS, SECTIONS, STATUSES, term

if TYPE_CHECKING:
    from policyengine.evaluation.assessment import Assessment

SIGNS = {True: "✓", False: "✗", None: "?"}
NUMERALS = "一二三四"


def explained(assessment: Assessment, lang: str) -> str:
    """The whole result in `zh` or `en`. RequestError for any other language."""
    return "\n".join(_Explaining(assessment, _language(lang)).lines())


def explained_item(assessment: Assessment, local: str, lang: str) -> str:
    """One reward, support or obligation by its local id. RequestError where the plan has none of that id."""
    speaking = _Explaining(assessment, _language(lang))
    items = {item.rule.id: item for item in assessment.items()}
    if local not in items:
        what = Bilingual(zh="奖补、支持或义务", en="reward, support or obligation")
        raise RequestError([UnknownName(what, local, tuple(items), nearest(local, items))])
    return "\n".join(speaking.item(items[local]))


def _language(lang: str) -> Lang:
    if lang not in tuple(Lang):
        what = Bilingual(zh="语言", en="language")
        raise RequestError([UnknownName(what, lang, tuple(Lang), nearest(lang, tuple(Lang)))])
    return Lang(lang)


class _Explaining:
    """One result being told in one language."""

    def __init__(self, assessment: Assessment, lang: Lang) -> None:
        self.assessment, self.lang, self.say = assessment, lang, lang.say
        self.vocabulary = assessment.plan.vocabulary
        self.money = MoneyInWords(lang)
        self.payers = {**PAYERS, **dict(assessment.plan.payers)}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._totals()
        sections = [section for section in self._sections() if section[1]]
        for number, (heading, lines) in enumerate(sections):
            yield from (
                "",
                self.say(f"{NUMERALS[number]}、{heading.zh}", f"{number + 1}. {heading.en}"),
                *lines,
            )

    def _sections(self) -> Iterator[tuple[Bilingual, list[str]]]:
        a = self.assessment
        yield SECTIONS["rewards"], self._items(a.rewards.values())
        yield SECTIONS["supports"], self._items(a.supports.values())
        yield SECTIONS["obligations"], self._items(a.obligations.values())
        yield Bilingual(zh="还需了解", en="Still to be asked"), list(self._questions())

    def _words(self, text: Bilingual) -> str:
        return self.say(text.zh, text.en)

    def _line(self, zh: str, en: str, words: str) -> str:
        return self.lang.labelled(self.say(zh, en), words)

    # The plan and the totals

    def _head(self) -> Iterator[str]:
        a, plan = self.assessment, self.assessment.plan
        number = plan.document_number or self.say("无文号", "no document number")
        title = self.say(f"《{plan.title.zh}》（{number}）", f"{plan.title.en} ({number})")
        day = TYPES[Kind.DATE]
        yield f"{self._words(plan.name)} {title}"
        yield self._line("评估日", "As of", self.say(day.zh(a.as_of), day.en(a.as_of)))
        yield self._line("评估年度", "Year assessed", str(a.year))
        yield self._line("效力", "Force", term(FORCES, a.force.value, self.lang))
        for warning in a.warnings:
            yield self._line("提示", "Note", self._words(warning.words))
        for fact, _ in a.assumptions:
            yield self._line("假定", "Assumed", self._assumed(fact))

    def _assumed(self, fact: str) -> str:
        place = self.assessment.plan.name
        if fact == RECEIVED:
            return self.say("此前未获得过任何一次性奖补", "no one-off reward was received before")
        return self.say(f"企业注册在{place.zh}", f"the enterprise is registered in {place.en}")

    def _totals(self) -> Iterator[str]:
        totals = self.assessment.totals.to_dict()
        assured, possible = (money.amount(totals[key], self.lang) for key in ("assured", "possible"))
        both = self.say(f"确定{assured}，最多{possible}", f"assured {assured}, at most {possible}")
        yield self._line("奖补合计", "Rewards in total", both)
        paying = {payer: ends for payer, ends in totals["by_payer"].items() if ends["high"] != "0"}
        if paying:
            parts = [
                f"{term(self.payers, payer, self.lang)} {money.interval(ends, self.lang)}"
                for payer, ends in paying.items()
            ]
            yield self._line("出资", "Paid by", self.lang.listed(parts))
        for cut in self.assessment.totals.cuts:
            yield self._line("合并计算", "Taken together", self.money.cut(cut))
        back = self.assessment.totals.to_be_returned
        if back.high != 0:
            certain = back.low != 0
            zh, en = ("应退回", "To be returned") if certain else ("可能须退回", "May have to be returned")
            yield self._line(zh, en, self._going_back(back))
        open_ended = [
            self._words(reward.title)
            for reward in self.assessment.rewards.values()
            if reward.amount.high is None
        ]
        if open_ended:
            yield self._line(
                "金额未明确，未计入合计", "Not in the total, of no known amount", self.lang.listed(open_ended)
            )

    def _going_back(self, back: Interval) -> str:
        """How much goes back, or may, and of which rewards."""
        unknown = money.open_ended(back.to_dict())
        much = self.say("金额尚不能确定", "how much is not known yet") if unknown else self.money.sum(back)
        rewards = [
            self._words(reward.title)
            for reward in self.assessment.rewards.values()
            if any(payment.back != NIL for payment in reward.payments)
        ]
        named = self.lang.listed(rewards)
        return self.say(f"{much}（{named}）", f"{much} ({named})") if rewards else much

    # One item

    def _items(self, items: Iterable[Item]) -> list[str]:
        return [line for item in items for line in self.item(item)]

    def item(self, item: Item) -> Iterator[str]:
        yield f"● {self.lang.labelled(self._words(item.title), self._verdict(item))}"
        for cited in item.cite:
            yield self._line("  依据", "  Clause", f"{cited.clause}「{cited.quote}」")
        yield from self._amount(item)
        yield from self._paying(item)
        yield from self._reasons(item)
        if item.missing:
            missing = self.lang.listed([self._label(fact) for fact in item.missing])
            yield self._line("  尚缺", "  Missing", missing)
        for repair in item.repairs:
            taking = self.lang.listed([self._words(change.words) for change in repair])
            yield self._line("  达到条件只需", "  It would take", taking)
        if item.departments:
            yield self._line("  责任单位", "  Departments", self.lang.listed(list(item.departments)))

    def _amount(self, item: Item) -> Iterator[str]:
        """How the amount is computed, where it is more than a figure."""
        if not isinstance(item, RewardResult):
            return
        if not isinstance(item.rule.promised, Literal):
            yield self._line("  标准", "  Rate", self._words(item.working.words))
        if item.status.value != "ineligible":
            for each in item.working.definitions:
                yield from self._definition(each)

    def _definition(self, worked: Worked) -> Iterator[str]:
        """What a definition means and comes to, with its clauses."""
        title, words = self._words(worked.rule.title), self._words(worked.words)
        told = worked.to_dict()["value"]
        if worked.rule.kind is Kind.BOOLEAN:
            yield f"    {SIGNS[told]} {self.lang.labelled(title, words)}"
        else:
            value = comes_to(told, worked.rule.kind.value, self.lang)
            yield self.say(f"    {title} = {value}，即{words}", f"    {title} = {value}, being {words}")
        for cited in worked.rule.cite:
            yield self._line("      依据", "      Clause", f"{cited.clause}「{cited.quote}」")

    def _paying(self, item: Item) -> Iterator[str]:
        """When it is paid and from which fund, and how to apply for it."""
        if isinstance(item, RewardResult):
            for payment, words in self.money.payments(item.payments):
                yield f"  {self.lang.labelled(self.money.label(payment), words)}"
                why = item.because_of(payment)
                if why is not None:
                    yield from self._reason(why, 2)
            if item.fund is not None and item.status.value != "ineligible":
                rewards = self.assessment.plan.rewards
                sharing = [self._words(rewards[other].title) for other in item.fund.shared_with]
                yield self._line("  资金", "  Fund", self.money.fund(item.fund, sharing))
        if isinstance(item, RewardResult | SupportResult) and item.application is not None:
            yield self._line("  申报", "  How to apply", self.money.applying(item.application))

    def _reasons(self, item: Item) -> Iterator[str]:
        for key, tree in item.because.items():
            idle = key == "requires" and item.status == "not_bound"
            # A condition that asks nothing explains nothing.
            if tree is not None and tree.kind != "literal" and not idle:
                yield from self._reason(tree, 1)

    def _verdict(self, item: Item) -> str:
        if isinstance(item, RewardResult):
            much = money.interval(item.amount.to_dict(), self.lang)
            nature = term(NATURES, item.nature.value, self.lang)
            status = term(STATUSES, item.status.value, self.lang)
            paid = item.status.value != "ineligible"
            return (
                self.say(f"{status}，{much}（{nature}）", f"{status}, {much} ({nature})") if paid else status
            )
        if isinstance(item, ObligationResult):
            return self._standing(item)
        return term(STATUSES, item.status.value, self.lang)

    def _standing(self, item: ObligationResult) -> str:
        parts = [term(STATUSES, item.status.value, self.lang)]
        if item.due_on is not None and item.status.value != "not_bound":
            day = TYPES[Kind.DATE]
            parts.append(self.say(f"期限{day.zh(item.due_on)}", f"by {day.en(item.due_on)}"))
        if item.status.value in ("due", "unmet", "undetermined"):
            parts += [self._progress(figure.fact, figure.have, figure.need) for figure in item.progress]
        return self.say("，", ", ").join(parts)

    def _progress(self, fact: str, have: str | None, need: str) -> str:
        label, there = self._label(fact), have or "?"
        return self.say(f"{label}{there}/{need}", f"{label} {there} of {need}")

    def _reason(self, tree: Reason, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{SIGNS[tree.value]} {self._words(tree.words)}{self._read(tree)}"
        for part in tree.parts:
            yield from self._reason(part, depth + 1)

    def _read(self, tree: Reason) -> str:
        """The facts behind a comparison, but where its words already say what they are."""
        facts = [name for name in tree.facts if name in self.vocabulary]
        if tree.parts or tree.kind == "fact" or not facts:
            return ""
        told = self.lang.listed([self.lang.labelled(self._label(name), self._value(name)) for name in facts])
        return self.say(f"（{told}）", f" ({told})")

    def _value(self, name: str) -> str:
        definition, value = self.vocabulary[name], self.assessment.case.known.get(name)
        if value is None:
            return self.say("未知", "not known")
        kind, exact = TYPES[definition.kind], finite(value)
        return self.say(kind.zh(exact, definition), kind.en(exact, definition))

    def _label(self, fact: str) -> str:
        asked = self.assessment.case.facts.asked
        return self._words((self.vocabulary.find(fact) or asked).label)

    # What to ask next

    def _questions(self) -> Iterator[str]:
        for question in self.assessment.questions:
            yield f"● {self._words(question.question)}{self._worth(question.to_dict()['worth'])}"

    def _worth(self, worth: str | None) -> str:
        if worth is None:
            return self.say("（影响金额未明确的奖补）", " (turns a reward of no known amount)")
        if worth == "0":
            return ""
        much = money.amount(worth, self.lang)
        return self.say(f"（最多影响{much}）", f" (worth up to {much})")
