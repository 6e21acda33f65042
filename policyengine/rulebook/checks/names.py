"""Themes, departments and roles that a plan names exist; departments it lists are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.places import Named, counted, told
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.findings import did_you_mean, with_valid
from policyengine.rulebook.plan import Plan, Role, Theme


@dataclass(frozen=True, slots=True)
class UnknownTheme(Finding):
    """A rule is filed under a theme that `themes.yaml` does not list.

    Why: plans are compared theme by theme; under a misspelt one the rule is compared with nothing.
    Mend: take the nearest theme.
    """

    code = "unknown-theme"
    found: str
    nearest: str | None
    places: int = 1

    def message(self) -> Bilingual:
        """The theme."""
        found = shown(self.found)
        words = Bilingual(zh=f"themes.yaml中没有主题“{found}”", en=f"`themes.yaml` lists no theme `{found}`")
        return counted(words, self.places)

    def help(self) -> Bilingual | None:
        """The nearest theme."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class UnknownDepartment(Finding):
    """A rule names a department that `plan.yaml` does not list.

    Why: users are told whom to ask; a department under two spellings looks like two.
    Mend: take the nearest name, or list the department in `plan.yaml` as the text prints it.
    """

    code = "unknown-department"
    found: str
    nearest: str | None
    places: int = 1

    def message(self) -> Bilingual:
        """The department."""
        found = shown(self.found)
        words = Bilingual(zh=f"plan.yaml中没有部门“{found}”", en=f"`plan.yaml` lists no department {found}")
        return counted(words, self.places)

    def help(self) -> Bilingual | None:
        """The nearest department."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class UnusedDepartment(Finding):
    """A department is listed in `plan.yaml`, and no rule names it.

    Why: the text made it responsible for something; that something may have been forgotten.
    Mend: name it in the rules of the clauses that print it, or take it off the list.
    """

    code = "unused-department"
    severity = Severity.WARNING
    name: str

    def message(self) -> Bilingual:
        """The department."""
        return Bilingual(zh=f"没有规则写到部门“{self.name}”", en=f"no rule names the department {self.name}")


@dataclass(frozen=True, slots=True)
class DuplicateDepartment(Finding):
    """A department is listed twice.

    Why: which of its two roles holds cannot be told.
    Mend: delete one of the entries.
    """

    code = "duplicate-department"
    name: str

    def message(self) -> Bilingual:
        """The department."""
        return Bilingual(zh=f"部门“{self.name}”重复", en=f"the department {self.name} is listed twice")


@dataclass(frozen=True, slots=True)
class UnknownRole(Finding):
    """A department has a role that `departments.yaml` does not list.

    Why: by their roles the departments of different cities are compared.
    Mend: take one of the roles told, or list the role in `departments.yaml`.
    """

    code = "unknown-role"
    found: str
    nearest: str | None
    valid: tuple[str, ...]

    def message(self) -> Bilingual:
        """The role."""
        found = shown(self.found)
        return Bilingual(
            zh=f"departments.yaml中没有职能“{found}”", en=f"`departments.yaml` lists no role `{found}`"
        )

    def help(self) -> Bilingual | None:
        """The nearest role, and all there are."""
        return with_valid(self.nearest, self.valid, Bilingual(zh="可用的职能", en="roles"))


def unknown_themes(plan: Plan, themes: Sequence[Theme]) -> Iterator[Finding]:
    """Rules and related documents filed under no known theme."""
    ids = tuple(theme.id for theme in themes)
    used: list[Named] = [(rule.theme, place(rule, "theme")) for rule in plan.rules()]
    for index, document in enumerate(plan.related_documents):
        for position, theme in enumerate(document.themes):
            path = f"related_documents.{index}.themes.{position}"
            used.append((theme, plan.written_at.get(path, plan.span)))
    for found, span, places in told(each for each in used if each[0] not in ids):
        yield UnknownTheme(found=found, nearest=nearest(found, ids), places=places, span=span)


def departments(plan: Plan) -> Iterator[Finding]:
    """Departments named but not listed, listed twice, or listed but not named."""
    names = tuple(department.name for department in plan.departments)
    named: list[Named] = [
        (name, place(rule, f"departments.{index}", "departments"))
        for rule in plan.rules()
        for index, name in enumerate(rule.departments)
    ]
    used = {name for name, _ in named}
    for found, span, places in told(each for each in named if each[0] not in names):
        yield UnknownDepartment(found=found, nearest=nearest(found, names), places=places, span=span)
    for index, name in enumerate(names):
        span = plan.written_at.get(f"departments.{index}.name", plan.span)
        if name in names[:index]:
            yield DuplicateDepartment(name=name, span=span)
        elif name not in used:
            yield UnusedDepartment(name=name, span=span)


def unknown_roles(plan: Plan, roles: Sequence[Role]) -> Iterator[Finding]:
    """Departments whose role nobody lists. Who holds a fact is looked at where facts are read."""
    ids = tuple(role.id for role in roles)
    for index, department in enumerate(plan.departments):
        if department.role not in ids:
            span = plan.written_at.get(f"departments.{index}.role", plan.span)
            near = nearest(department.role, ids)
            yield UnknownRole(found=department.role, nearest=near, valid=ids, span=span)
