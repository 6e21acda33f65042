"""The governments above a city, whose own plans no assessment of the city counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual
from policyengine.rulebook.choices import Level
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class LevelAbove:
    """A government above a city, by its GB/T 2260 code."""

    city: str
    level: Level
    jurisdiction: str
    name: Bilingual

    def to_dict(self) -> dict[str, object]:
        """One entry of a comparison's `not_counted`."""
        return {
            "city": self.city,
            "level": self.level.value,
            "jurisdiction": self.jurisdiction,
            "name": self.name.to_dict(),
        }


def levels_above(plan: Plan) -> Iterator[LevelAbove]:
    """The plan's parent, and the province above that where the parent is a prefecture."""
    codes = {Level.PROVINCE: f"{plan.jurisdiction[:2]}0000"}
    if plan.parent is not None:
        codes[_level(plan.parent)] = plan.parent
    if plan.level is Level.PROVINCE:
        return
    for level in (Level.PREFECTURE, Level.PROVINCE):
        code = codes.get(level)
        if code is not None and code != plan.jurisdiction:
            yield LevelAbove(plan.city, level, code, _name(code))


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def _name(code: str) -> Bilingual:
    """The name that GB/T 2260 gives a code; its table is Chinese: in English a prefecture is its code."""
    # Here and not above: the table is large, and only comparisons want it.
    from stdnum import numdb

    parts = numdb.get("cn/loc").info(code)
    named = {key: value for _, properties in parts for key, value in properties.items()}
    zh = (named.get("county") or code).rpartition("]")[2]  # `[2000-]宜春市`: since when
    return Bilingual(zh=zh, en=_PROVINCES.get(code[:2], code) if code.endswith("0000") else code)


# ISO 3166-2:CN.
_PROVINCES = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia",
    "21": "Liaoning", "22": "Jilin", "23": "Heilongjiang",
    "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui", "35": "Fujian", "36": "Jiangxi",
    "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan", "44": "Guangdong", "45": "Guangxi",
    "46": "Hainan", "50": "Chongqing", "51": "Sichuan", "52": "Guizhou", "53": "Yunnan", "54": "Tibet",
    "61": "Shaanxi", "62": "Gansu", "63": "Qinghai", "64": "Ningxia", "65": "Xinjiang",
}  # fmt: skip
