"""Results written by hand, in the form of the contract (design, section 6), for reports to be tested on."""

from __future__ import annotations

from typing import Any


def node(
    kind: str, zh: str, en: str, value: bool | None, facts: dict[str, Any], *parts: Any
) -> dict[str, Any]:
    return {"kind": kind, "zh": zh, "en": en, "value": value, "facts": facts, "parts": list(parts)}


REGISTERED = node("scope", "在江门市注册", "registered in Jiangmen", True, {"registered_in": "440700"})
FIRST = node(
    "compare",
    "高新技术企业认定情况为首次认定",
    "recognition as a high-tech enterprise is first",
    True,
    {"hte_recognition": "first"},
)
SPENDS = node(
    "compare", "研发投入强度不低于3%", "R&D intensity is at least 3%", False, {"rd_intensity": "0.0299"}
)
OWNS = node("compare", "拥有知识产权数不低于1", "IP owned is at least 1", None, {"ip_owned": None})
BOTH = node("all", "研发投入强度不低于3%，且拥有知识产权数不低于1", "both", False, {}, SPENDS, OWNS)


AT_ONCE: dict[str, Any] = {"payments": [], "fund": None, "apply": None}
"""A reward whose text says nothing of when it is paid, from which fund, or how to apply."""
WHOLE: dict[str, Any] = {"cuts": [], "to_be_returned": {"low": "0", "high": "0"}, "subject_to_fund": []}
"""Totals that no group cuts, of which nothing goes back."""


def jiangmen() -> dict[str, Any]:
    """A draft: one open tier, one discretionary promise, one amount left open, one support, one duty due."""
    return {
        "schema": "policyengine/assessment@1",
        "city": "jiangmen",
        "as_of": "2022-06-30",
        "year": 2022,
        "plan": {
            "name": {"zh": "江门市", "en": "Jiangmen"},
            "title": {
                "zh": "江门市推动高新技术企业高质量发展行动方案（2021-2023）（征求意见稿）",
                "en": "Jiangmen Action Plan for High-Quality Development of High-Tech Enterprises (draft)",
            },
            "document_number": None,
            "version": "2021",
            "level": "prefecture",
            "force": "draft",
            "binding": False,
            "period": {"from": "2021-01-01", "to": "2023-12-31"},
            "payers": [],
            "areas": [],
        },
        "provenance": {"engine": "0.1.0", "rules": "sha256:" + "ab" * 32, "profile": "sha256:" + "cd" * 32},
        "assumptions": [{"fact": "received", "value": "none"}],
        "warnings": [
            {
                "code": "draft",
                "zh": "本方案为征求意见稿，不具约束力。",
                "en": "This plan is a draft: nothing in it binds.",
            },
            {
                "code": "validity-unchecked",
                "zh": "尚无人核实本版本是否仍然有效。",
                "en": "Nobody has confirmed that this version still holds.",
            },
        ],
        "rewards": [
            {
                "id": "jiangmen.hte_first_recognition",
                "title": {
                    "zh": "初次认定高新技术企业奖补",
                    "en": "Award for first recognition as a high-tech enterprise",
                },
                "theme": "recognition",
                "status": "eligible",
                "nature": "entitlement",
                "amount": {"low": "300000", "high": "500000"},
                "paid_by": {"unstated": {"low": "300000", "high": "500000"}},
                **AT_ONCE,
                "departments": [],
                "cite": [
                    {"clause": "三(一)1", "quote": "对初次认定和重新认定的高企，分别给予30万元、10万元奖补"}
                ],
                "missing": ["in_talent_island"],
                "because": {"scope": REGISTERED, "when": FIRST, "received": None, "plan_wide": None},
                "repairs": [],
            },
            {
                "id": "jiangmen.whole_relocation",
                "title": {"zh": "整体迁入奖补", "en": "Award for whole relocation"},
                "theme": "attraction",
                "status": "undetermined",
                "nature": "discretionary",
                "amount": {"low": "0", "high": "1000000"},
                "paid_by": {"unstated": {"low": "0", "high": "1000000"}},
                **AT_ONCE,
                "departments": ["市科技局", "市财政局"],
                "cite": [{"clause": "三(二)1", "quote": "给予最高100万元奖补"}],
                "missing": ["relocated_whole"],
                "because": {"scope": REGISTERED, "when": OWNS, "received": None, "plan_wide": None},
                "repairs": [],
            },
            {
                "id": "jiangmen.innovation_pacesetter",
                "title": {"zh": "“创新标兵”奖补", "en": "Innovation pacesetter award"},
                "theme": "growth",
                "status": "eligible",
                "nature": "discretionary",
                "amount": {"low": "0", "high": None},
                "paid_by": {"unstated": {"low": "0", "high": None}},
                **AT_ONCE,
                "departments": [],
                "cite": [{"clause": "三(一)3", "quote": "选为“创新标兵”的企业给予奖补"}],
                "missing": [],
                "because": {"scope": REGISTERED, "when": FIRST, "received": None, "plan_wide": None},
                "repairs": [],
            },
        ],
        "supports": [
            {
                "id": "jiangmen.filing",
                "title": {"zh": "科技小巨人备案", "en": "Little giant filing"},
                "theme": "growth",
                "status": "ineligible",
                "nature": "discretionary",
                "kind": "priority",
                "apply": None,
                "departments": [],
                "cite": [{"clause": "三(一)2", "quote": "研发投入强度不低于3%"}],
                "missing": [],
                "because": {"scope": REGISTERED, "when": BOTH, "received": None, "plan_wide": None},
                "repairs": [
                    [
                        {
                            "fact": "rd_expense",
                            "from": "2990000",
                            "to": "3000000",
                            "change": "10000",
                            "zh": "研发费用 +1万元",
                            "en": "R&D expense +CNY 10,000",
                        }
                    ]
                ],
            }
        ],
        "obligations": [
            {
                "id": "jiangmen.annual_ip",
                "title": {"zh": "每年申请知识产权", "en": "Yearly IP applications"},
                "theme": "intellectual_property",
                "status": "due",
                "due_on": "2022-12-31",
                "from": None,
                "to": None,
                "progress": [{"fact": "ip_applications", "have": "3", "need": "5"}],
                "departments": ["市市场监管局"],
                "cite": [{"clause": "三(三)1", "quote": "每年申请5件以上知识产权"}],
                "missing": [],
                "because": {
                    "scope": REGISTERED,
                    "when": FIRST,
                    "requires": OWNS,
                    "received": None,
                    "plan_wide": None,
                },
                "repairs": [],
            }
        ],
        "totals": {
            "assured": "300000",
            "possible": "1500000",
            "unquantified": ["jiangmen.innovation_pacesetter"],
            "by_payer": {"unstated": {"low": "300000", "high": "1500000"}},
            **WHOLE,
        },
        "facts_used": ["registered_in", "hte_recognition", "in_talent_island", "relocated_whole"],
        "questions": [
            {
                "fact": "relocated_whole",
                "label": {"zh": "整体迁入", "en": "Whole relocation"},
                "question": {"zh": "企业是否整体迁入？", "en": "Did the enterprise move in whole?"},
                "decides": ["jiangmen.whole_relocation"],
                "worth": "1000000",
            },
            {
                "fact": "in_talent_island",
                "label": {"zh": "在人才岛范围内", "en": "On the talent island"},
                "question": {
                    "zh": "企业是否在人才岛范围内？",
                    "en": "Is the enterprise on the talent island?",
                },
                "decides": ["jiangmen.hte_first_recognition"],
                "worth": "200000",
            },
        ],
    }


