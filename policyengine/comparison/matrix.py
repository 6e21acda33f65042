"""Many plans side by side, no profile: what each says under each theme, as the texts have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.rulebook.plan import AnyRule, Plan, Theme
from policyengine.rulebook.version import plan_of, related_document_of, rule_of

SCHEMA = "policyengine/matrix@1"
KINDS = ("rewards", "supports", "obligations", "duties", "targets")


@dataclass(frozen=True)
class Matrix:
    """Plans under the same headings. `theme` and `role` narrow it: to one theme, to one department role."""

    plans: Mapping[str, Plan]
    themes: tuple[Theme, ...]
    theme: str | None = None
    role: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The matrix as `policyengine/matrix@1`; a new copy each time."""
        chosen = [theme for theme in self.themes if self.theme in (None, theme.id)]
        rows = [self._row(theme) for theme in chosen]
        return {
            "schema": SCHEMA,
            "theme": self.theme,
            "role": self.role,
            "plans": [plan_of(plan) for plan in self.plans.values()],
            "rows": [row for row in rows if self.theme or any(map(_speaks, row["cities"].values()))],
        }

    def _row(self, theme: Theme) -> dict[str, Any]:
        return {
            "theme": theme.id,
            "label": theme.label.to_dict(),
            "cities": {city: self._cell(theme.id, plan) for city, plan in self.plans.items()},
        }

    def _cell(self, theme: str, plan: Plan) -> dict[str, Any]:
        every: tuple[Mapping[str, AnyRule], ...] = (
            plan.rewards,
            plan.supports,
            plan.obligations,
            plan.duties,
            plan.targets,
        )
        return {
            kind: [rule_of(rule, plan) for rule in rules.values() if self._concerns(rule, theme, plan)]
            for kind, rules in zip(KINDS, every, strict=True)
        } | {"notes": [related_document_of(d) for d in plan.related_documents if theme in d.themes]}

    def _concerns(self, rule: AnyRule, theme: str, plan: Plan) -> bool:
        if rule.theme != theme:
            return False
        roles = {department.name: department.role for department in plan.departments}
        return self.role is None or self.role in {roles.get(name) for name in rule.departments}

    def to_markdown(self, lang: str = "zh") -> str:
        """The report in Markdown, in `zh` or `en`."""
        return render(self.to_dict(), "md", Lang(lang))

    def to_html(self, lang: str = "zh") -> str:
        """The report as one self-contained HTML page, in `zh` or `en`."""
        return render(self.to_dict(), "html", Lang(lang))

    def to_csv(self) -> str:
        """One line a rule."""
        return render(self.to_dict(), "csv", Lang.ZH)


def _speaks(cell: Mapping[str, Sequence[object]]) -> bool:
    return any(cell[kind] for kind in (*KINDS, "notes"))
