"""All files of a rulebook: every sheet, in every language asked for, in one of the formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook import across, as_html, as_markdown, changes, front, plan
from policyengine.reporting.rulebook.sheet import Sheet
from policyengine.reporting.rulebook.volume import Volume

FORMATS = ("html", "md")


def sheets(volume: Volume, lang: Lang) -> Iterator[Sheet]:
    """Every sheet of the volume in one language, the front page first."""
    yield front.sheet(volume, lang)
    for version, force in zip(volume.versions, volume.forces, strict=True):
        yield plan.sheet(version, force, volume, lang)
    for city in dict.fromkeys(each["city"] for each in volume.changes):
        yield changes.sheet(city, volume, lang)
    yield across.themes(volume, lang)
    yield across.departments(volume, lang)
    yield across.facts(volume, lang)
    yield across.items(volume, lang)


def files(volume: Volume, langs: Sequence[Lang], format: str) -> dict[str, str]:
    """Each file by its path below the folder of the rulebook, with `/` between folders.

    In one language the sheets lie in the folder itself. In two each has a folder of its own, and every sheet
    leads to its other self.
    """
    setting = as_html if format == "html" else as_markdown
    if len(langs) == 1:
        return {f"{sheet.name}{setting.ENDING}": setting.render(sheet) for sheet in sheets(volume, langs[0])}
    made = {}
    for lang in langs:
        (other,) = (each for each in langs if each is not lang)
        for sheet in sheets(volume, lang):
            file = f"{sheet.name}{setting.ENDING}"
            made[f"{lang}/{file}"] = setting.render(sheet, f"../{other}/{file}")
    front_page = [(lang, f"{lang}/index{setting.ENDING}") for lang in langs]
    made[f"index{setting.ENDING}"] = setting.doors(front_page)
    return made
