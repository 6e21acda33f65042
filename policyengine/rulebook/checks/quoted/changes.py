"""What a change by a share comes to: 上浮20% is 20%, and 120% of what was; 减少三分之一 leaves two thirds.

提高到20% is no change by 20%, and neither are 20个百分点.
"""

from __future__ import annotations

import re
from fractions import Fraction

_UP = "上浮|上调|提高|提升|增加|增长|递增|上升|追加|增发|加发|调增|增(?=$)"
_DOWN = "下浮|下调|减少|降低|下降|递减|调减|缩减|压减|核减|扣减|扣除|减[征免收缴发]|减(?=$)"
_BETWEEN = (
    "(?:了|[率速幅])?(?:的?(?:比例|幅度|标准|额度|金额))?"
    "(?:为|是|达到?|不低于|不少于|不超过|超过|高于|最高|最低|至少|约|再|一律)?"
)
_BEFORE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_BETWEEN}$")
_AFTER = re.compile(
    "^及?(?:以上)?的?(?:比例|幅度|标准)?(?:予以|进行|给予)?"
    "(?:(?P<up>上浮|上调|递增|调增|增长|增幅|增速)|(?P<down>下浮|下调|递减|调减|核减|扣减|降幅))(?![到至])"
)
_LONGEST = 24
"""No words of change stand further from their share."""


def changed(share: Fraction, before: str, after: str) -> Fraction | None:
    """What is had after a change by that share, where the words beside it speak of one."""
    found = _BEFORE.search(before[-_LONGEST:]) or _AFTER.match(after[:_LONGEST])
    if found is None:
        return None
    if found["up"]:
        return 1 + share
    return 1 - share if share <= 1 else None
