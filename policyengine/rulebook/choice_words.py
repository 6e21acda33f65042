"""What the words of each enumeration of the rule files mean: editors show it beside each choice."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.errors import Bilingual
from policyengine.reporting import terms

_CHOICES: Mapping[str, Mapping[str, Bilingual]] = {
    "Level": terms.LEVELS,
    "Nature": terms.NATURES,
    "SupportKind": terms.KINDS,
    "Every": terms.EVERY,
    "Pay": terms.CHOICES,
    "Cut": terms.CUTS,
    "WhenShort": terms.SHORT,
    "Kind": terms.FACT_TYPES,
    "RuleKind": terms.KINDS_OF_RULE,
    "Scope": {
        "registered": Bilingual("在本地注册的企业", "enterprises registered here"),
        "any": Bilingual("任何企业", "any enterprise"),
    },
    "Firmness": {
        "ensured": Bilingual("确保", "ensured"),
        "stated": Bilingual("一般表述", "plainly stated"),
        "striven": Bilingual("力争", "striven for"),
    },
    "Bound": {
        ">=": Bilingual("达到、以上", "at least"),
        ">": Bilingual("超过、突破", "above"),
        "about": Bilingual("左右", "about"),
        "between": Bilingual("区间，写low和high", "between `low` and `high`"),
    },
    "Measure": {
        "level": Bilingual("总量", "the level reached"),
        "added": Bilingual("新增", "how many are added"),
        "growth": Bilingual("增长率", "growth"),
        "mean_growth": Bilingual("年均增长率", "mean yearly growth"),
        "multiple": Bilingual("倍数", "a multiple of the start"),
        "share": Bilingual("比重", "a share"),
        "coverage": Bilingual("覆盖率", "coverage"),
    },
    "Part": {
        "early": Bilingual("上旬", "the first ten days"),
        "middle": Bilingual("中旬", "the middle ten days"),
        "late": Bilingual("下旬", "the last third"),
    },
    "Weighed": {
        "total": Bilingual("按全部承诺金额", "by all that is promised"),
        "first_payment": Bilingual("按首笔金额", "by the first payment"),
    },
    "Direction": {
        "down": Bilingual("向下", "down"),
        "half_up": Bilingual("四舍五入", "half up"),
        "up": Bilingual("向上", "up"),
    },
}


def choices_of(enumeration: str) -> Mapping[str, Bilingual]:
    """What each word of an enumeration means; empty for one of which nobody has said it."""
    return _CHOICES.get(enumeration, {})
