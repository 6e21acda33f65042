"""Many plans side by side, no profile: what each says under each theme, as the texts have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.rulebook.plan import Plan, Theme
from policyengine.rulebook.spoken import KINDS, spoken_version

SCHEMA = "policyengine/matrix@1"


@dataclass(frozen=True, repr=False)
class Matrix:
    """Plans under the same headings. `theme` and `role` narrow it: to one theme, to one department role."""

    plans: Mapping[str, Plan]
    themes: tuple[Theme, ...]
    theme: str | None = None
    role: str | None = None

    def __repr__(self) -> str:
        return f"Matrix({', '.join(self.plans)}, theme={self.theme!r}, role={self.role!r})"

    def to_dict(self) -> dict[str, Any]:
        """The matrix as `policyengine/matrix@1`; a new copy each time."""
        versions = {city: spoken_version(plan) for city, plan in self.plans.items()}
        return {
            "schema": SCHEMA,
            "theme": self.theme,
            "role": self.role,
            "plans": [
                {"city": city, **version["plan"], "payers": version["payers"]}
                for city, version in versions.items()
            ],
            "rows": list(self._rows(versions)),
        }

    def _rows(self, versions: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """One row a theme; of all themes those that some plan speaks of, a theme asked for in any case."""
        for theme in self.themes:
            cells = {city: self._cell(theme.id, version) for city, version in versions.items()}
            spoken_of = any(any(cell.values()) for cell in cells.values())
            if theme.id == self.theme or (self.theme is None and spoken_of):
                yield {"theme": theme.id, "label": theme.label.to_dict(), "cities": cells}

    def _cell(self, theme: str, version: Mapping[str, Any]) -> dict[str, list[Any]]:
        roles = {department["name"]: department["role"] for department in version["departments"]}

        def concerned(rule: Mapping[str, Any]) -> bool:
            asked = self.role is None or self.role in map(roles.get, rule["departments"])
            return asked and rule["theme"] == theme

        documents = version["related_documents"] if self.role is None else []
        return {kind: [rule for rule in version[kind] if concerned(rule)] for kind in KINDS} | {
            "related_documents": [document for document in documents if theme in document["themes"]]
        }

    def to_markdown(self, lang: str = "zh") -> str:
        """The report in Markdown, in `zh` or `en`."""
        return render(self.to_dict(), "md", Lang.named(lang))

    def to_html(self, lang: str = "zh") -> str:
        """The report as one self-contained HTML page, in `zh` or `en`."""
        return render(self.to_dict(), "html", Lang.named(lang))

    def to_csv(self) -> str:
        """One line a rule."""
        return render(self.to_dict(), "csv", Lang.ZH)
