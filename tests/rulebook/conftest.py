"""A folder of policies to write mistakes into: one city, one version, every clause cited, no finding."""

from copy import deepcopy

import pytest
from ruamel.yaml import YAML

from policyengine.rulebook.load import examine

PLAN = {
    "title": {"zh": "测试方案", "en": "Test plan"},
    "document_number": None,
    "issuer": {"zh": "测试市人民政府", "en": "Testing"},
    "jurisdiction": "410500",
    "name": {"zh": "测试市", "en": "Test"},
    "level": "prefecture",
    "period": {"from": "2020-01-01", "to": "2022-12-31"},
    "validity": {"checked_on": "2022-01-01", "by": "某某"},
    "source": "test.txt",
    "clauses": [{"id": "一", "heading": {"zh": "奖补", "en": "Awards"}}],
    "departments": [{"name": "市科技局", "role": "science_technology"}],
}
REWARD = {
    "id": "first",
    "title": {"zh": "首次认定", "en": "First recognition"},
    "theme": "recognition",
    "cite": [{"clause": "一", "quote": "首次认定的给予30万元"}],
    "departments": ["市科技局"],
    "when": "hte_recognition = first",
    "amount": "30万元",
    "nature": "entitlement",
}


class Folder:
    """Files to change before they are written and loaded. Text is written as it stands."""

    def __init__(self, path):
        self.path = path
        self.plan = deepcopy(PLAN)
        self.reward = deepcopy(REWARD)
        self.rewards = {"rewards": [self.reward]}
        self.files = {"test/2020/plan.yaml": self.plan, "test/2020/rewards.yaml": self.rewards}

    def write(self):
        for name, content in self.files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                file.write_bytes(content)
            elif isinstance(content, str):
                file.write_text(content, encoding="utf-8")
            else:
                with file.open("w", encoding="utf-8") as out:
                    YAML().dump(content, out)
        return self.path

    def load(self):
        return examine(self.write())

    def findings(self):
        """What is wrong, but that the shared files are borrowed."""
        return [each for each in self.load().findings if each.code != "borrowed-file"]

    def codes(self):
        return [each.code for each in self.findings()]

    def the_plan(self):
        loaded = self.load()
        assert [each for each in loaded.findings if each.severity == "error"] == []
        return loaded.rulebook.plans["test"][0]

    def the_reward(self):
        return self.the_plan().rewards["first"]


@pytest.fixture(autouse=True)
def without_cache(monkeypatch):
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "policies")
