"""What is offered while rules are written."""

import pytest

from policyengine.languageserver.completion import completion
from policyengine.languageserver.folder_of import Scope
from policyengine.languageserver.looking import Looking
from policyengine.languageserver.positions import Text
from policyengine.reporting.lang import Lang
from tests.languageserver.editor import EXAMPLES

FOLDER = EXAMPLES / "yunxi" / "2024"


@pytest.fixture(scope="module")
def picture():
    return Looking(Scope(EXAMPLES)).picture({})


@pytest.fixture
def offered(picture):
    def at(name, marked, lang=Lang.ZH):
        """What is offered at ▮, by its label."""
        before, _, after = marked.partition("▮")
        text = Text(before + after)
        position = text.position(before.count("\n"), len(before.rpartition("\n")[2]))
        return {each.label: each for each in completion(picture, FOLDER / name, text, position, lang)}

    return at


def written(item, marked):
    """The text after an item was taken."""
    before, _, after = marked.partition("▮")
    line = before.rpartition("\n")[2]
    kept = line.encode("utf-16-le")[: item.text_edit.range.start.character * 2].decode("utf-16-le")
    return before[: len(before) - len(line)] + kept + item.text_edit.new_text + after


def test_keys_of_the_place_are_offered_with_what_they_are_for(offered):
    items = offered("rewards.yaml", "rewards:\n  - id: a\n    ▮")
    assert {"theme", "when", "amount", "paid_by", "payments"} <= items.keys()
    assert "requires" not in items
    assert items["nature"].detail.startswith("性质")
    assert offered("rewards.yaml", "rewards:\n  - ▮", Lang.EN)["theme"].detail.startswith("The theme")
    assert {"all", "any", "not", "at_least"} <= offered("rewards.yaml", "rewards:\n  - when:\n      ▮").keys()
    assert {"clause", "quote"} == offered("rewards.yaml", "rewards:\n  - cite: {▮").keys()


def test_a_key_that_has_its_colon_does_not_get_another(offered):
    marked = "rewards:\n  - the▮: x"
    assert written(offered("rewards.yaml", marked)["theme"], marked) == "rewards:\n  - theme: x"


@pytest.mark.parametrize(
    ("name", "marked", "some", "none"),
    [
        ("rewards.yaml", "rewards:\n  - theme: ▮", {"recognition", "talent"}, {"市科技局"}),
        ("rewards.yaml", "rewards:\n  - departments: [市科▮", {"市科技局", "市财政局"}, {"recognition"}),
        ("rewards.yaml", "rewards:\n  - departments:\n      - ▮", {"市科技局"}, {"recognition"}),
        ("rewards.yaml", "rewards:\n  - cite: {clause: 二(▮", {"二(一)", "二(二)"}, {"市科技局"}),
        ("rewards.yaml", "rewards:\n  - nature: ▮", {"entitlement", "discretionary"}, set()),
        ("rewards.yaml", "rewards:\n  - once: ▮", {"true", "false", "year"}, set()),
        ("rewards.yaml", "rewards:\n  - paid_by: {▮", {"city_finance", "zone_finance"}, set()),
        ("rewards.yaml", "groups:\n  - rewards: [▮", {"rd_subsidy", "recognition_or_scale"}, {"二(一)"}),
        ("plan.yaml", "departments:\n  - {name: 市科技局, role: ▮", {"science_technology"}, set()),
        (
            "cases.yaml",
            "cases:\n  - profile: {▮",
            {"hte_recognition", "当年高新技术企业认定", "patents"},
            set(),
        ),
        ("cases.yaml", "cases:\n  - profile: {hte_recognition: ▮", {"first", "首次认定"}, {"valid"}),
        ("cases.yaml", "cases:\n  - profile: {listed_dishonest: ▮", {"true", "false"}, set()),
        ("cases.yaml", "cases:\n  - profile: {received: [{reward: ▮", {"recognition"}, {"二(一)"}),
        ("cases.yaml", "cases:\n  - expect: {▮", {"recognition"}, {"二(一)"}),
        ("cases.yaml", "cases:\n  - expect: {recognition: ▮", {"eligible", "ineligible"}, set()),
        ("facts.yaml", "facts:\n  a:\n    type: ▮", {"money", "choice"}, set()),
    ],
)
def test_names_and_choices_of_the_place_are_offered(offered, name, marked, some, none):
    items = offered(name, marked)
    assert some <= items.keys()
    assert not none & items.keys()


