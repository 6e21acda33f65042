"""Two versions compared by meaning: every change in one sentence, and nothing of what is mere layout."""

from policyengine.rulebook.difference.change import SECTIONS, Change, ChangeKind
from policyengine.rulebook.difference.differences import differences

__all__ = ["SECTIONS", "Change", "ChangeKind", "differences"]
