"""Whatever bytes are given for rules or a profile: our own refusal or an answer, and soon."""

import errno
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyengine.cli.source_lines import source_lines
from policyengine.errors import Severity
from policyengine.reporting.findings import render
from policyengine.reporting.lang import Lang
from policyengine.rulebook.assemble import assembled
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import FileText, PolicyFolder, VersionFolder
from policyengine.rulebook.load import examine
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


# What lies under a file's name need be no file, and a file need not stay one while it is read.


def a_folder(path, monkeypatch):
    path.mkdir()


def a_link_to_itself(path, monkeypatch):
    path.symlink_to(path)


def a_link_to_nothing(path, monkeypatch):
    path.symlink_to(path.with_name("nothing"))


def a_pipe(path, monkeypatch):
    os.mkfifo(path)


def a_file_that_vanishes(path, monkeypatch):
    """It is there when the folder is listed, and gone when it is opened."""
    path.write_text("rewards: []", "utf-8")
    real = Path.open

    def opened(self, *how):
        if self == path:
            path.unlink(missing_ok=True)
        return real(self, *how)

    monkeypatch.setattr(Path, "open", opened)


def a_file_that_may_not_be_read(path, monkeypatch):
    path.write_text("rewards: []", "utf-8")
    real = Path.open

    def opened(self, *how):
        if self == path:  # the tests may run as a user who may read everything
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *how)

    monkeypatch.setattr(Path, "open", opened)


def a_file_of_ten_megabytes(path, monkeypatch):
    path.write_bytes(b"rewards: " + b"x" * 10_000_000)


def a_file_without_end(path, monkeypatch):
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("name", ["rewards.yaml", "plan.yaml", "cases.yaml", "facts.yaml"])
@pytest.mark.parametrize(
    "made",
    [
        a_folder,
        a_link_to_itself,
        a_link_to_nothing,
        a_pipe,
        a_file_that_vanishes,
        a_file_that_may_not_be_read,
        a_file_of_ten_megabytes,
        a_file_without_end,
    ],
    ids=lambda made: made.__name__,
)
def test_whatever_lies_under_a_files_name_is_told_by_its_path(tmp_path, monkeypatch, made, name):
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    policies = Path(shutil.copytree(Path(__file__).parent / "broken" / "base", tmp_path / "policies"))
    path = policies / "linshui" / "2021" / name
    path.unlink(missing_ok=True)
    made(path, monkeypatch)
    with no_hang():
        findings = examine(policies).findings
    (finding,) = [each for each in findings if each.severity is Severity.ERROR]
    assert finding.code in ("unreadable-file", "file-too-large")
    assert (finding.span.file, finding.span.line) == (str(path), 1)
    with no_hang():
        assert path.name in render([finding], source_lines(), Lang.EN)


# Rules that are sound by themselves and too many, or lean on one another too far.


def chained(number):
    """Each definition uses the one before it."""
    lines = [
        f"  - {{id: d{n}, title: 定义{n}, condition: {f'd{n - 1} and ' if n else ''}hte_recognition = first, "
        "cite: {clause: 一, quote: 给予30万元奖励}}"
        for n in range(number)
    ]
    return "definitions:\n" + "\n".join(lines) + "\n"


def reward_with(**more):
    text = (Path(__file__).parent / "broken/base/linshui/2021/rewards.yaml").read_text("utf-8")
    lines = [f"    {key}: {value}" for key, value in more.items()]
    kept = [line for line in text.splitlines() if not any(f" {key}:" in line[:12] for key in more)]
    return "\n".join([*kept, *lines]) + "\n"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("definitions.yaml", chained(1_500), "too-many"),
        ("definitions.yaml", chained(200), "definition-too-large"),
        ("rewards.yaml", reward_with(payments=f"{{ratio: '{':'.join(['1'] * 5_000)}'}}"), "too-many"),
        ("rewards.yaml", reward_with(paid_by=f"[{'{otherwise: {city_finance: 1}}, ' * 5_000}]"), "too-many"),
        ("rewards.yaml", reward_with(payments=f"[{'{share: 1}, ' * 5_000}]"), "too-many"),
        (
            "rewards.yaml",
            reward_with(amount=f"{{marginal: revenue, brackets: [{'{to: 1元, rate: 1%}, ' * 5_000}]}}"),
            "too-many",
        ),
        ("rewards.yaml", reward_with(amount=f"[{'{when: above_scale, amount: 1元}, ' * 5_000}]"), "too-many"),
        ("rewards.yaml", reward_with(when=f"{{any: [{'hte_recognition = first, ' * 5_000}]}}"), "too-many"),
        ("rewards.yaml", reward_with(**{f"whem{n}": 5 for n in range(5_000)}), "unknown-key"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_rules_beyond_all_measure_are_refused_within_a_second(tmp_path, monkeypatch, name, text, code):
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    policies = Path(shutil.copytree(Path(__file__).parent / "broken" / "base", tmp_path / "policies"))
    path = policies / "linshui" / "2021" / name
    path.write_text(text, "utf-8")
    examine(policies)  # the first time imports
    took = []
    for _ in range(3):  # a busy machine may hold up one reading, not three
        began = time.process_time()
        findings = examine(policies).findings
        took.append(time.process_time() - began)
    assert min(took) < 1
    assert {each.code for each in findings if each.severity is Severity.ERROR} == {code}
    assert {each.span.file for each in findings if each.span} == {str(path)}


@pytest.mark.parametrize(
    "payments",
    [
        f"{{ratio: '{':'.join(['1'] * 100)}'}}",
        "{each: month, times: 600, amount: 2000元, from: year_start, when: hte_recognition = first}",
    ],
)
def test_as_many_payments_as_are_allowed_are_read(tmp_path, monkeypatch, payments):
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    policies = Path(shutil.copytree(Path(__file__).parent / "broken" / "base", tmp_path / "policies"))
    more = {"payments": payments} | ({"amount": None} if "times" in payments else {})
    text = reward_with(**more).replace("    amount: None\n", "")
    (policies / "linshui" / "2021" / "rewards.yaml").write_text(text, "utf-8")
    with no_hang():
        codes = {each.code for each in examine(policies).findings}
    assert codes <= {"ungrounded-number"}
