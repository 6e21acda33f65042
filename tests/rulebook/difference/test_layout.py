"""Layout means nothing: comments, blank lines, the width of lines, the order of keys and of entries."""

from __future__ import annotations

from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.difference import differences
from policyengine.rulebook.folder import read_folder, with_bundled
from policyengine.rulebook.load import from_folder

ROOT = Path("examples/policies")
CITY, VERSION = "yunxi", "2024"
LISTS_IN_ANY_ORDER = {"rewards", "supports", "obligations", "definitions", "conditions", "clauses", "cite"}


@cache
def plan_of(root):
    folder = with_bundled(read_folder(Path(root), (CITY,)), policies_path())
    return next(each for each in from_folder(folder).rulebook.plans[CITY] if each.version == VERSION)


def laid_out_otherwise(node, random):
    """The same content, its keys and what may be listed in any order shuffled."""
    if isinstance(node, CommentedMap):
        keys = list(node)
        random.shuffle(keys)
        for key in keys:
            laid_out_otherwise(node[key], random)
            if key in LISTS_IN_ANY_ORDER and isinstance(node[key], CommentedSeq):
                random.shuffle(node[key])
            node.move_to_end(key)
    elif isinstance(node, CommentedSeq):
        for each in node:
            laid_out_otherwise(each, random)


def rewritten(text, random):
    yaml = YAML()
    yaml.width = random.choice([40, 200])
    if random.random() < 0.5:
        yaml.indent(mapping=2, sequence=4, offset=2)
    node = yaml.load(text)
    laid_out_otherwise(node, random)
    out = StringIO()
    yaml.dump(node, out)
    return f"# 一条批注\n\n{out.getvalue()}\n# another comment\n"


@given(st.integers(0, 2**32))
@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
def test_a_version_laid_out_otherwise_does_not_differ(tmp_path_factory, seed):
    random, root = Random(seed), tmp_path_factory.mktemp("laid_out")
    for version in (ROOT / CITY).iterdir():
        for file in version.glob("*.yaml"):
            target = root / CITY / version.name / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(rewritten(file.read_text("utf-8"), random), "utf-8")
    assert differences(plan_of(str(ROOT)), plan_of(str(root))) == ()