@pytest.mark.parametrize(
    ("condition", "some", "none"),
    [
        (
            "▮",
            {"hte_recognition", "当年高新技术企业认定", "quality_enterprise", "优质企业", "as_of", "count"},
            {"="},
        ),
        ("hte_recognition ▮", {"=", "!=", "in []", "and"}, {">=", "hte_status"}),
        ("rd_expense ▮", {">=", "<"}, {"in []"}),
        ("listed_dishonest ▮", {"and", "or"}, {"=", ">="}),
        ("hte_recognition = ▮", {"first", "首次认定", "renewal"}, {"valid", "hte_status"}),
        ("hte_recognition = fi▮", {"first"}, {"hte_status"}),
        ("hte_recognition in [first, ▮", {"renewal"}, {"hte_status"}),
        ("当年高新技术企业认定 = ▮", {"首次认定", "first"}, set()),
        ("hte_recognition = first and ▮", {"hte_status"}, {"="}),
        ("rd_expense >= 30▮", {"30元", "30万元", "30亿元"}, {"30%"}),
        ("rd_intensity >= 3▮", {"3%"}, {"3万元"}),
        ("count(patents where ▮", {"patent_kind", "granted_on"}, set()),
        ("count(patents where patent_kind = ▮", {"invention", "发明"}, {"hte_status"}),
        ("registered_in = ▮", {"云溪高新区"}, set()),
    ],
)
def test_the_next_part_of_a_condition_is_offered(offered, condition, some, none):
    items = offered("rewards.yaml", f"rewards:\n  - id: a\n    when: {condition}")
    assert some <= items.keys()
    assert not none & items.keys()


@pytest.mark.parametrize(
    ("marked", "label", "after"),
    [
        ("rewards:\n  - when: 🀄 = b and hte_re▮", "hte_recognition", "hte_recognition"),
        ("rewards:\n  - when: 当年高▮", "当年高新技术企业认定", "当年高新技术企业认定"),
        ("rewards:\n  - amount: 30▮", "30万元", "30万元"),
        ("rewards:\n  - cite: {clause: 二(▮, quote: x}", "二(一)", "二(一), quote: x}"),
        ('rewards:\n  - cite: {clause: "二(▮", quote: x}', "二(一)", '二(一)", quote: x}'),
        ("rewards:\n  - departments: [市科技局, 市▮]", "市财政局", "市财政局]"),
    ],
)
def test_taking_an_offer_replaces_what_is_written_of_it(offered, marked, label, after):
    done = written(offered("rewards.yaml", marked)[label], marked)
    assert done.endswith(after)
    beginning = marked.partition("▮")[0]
    typed = next(n for n in range(len(label), -1, -1) if beginning.endswith(label[:n]))
    assert done == beginning[: len(beginning) - typed] + after


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("rewards.yaml", "# hte_▮\nrewards: []"),
        ("rewards.yaml", "rewards:\n  - cite: {clause: 二(一), quote: 对首▮"),
        ("rewards.yaml", "rewards:\n  - title: {zh: 认▮"),
        ("rewards.yaml", "rewards:\n  - interpretation:\n      zh: >-\n        认▮"),
        ("notes.yaml", "the▮"),
    ],
)
def test_nothing_is_offered_in_plain_words(offered, name, marked):
    assert not offered(name, marked)