def anyang() -> dict[str, Any]:
    """A plan that binds: the same enterprise, an exact amount shared by two payers."""
    city = jiangmen()
    city["city"] = "anyang"
    city["plan"] |= {
        "name": {"zh": "安阳市", "en": "Anyang"},
        "title": {"zh": "安阳市加快培育高新技术企业行动计划", "en": "Anyang Action Plan"},
        "document_number": "安政办〔2017〕100号",
        "version": "2017-12-29",
        "force": "in_force",
        "binding": True,
        "period": {"from": "2017-12-29", "to": None},
    }
    half = {"low": "150000", "high": "150000"}
    first = city["rewards"][0] | {
        "id": "anyang.hte_first_recognition",
        "amount": {"low": "300000", "high": "300000"},
        "paid_by": {"city_finance": half, "county_finance": half},
        "departments": ["市科技局", "市财政局"],
        "missing": [],
    }
    city |= {"rewards": [first], "questions": [], "supports": [], "obligations": [], "warnings": []}
    city["totals"] = {
        "assured": "300000",
        "possible": "300000",
        "unquantified": [],
        "by_payer": {"city_finance": half, "county_finance": half},
        **WHOLE,
    }
    return city


def _cell(low: str | None, high: str | None = None, **more: Any) -> dict[str, Any]:
    amount = None if low is None else {"low": low, "high": high}
    return {"amount": amount, "unquantified": [], "rewards": [], "supports": [], "notes": []} | more


NOTE = {
    "title": {"zh": "江门市人才政策", "en": "Jiangmen talent policy"},
    "number": "江府〔2019〕1号",
    "note": {"zh": "未编码，金额不详", "en": "not encoded, amounts unknown"},
}


def comparison() -> dict[str, Any]:
    """Two cities, one binding and one a draft, with a blank that has a note."""
    cities = [anyang(), jiangmen()]
    nothing = {"assured": "0", "possible": "0", "unquantified": [], "by_payer": {}, "cities": [], **WHOLE}
    return {
        "schema": "policyengine/comparison@1",
        "as_of": "2022-06-30",
        "cities": cities,
        "by_theme": {
            "recognition": {
                "label": {"zh": "认定奖补", "en": "Recognition"},
                "cities": {"anyang": _cell("300000", "300000"), "jiangmen": _cell("300000", "500000")},
            },
            "attraction": {
                "label": {"zh": "招引落户", "en": "Attraction"},
                "cities": {"anyang": _cell(None), "jiangmen": _cell("0", "1000000", supports=["jiangmen.a"])},
            },
            "talent": {
                "label": {"zh": "人才", "en": "Talent"},
                "cities": {"anyang": _cell(None), "jiangmen": _cell(None, notes=[NOTE])},
            },
            "growth": {
                "label": {"zh": "企业成长", "en": "Growth"},
                "cities": {
                    "anyang": _cell("0", "0"),
                    "jiangmen": _cell("0", "0", unquantified=["jiangmen.innovation_pacesetter"]),
                },
            },
        },
        "totals": {
            "binding": nothing | cities[0]["totals"] | {"cities": ["anyang"]},
            "other": nothing | cities[1]["totals"] | {"cities": ["jiangmen"]},
        },
        "not_counted": [
            {
                "city": "anyang",
                "level": "province",
                "jurisdiction": "410000",
                "name": {"zh": "河南省", "en": "410000"},
            },
            {
                "city": "jiangmen",
                "level": "province",
                "jurisdiction": "440000",
                "name": {"zh": "广东省", "en": "440000"},
            },
        ],
    }
