"""The five plans broken at random: nothing but findings, each with its file and line, and soon.

Every mutation is drawn from a fixed seed, so a failure comes back.
"""

import random
import re

import pytest

from policyengine.errors import Severity
from policyengine.rulebook.assemble import assembled
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import SHARED_FILES, FileText, PolicyFolder, VersionFolder
from tests.hanging import no_hang

MUTATIONS = 204
BATCHES = 12
"""Mutations a test: each batch is a test of its own, so that a failure names few."""

ROOT = policies_path()
# One version at a time is read, beside the shared files.
VERSIONS = {path.parent: path.parent.parent.name for path in sorted(ROOT.glob("*/*/plan.yaml"))}
VALUES = (
    "",
    " null",
    " []",
    " {}",
    " 5",
    " true",
    " 五",
    " '",
    " [",
    " 30万元",
    " 2021-02-30",
    " &a *a",
    " !!x y",
)


def a_key_deleted(text, draw):
    lines = text.splitlines(keepends=True)
    del lines[draw.choice([n for n, line in enumerate(lines) if ":" in line])]
    return "".join(lines)


def a_wrong_value(text, draw):
    lines = text.splitlines(keepends=True)
    at = draw.choice([n for n, line in enumerate(lines) if ": " in line])
    lines[at] = lines[at].partition(":")[0] + ":" + draw.choice(VALUES) + "\n"
    return "".join(lines)


def a_misspelt_word(text, draw):
    found = draw.choice(list(re.finditer(r"[a-z_]{4,}", text)))
    word = list(found.group())
    at = draw.randrange(len(word) - 1)
    word[at], word[at + 1] = word[at + 1], word[at]
    return text[: found.start()] + "".join(word) + text[found.end() :]


def another_number(text, draw):
    found = draw.choice(list(re.finditer(r"\d+|$", text)))
    return text[: found.start()] + str(draw.choice([0, 1, 7, 10**9, 10**40])) + text[found.end() :]


def another_character(text, draw):
    at = draw.randrange(len(text))
    return text[:at] + draw.choice("?:,-[]{}&*#!|>'\"%@` \n\t甲（：\u3000\0\u2028") + text[at + 1 :]


def lines_swapped(text, draw):
    lines = text.splitlines(keepends=True)
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def an_indentation_changed(text, draw):
    lines = text.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    lines[at] = draw.choice([" ", "  ", "\t", "\u3000"]) + lines[at]
    return "".join(lines)


def cut_off(text, draw):
    return text[: draw.randrange(len(text))]


def a_stretch_doubled(text, draw):
    at = draw.randrange(len(text))
    return text[:at] + text[at : at + 200] + text[at:]


def encoded_otherwise(text, draw):
    return text.encode(draw.choice(["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "utf-32"]))


def bytes_changed(text, draw):
    data = bytearray(text.encode())
    for _ in range(3):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def other_line_ends(text, draw):
    return text.replace("\n", draw.choice(["\r\n", "\r", "\n\n"]))


KINDS = (
    a_key_deleted,
    a_wrong_value,
    a_misspelt_word,
    another_number,
    another_character,
    lines_swapped,
    an_indentation_changed,
    cut_off,
    a_stretch_doubled,
    encoded_otherwise,
    bytes_changed,
    other_line_ends,
)


def folder_with(version, name, content):
    """One version beside the shared files, with one of them all replaced."""
    files = {path.name: path.read_bytes() for path in sorted(version.glob("*.yaml"))}
    shared = {each: (ROOT / each).read_bytes() for each in SHARED_FILES}
    (shared if name in shared else files)[name] = content
    city = VERSIONS[version]
    return PolicyFolder(
        "policies",
        {each: FileText(f"policies/{each}", data) for each, data in shared.items()},
        {city: (VersionFolder(city, version.name, f"policies/{city}", texts(city, files)),)},
    )


def size(version):
    return sum(path.stat().st_size for path in version.iterdir())


def texts(city, files):
    return {name: FileText(f"policies/{city}/{name}", data) for name, data in files.items()}


def mutation(number):
    draw = random.Random(number)
    # The smallest of three: large plans take longer and break no differently.
    version = min(draw.choices(sorted(VERSIONS), k=3), key=size)
    path = draw.choice([*sorted(version.glob("*.yaml")), ROOT / draw.choice(SHARED_FILES)])
    kind = KINDS[number % len(KINDS)]
    changed = kind(path.read_text(encoding="utf-8"), draw)
    content = changed if isinstance(changed, bytes) else changed.encode("utf-8", "surrogatepass")
    name = f"{number} {kind.__name__} {VERSIONS[version]}/{path.name}"
    return name, folder_with(version, path.name, content)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_plan_loads_or_is_refused_with_places(batch):
    for number in range(batch, MUTATIONS, BATCHES):
        name, folder = mutation(number)
        with no_hang():
            loaded = assembled(folder)
        for finding in loaded.findings:
            assert finding.message().zh, name
            assert finding.message().en, name
            finding.help()
            assert finding.span is not None, (name, finding)
            assert finding.span.file.startswith("policies/"), (name, finding)
            assert finding.span.line >= 1, (name, finding)
            assert finding.span.column >= 1, (name, finding)
        refused = any(each.severity is Severity.ERROR for each in loaded.findings)
        assert refused or loaded.rulebook.plans, name


def test_without_mutation_nothing_is_found():
    version = min(VERSIONS)
    folder = folder_with(version, "plan.yaml", (version / "plan.yaml").read_bytes())
    assert assembled(folder).findings == ()
