"""What `policyengine test --watch` says after each change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from policyengine.cli.rechecking import listing, names_below, worth_saying
from policyengine.cli.test import failures, outcome
from policyengine.cli.watching import Answer
from policyengine.engine import Engine
from policyengine.errors import Finding, Severity
from policyengine.evaluation.kept import forget
from policyengine.reporting.lang import Lang
from policyengine.rulebook.cases import Case
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.rereading import Reread, Rereading
from policyengine.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class _Tried:
    """The trials of a city, the cases they were made from, and what else their outcome hangs on."""

    basis: tuple[object, ...]
    cases: tuple[tuple[Case, ...], ...]
    trials: tuple[Trial, ...] = ()
    anew: tuple[Trial, ...] = ()


class Retrying:
    """Tries the cases of a folder again and again; of all its cities, or of those named."""

    def __init__(self, rereading: Rereading, cities: Iterable[str] | None, lang: Lang) -> None:
        self._rereading, self._lang = rereading, lang
        self._asked = tuple(cities or ())
        self._errors: tuple[Finding, ...] = ()
        self._cities: tuple[str, ...] = ()
        self._tried: dict[str, _Tried] = {}

    def __call__(self) -> Answer | None:
        """What fails now, if anything changed: of the cities whose answers it can have changed."""
        now = self._rereading.examine()
        if not now.changed:
            return None
        errors = tuple(each for each in now.findings if each.severity is Severity.ERROR)
        said, self._errors = worth_saying(errors, self._errors, now.changed), errors
        engine = Engine(with_flawed_cities(now))
        self._cities = self._cities or self._named(engine, now)
        before, self._tried = self._tried, {city: self._of(city, engine, now) for city in self._tested(now)}
        forget()  # what was worked out from plans that are no more
        failed = failures(self._worth_saying(before, now), self._lang)
        lines = (listing(said, self._lang), failed.rstrip("\n"))
        changed = names_below(self._rereading.root, now.changed)
        return Answer(changed, "\n".join(filter(None, lines)), self._summary(now))

    def _named(self, engine: Engine, now: Reread) -> tuple[str, ...]:
        """The ids of the cities asked for. RequestError for one of which there is not even a folder."""
        versions = {city for city, _ in now.cases}
        return tuple(name if name in versions else engine.named_cities([name])[0] for name in self._asked)

    def _tested(self, now: Reread) -> tuple[str, ...]:
        return self._cities or tuple(dict.fromkeys(city for city, _ in now.cases))

    def _of(self, city: str, engine: Engine, now: Reread) -> _Tried:
        """The cases of a city's sound versions, tried; but not again where the outcome must be the same."""
        rules, plans = engine.rulebook, now.rulebook.plans.get(city, ())
        # A profile may name any city by its id, and any fact; what a plan says is in its digest.
        basis = (
            tuple((plan.version, plan.digest) for plan in plans),
            tuple(rules.jurisdictions().items()),
            rules.received,
            rules.vocabulary,
        )
        cases = {(city, plan.version): now.cases[city, plan.version] for plan in plans}
        last = self._tried.get(city)
        if last is None or last.basis != basis:
            trials = tuple(tried(engine, cases))
            return _Tried(basis, tuple(cases.values()), trials, trials)
        if all(a is b for a, b in zip(last.cases, cases.values(), strict=True)):
            return replace(last, anew=())
        return _tried_but_for_passed(last, cases, engine)

    def _worth_saying(self, before: Mapping[str, _Tried], now: Reread) -> list[Trial]:
        """Those of cities of which a file changed, and what did not come out so before."""
        names = names_below(self._rereading.root, now.changed)
        touched = {name.split(os.sep)[0] for name in names}
        return [
            trial
            for city, tried_ in self._tried.items()
            for trial in tried_.anew
            if city in touched or city not in before or trial not in before[city].trials
        ]

    def _summary(self, now: Reread) -> str:
        lang = self._lang
        anew = [trial for each in self._tried.values() for trial in each.anew]
        everything = [trial for each in self._tried.values() for trial in each.trials]
        summary, in_all = outcome(anew, lang), outcome(everything, lang)
        if not anew and everything:
            summary = in_all + lang.say("（同前）", " (as before)")
        elif len(everything) > len(anew):
            summary += lang.say(f"（共{in_all}）", f" (in all {in_all})")
        left = [f"{city}/{version}" for city, version in self._left_out(now)]
        told = lang.say("，规则有错未试：", ", not tried for errors: ") + lang.listed(left)
        return summary + (told if left else "")

    def _left_out(self, now: Reread) -> Iterator[tuple[str, str]]:
        sound = {(plan.city, plan.version) for plans in now.rulebook.plans.values() for plan in plans}
        tested = self._tested(now)
        return (each for each in now.cases if each not in sound and each[0] in tested)


def _tried_but_for_passed(
    last: _Tried, cases: Mapping[tuple[str, str], tuple[Case, ...]], engine: Engine
) -> _Tried:
    """The cases tried, but those that passed the last time and are the same, wherever they stand now."""
    passed = [trial for trial in last.trials if trial.passed]
    trials: list[Trial] = []
    anew: list[Trial] = []
    for (city, version), of_version in cases.items():
        for case in of_version:
            same = (each for each in passed if each.version == version and each.case == case)
            found = next(same, None)
            if found is None:
                anew.extend(tried(engine, {(city, version): (case,)}))
            trials.append(anew[-1] if found is None else replace(found, case=case))
    return _Tried(last.basis, tuple(cases.values()), tuple(trials), tuple(anew))


def with_flawed_cities(now: Reread) -> Rulebook:
    """The rules, and the plans of cities that have none but flawed ones, of which no case is tried.

    A profile may name any city: that a file of one is broken for a while must not concern all others.
    """
    flawed: dict[str, tuple[Plan, ...]] = {}
    for plan in now.flawed:
        flawed[plan.city] = (*flawed.get(plan.city, ()), plan)
    plans = {**flawed, **now.rulebook.plans}
    return replace(now.rulebook, plans={city: plans[city] for city in sorted(plans)})
