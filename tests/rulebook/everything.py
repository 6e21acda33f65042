"""A plan that says something under every key: lists, series, payments, areas, an older version."""

QUOTES = [
    {"clause": "一", "quote": "首次认定的给予30万元，认定后拨付50%，其余部分满1年后拨付"},
    {"clause": "一", "quote": "迁出的退回50%"},
    {"clause": "一", "quote": "认定后12个月内、每年4月1日至5月31日向市科技局申请"},
    {"clause": "一", "quote": "每年资金1000万元，不足时规模以上企业优先；授权发明专利1件以上"},
    {"clause": "一", "quote": "规模以上的给予50万元"},
]


def words(zh):
    return {"zh": zh, "en": f"“{zh}”"}


def entry(id, **more):
    return {"id": id, "title": words(id), "cite": [QUOTES[0]], **more}


def with_everything(folder):
    """The folder of these tests, its one version filled with every kind of entry, and an older one beside."""
    older = {**folder.plan, "period": {"from": "2015-01-01", "to": "2019-12-31"}}
    folder.files["test/2015/plan.yaml"] = older
    folder.files["test/2015/rewards.yaml"] = {"rewards": [{**folder.reward}]}
    folder.plan.update(
        areas=[{"id": "zone", "name": words("高新区")}],
        payers={"zone_finance": words("高新区财政")},
        paid_by={
            "shares": [
                {"when": "registered_in = 高新区", "shares": "zone_finance"},
                {"otherwise": {"city_finance": 1, "county_finance": 1}},
            ],
            "cite": {"clause": "一", "quote": "市、县财政按1∶1承担"},
        },
        governs="recognised_on",
        transitions=[entry("before", when="applied_on < recognised_on", version="2015")],
        repeals=["2015"],
    )
    folder.files["test/2020/facts.yaml"] = {"facts": FACTS}
    folder.files["test/2020/definitions.yaml"] = {
        "definitions": [
            entry("inventive", condition="count(patents where kind = invention) >= 1", cite=[QUOTES[3]]),
            entry("base", amount="30万元"),
        ]
    }
    folder.files["test/2020/conditions.yaml"] = {
        "conditions": [
            entry("honest", exclude="dishonest", **{"except": [{"theme": "talent", "kind": "support"}]})
        ]
    }
    folder.files["test/2020/supports.yaml"] = {"supports": [SUPPORT]}
    folder.files["test/2020/obligations.yaml"] = {"obligations": [OBLIGATION]}
    folder.reward.update(REWARD)
    folder.rewards["rewards"].append(SECOND)
    folder.rewards["groups"] = [GROUP]
    return folder


FACTS = {
    "dishonest": {"type": "boolean", "label": words("列入失信名单"), "question": words("是否失信？")},
    "left": {"type": "boolean", "label": words("已迁出"), "question": words("是否迁出？")},
    "patents": {
        "type": "list",
        "label": words("专利清单"),
        "question": words("有哪些专利？"),
        "fields": {
            "kind": {
                "type": "choice",
                "label": words("专利种类"),
                "choices": {"invention": words("发明专利"), "design": words("外观设计")},
            },
            "granted_on": {"type": "date", "label": words("授权日")},
        },
    },
    "output_by_year": {
        "type": "money",
        "by_year": True,
        "label": words("产值"),
        "question": words("产值是多少？"),
    },
}
REWARD = {
    "cite": QUOTES,
    "when": "inventive and hte_recognition = first",
    "amount": "base",
    "payments": [
        {"share": "50%"},
        {"share": "remainder", "when": "hte_status = valid", "not_before": "recognised_on + 1年"},
    ],
    "clawback": {"when": "left", "share": "50%"},
    "apply": {
        "window": {"from": "4月1日", "to": "5月31日"},
        "within": "12个月",
        "after": "recognised_on",
        "where": "市科技局",
        "materials": ["申请表"],
    },
    "budget": {"amount": "1000万元", "each": "year", "when_short": "priority", "priority": ["above_scale"]},
    "readings": [
        {"id": "all", "zh": "所有企业30万元", "chosen": True},
        {
            "id": "large",
            "zh": "规模以上的50万元",
            "instead": {"amount": [{"when": "above_scale", "amount": "50万元"}, {"otherwise": "base"}]},
        },
    ],
}
SECOND = {
    **entry("second", theme="recognition", nature="entitlement", amount="base"),
    "when": "output_by_year[year - 1] > output_by_year[year - 2]",
    "governs": "recognised_on",
}
SUPPORT = {
    **entry("flats", theme="talent", nature="discretionary", kind="priority", when="above_scale"),
    "apply": {"where": "市科技局"},
}
OBLIGATION = {
    **entry("reports", theme="governance", bound="inventive", requires="has_rd_ledger", each="quarter"),
    "cite": [{"clause": "一", "quote": "3年内每季度结束后15日内报送"}],
    "within": "15天",
    "from": "recognised_on",
    "for": "3年",
    "survives": True,
}
GROUP = {
    **entry("either", rewards=["first", "second"], pay="highest", weighed="first_payment"),
    "cite": [{"clause": "一", "quote": "每年不超过40万元，且不超过上一年度产值"}],
    "ceilings": [{"at_most": "40万元", "each": "year"}, {"at_most": "output_by_year[year - 1]"}],
    "cut": "pro_rata",
}
