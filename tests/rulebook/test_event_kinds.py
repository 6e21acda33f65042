"""events.yaml is read as strictly as any other rule file: each mistake at its place, and the nearest name."""

from __future__ import annotations

from typing import Any

import pytest

from policyengine.language.tree import Duration
from policyengine.rulebook.event_kinds import Change, Effect, Subject

KIND: dict[str, Any] = {
    "label": {"zh": "申报", "en": "Application"},
    "subject": "enterprise",
    "details": {
        "class": {
            "type": "choice",
            "label": {"zh": "类别", "en": "Class"},
            "choices": {"I": {"zh": "Ⅰ类", "en": "Class I"}, "II": {"zh": "Ⅱ类", "en": "Class II"}},
        }
    },
}


def kinds(change: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    entry = {**KIND, **more}
    if change is not None:
        entry["changes"] = [change]
    return {"kinds": {"filed": entry}}


def of_events(findings):
    return [each for each in findings if each.span is not None and each.span.file.endswith("events.yaml")]


def test_a_kind_is_read_with_what_it_does(folder):
    change = {
        "fact": "高新技术企业资格",
        "set": "有效期内",
        "when": {"class": ["I", "Ⅱ类"]},
        "lasts": "3年",
        "then": "expired",
    }
    folder.files["events.yaml"] = kinds(change)
    loaded = folder.load()
    assert of_events(loaded.findings) == []
    kind = loaded.rulebook.events.kinds["filed"]
    assert kind.changes == (
        Change(
            fact="hte_status",
            value="valid",
            when=(("class", ("I", "II")),),
            lasts=Duration(36),
            then="expired",
        ),
    )
    assert (kind.subject, kind.effect) == (Subject.ENTERPRISE, None)


def test_how_a_fact_lives_in_time_is_said_beside_the_kinds(folder):
    folder.files["events.yaml"] = {"facts": {"ip_applications": {"yearly": True, "before": 0}}}
    course = folder.load().rulebook.events.course("ip_applications")
    assert (course.yearly, course.before) == (True, 0)


@pytest.mark.parametrize(
    ("events", "code", "words"),
    [
        (kinds({"fact": "hte_statu", "set": "valid"}), "unknown-fact", "hte_status"),
        (kinds({"fact": "revenue_by_year", "set": 1}), "unknown-fact", None),
        (kinds({"fact": "hte_status", "set": "vald"}), "wrong-value", "valid"),
        (kinds({"fact": "hte_status"}), "keys-exclude", None),
        (kinds({"fact": "hte_status", "set": "valid", "add": 1}), "keys-exclude", None),
        (kinds({"fact": "hte_status", "add": 1}), "wrong-value", None),
        (kinds({"fact": "ip_applications", "add": 0}), "wrong-value", None),
        (kinds({"fact": "ip_applications", "add": "quantiy"}), "wrong-value", None),
        (kinds({"fact": "recognised_on", "copy": "dat"}), "wrong-value", "date"),
        (kinds({"fact": "hte_status", "set": "valid", "lasts": "three years"}), "wrong-value", None),
        (kinds({"fact": "hte_status", "set": "valid", "when": {"clas": "I"}}), "unknown-key", "class"),
        (kinds({"fact": "hte_status", "set": "valid", "when": {"class": "III"}}), "wrong-value", "II"),
        (kinds({"fact": "hte_status", "sets": "valid"}), "unknown-key", "set"),
        (kinds(subject="enterprize"), "wrong-value", "enterprise"),
        (kinds(subject="area", changes=[{"fact": "hte_status", "set": "none"}]), "wrong-value", None),
        (kinds(effect="duty"), "wrong-value", None),
        (kinds(effect="facts"), "unknown-key", None),
        ({"facts": {"ip_application": {"yearly": True}}}, "unknown-fact", "ip_applications"),
        ({"facts": {"ip_applications": {"before": "none"}}}, "wrong-value", None),
        ({"kind": {}}, "unknown-key", "kinds"),
        ({"kinds": {"Filed": KIND}}, "unusable-id", None),
        ({"kinds": []}, "wrong-value", None),
    ],
)
def test_every_mistake_is_told_at_its_place(folder, events, code, words):
    folder.files["events.yaml"] = events
    findings = folder.load().findings
    assert code in [finding.code for finding in findings]
    found = next(finding for finding in findings if finding.code == code)
    assert found.span is not None
    assert found.span.file.endswith("events.yaml")
    if words is not None:
        assert found.nearest == words


def test_a_folder_without_kinds_of_its_own_borrows_those_whose_facts_it_has(folder):
    loaded = folder.load()
    assert of_events(loaded.findings) == []
    assert loaded.rulebook.events.kinds["ip_application_filed"].effect is None
    assert loaded.rulebook.events.kinds["facts_reported"].effect is Effect.FACTS


def test_a_broken_vocabulary_is_told_once_and_not_again_in_events(folder):
    folder.files["events.yaml"] = kinds({"fact": "own", "set": True})
    folder.files["test/2020/facts.yaml"] = {"facts": {"own": {"type": "bolean"}}}
    findings = folder.load().findings
    assert findings
    assert of_events(findings) == []
