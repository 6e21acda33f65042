"""What `--readings` prints: other readings and witnesses, with what their facts are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.readings import OtherReading
from policyengine.evaluation.witnesses import Witness
from policyengine.language.facts import Vocabulary

READINGS = "policyengine/readings@1"
WITNESSES = "policyengine/witnesses@1"


def readings_dict(assessment: Assessment, others: Sequence[OtherReading]) -> dict[str, Any]:
    """What one enterprise would get under each reading that was not chosen, as `policyengine/readings@1`.

    `facts`: the label of every fact that a difference turns on.
    """
    head = assessment.to_dict()
    facts = dict.fromkeys(fact for other in others for fact in other.turns_on)
    return {
        "schema": READINGS,
        **{key: head[key] for key in ("city", "as_of", "year", "plan", "provenance")},
        "facts": _labels(facts, assessment.plan.vocabulary),
        "readings": [other.to_dict() for other in others],
    }


def witnesses_dict(witnesses: Sequence[Witness]) -> dict[str, Any]:
    """The smallest enterprise for which each reading matters, as `policyengine/witnesses@1`."""
    told = []
    for witness in witnesses:
        plan = witness.reread.plan
        outcome = () if witness.found is None else witness.found.turns_on
        labels = _labels((*witness.profile, *outcome), plan.vocabulary)
        told.append({"city": plan.city, "name": plan.name.to_dict(), **witness.to_dict(), "facts": labels})
    return {"schema": WITNESSES, "witnesses": told}


def _labels(facts: Iterable[str], vocabulary: Vocabulary) -> dict[str, Any]:
    return {fact: vocabulary[fact].label.to_dict() for fact in facts if fact in vocabulary}
