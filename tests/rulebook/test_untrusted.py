"""Whatever bytes are given for rules or a profile: our own refusal or an answer, and soon."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyengine.rulebook.assemble import assembled
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import FileText, PolicyFolder, VersionFolder
from policyengine.rulebook.text.nodes import Mapping, Scalar, Sequence
from policyengine.rulebook.text.places import place
from policyengine.rulebook.text.yaml import Unreadable, plain, read_yaml
from tests.hanging import no_hang

REAL = sorted(policies_path().rglob("*.yaml"))
SIGNS = st.sampled_from("?:,-[]{}&*#!|>'\"%@` \n\t\r甲（：\\0aA1.~<=/é𠮷\u0085\ufeff\0")
slow = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def read_or_refuse(data):
    """Reads, or is refused in our words; never anything else, and every place lies in the file."""
    with no_hang():
        try:
            root = read_yaml(data, "fuzz.yaml")
        except Unreadable as refused:
            findings = refused.findings
        else:
            findings = ()
            plain(root)
            for node in scalars(root):
                place(node)(0, len(node.text))
    for finding in findings:
        assert finding.message().zh
        assert finding.message().en
        assert finding.span.line >= 1
        assert finding.span.column >= 1


def scalars(node):
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from scalars(item)
        case Mapping(items):
            for item in items.values():
                yield from scalars(item)


@slow
@given(st.binary(max_size=300))
def test_arbitrary_bytes(data):
    read_or_refuse(data)


@slow
@given(st.text(SIGNS, max_size=200))
def test_signs_of_yaml_in_any_order(text):
    read_or_refuse(text)


@st.composite
def mutated(draw):
    """A stretch of a real file with some of its bytes changed, cut out or doubled."""
    content = draw(st.sampled_from(REAL)).read_bytes()
    start = draw(st.integers(0, max(0, len(content) - 1500)))
    data = bytearray(content[start : start + 1500])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.integers(0, 3)):
            case 0:
                data[at : at + 1] = draw(SIGNS).encode("utf-8", "surrogatepass")
            case 1:
                del data[at : at + draw(st.integers(1, 40))]
            case 2:
                data[at:at] = data[at : at + draw(st.integers(1, 40))]
            case 3:
                data[at:at] = draw(st.binary(max_size=3))
    return bytes(data)


@slow
@given(mutated())
def test_mutated_copies_of_real_files(data):
    read_or_refuse(data)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "{a: " * 250_000,
        "- " * 500_000,
        "? " * 500_000,
        "a:\n" * 300_000,
        "".join(" " * min(n, 900) + "a:\n" for n in range(1_000)),
        '"' + "\\u4e07" * 170_000 + '"',
        "a: " + "x" * 1_000_000,
        "a: |\n" + " x\n" * 300_000,
        "a: " + "x?:" * 300_000,
        "{" + "a?:b, " * 170_000 + "}",
        "[" + "," * 1_000_000,
        "&a " * 300_000,
        "*a " * 300_000,
        "!" * 1_000_000,
        "#" * 1_000_000,
        "\n" * 1_000_000,
        "a: " + "9" * 1_000_000,
        "'" * 1_000_000,
        "%" * 1_000_000,
        "a:\n" + "\n".join(f"  k{n}: v" for n in range(60_000)),
    ],
    ids=lambda text: text[:6].encode("unicode_escape").decode(),
)
def test_large_hostile_texts_are_answered(text):
    read_or_refuse(text)


def folder_of(files):
    """Anyang's version with some files replaced, beside the real vocabulary, themes and departments."""
    root = policies_path()
    version = root / "anyang" / "2017-12-29"
    texts = {
        path.name: FileText(f"anyang/{path.name}", path.read_bytes()) for path in sorted(version.iterdir())
    }
    texts |= {name: FileText(f"anyang/{name}", content) for name, content in files.items() if name in texts}
    shared = {
        path.name: FileText(path.name, files.get(path.name, path.read_bytes()))
        for path in sorted(root.glob("*.yaml"))
    }
    anyang = VersionFolder("anyang", "2017-12-29", "anyang/2017-12-29", texts)
    return PolicyFolder("policies", shared, {"anyang": (anyang,)})


@st.composite
def mutated_lines(draw):
    """A rule file that is still much like one: a line dropped, doubled, moved, or a word of it changed."""
    root = policies_path()
    path: Path = draw(
        st.sampled_from([*root.glob("*.yaml"), *(root / "anyang" / "2017-12-29").glob("*.yaml")])
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at : at + draw(st.integers(1, 3))]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at] = lines[at].replace(
                    ":", ": " + draw(st.sampled_from(["null", "[]", "{}", "5", "true", "x"]))
                )
            case 3:
                key, colon, _ = lines[at].partition(":")
                value = draw(
                    st.sampled_from(
                        ["", " 1e99", " [a, {b: c}]", " {all: []}", " at least 9 of [a]", " '甲 ='"]
                    )
                )
                lines[at] = key + colon + value
            case 4:
                lines[at] = lines[at].replace(
                    draw(st.sampled_from("aeiou元家年=")), draw(st.sampled_from("x万%0"))
                )
        if not lines:
            break
    return path.name, "\n".join(lines).encode()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated_lines())
def test_mutated_rules_load_or_are_refused_with_findings_that_can_be_told(change):
    name, content = change
    loaded = assembled(folder_of({name: content}))
    for finding in loaded.findings:
        assert finding.message().zh
        assert finding.message().en
        finding.help()
