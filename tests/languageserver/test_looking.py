"""What is known of a folder while somebody writes in it, in any state of the files: hover, outlines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.languageserver.completion import completion
from policyengine.languageserver.diagnostics import diagnostics
from policyengine.languageserver.folder_of import Scope, scope_of
from policyengine.languageserver.formatting import formatting
from policyengine.languageserver.hover import hover
from policyengine.languageserver.looking import Looking
from policyengine.languageserver.positions import Text
from policyengine.languageserver.symbols import symbols
from policyengine.reporting.lang import Lang
from tests.languageserver.editor import EXAMPLES, copied

FOLDER = EXAMPLES / "yunxi" / "2024"


@pytest.fixture(scope="module")
def looking():
    return Looking(Scope(EXAMPLES))


def said(picture, path, text, where, lang=Lang.ZH):
    """What hovering over ▮ shows, the words around it standing once in the text."""
    before, _, after = where.partition("▮")
    assert text.count(before + after) == 1
    text, offset = Text(text), text.index(before + after) + len(before)
    line = text.text.count("\n", 0, offset)
    position = text.position(line, offset - (text.text.rfind("\n", 0, offset) + 1))
    found = hover(picture, path, text, position, lang)
    return found.contents.value if found is not None else None


@pytest.mark.parametrize(
    ("name", "where", "words"),
    [
        (
            "rewards.yaml",
            "when: hte_rec▮ognition = first",
            ["**当年高新技术企业认定**", "选项", "科技", "`first` 首次认定", "yunxi.recognition"],
        ),
        ("rewards.yaml", "when: hte_recognition = fir▮st", ["**首次认定** `first`", "当年高新技术企业认定"]),
        (
            "rewards.yaml",
            "by: revenue_by▮_year[year - 1]\n      brackets:\n        - {range: 不足",
            ["每年度一个", "元"],
        ),
        (
            "rewards.yaml",
            "{clause: 二(▮一), quote: 对首次",
            ["**二(一)**", "「对首次认定的高新技术企业」", "认定奖励"],
        ),
        (
            "rewards.yaml",
            "when: quality_▮enterprise\n    amount: class_share",
            ["**优质企业**", "hte_status = valid"],
        ),
        ("rewards.yaml", "    nat▮ure: entitlement\n    once: true\n    interp", ["性质"]),
        ("rewards.yaml", "when: count(patents where patent_▮kind", ["**专利类型** `patents.patent_kind`"]),
        ("plan.yaml", "name: 市科▮技局, role", ["**市科技局**", "科技", "yunxi.recognition"]),
        ("plan.yaml", "name: 市科技局, role: science_▮technology", ["**科技**", "市科技局"]),
        ("facts.yaml", "listed_▮dishonest:", ["**列入严重失信主体名单**"]),
    ],
)
def test_hovering_tells_what_a_name_is_and_where_it_is_used(looking, name, where, words):
    text = (FOLDER / name).read_text("utf-8")
    shown = said(looking.picture({}), FOLDER / name, text, where)
    assert shown is not None
    for each in words:
        assert each in shown


def test_the_words_are_those_of_the_editors_language(looking):
    text = (FOLDER / "rewards.yaml").read_text("utf-8")
    shown = said(
        looking.picture({}), FOLDER / "rewards.yaml", text, "when: hte_rec▮ognition = first", Lang.EN
    )
    assert shown.startswith("**Recognition as a high-tech enterprise in the year**")
    assert "`first` first recognition" in shown


@pytest.mark.parametrize("broken", ["rewards:\n  - id: [\n", "rewards:\n\t- id: a\n", "a: *b\n"])
def test_a_broken_text_keeps_what_was_known(looking, broken):
    looking.picture({})
    text = broken + "    when: hte_recognition = first\n"
    path = FOLDER / "rewards.yaml"
    picture = looking.picture({path: text})
    assert picture.reread.findings
    shown = said(
        picture,
        path,
        "rewards:\n  - id: a\n    x: [\n    when: hte_recognition = first\n",
        "when: hte_rec▮ognition",
    )
    assert "当年高新技术企业认定" in shown


def test_facts_that_a_broken_file_defines_are_still_known(looking):
    looking.picture({})
    picture = looking.picture(
        {FOLDER / "facts.yaml": "facts: {a: [", EXAMPLES / "vocabulary.yaml": "facts: ["}
    )
    found = picture.vocabulary_at(FOLDER / "rewards.yaml").find("listed_dishonest")
    assert found is not None


def test_nothing_unsaved_leaves_the_picture_as_the_disk_has_it(looking):
    picture = looking.picture({})
    assert {each.code for each in picture.reread.findings} == {"borrowed-file"}
    before = dict(picture.files)
    again = looking.picture({}).files
    assert all(again[file] is names for file, names in before.items())


def test_the_outline_lists_the_entries_by_title():
    text = Text((FOLDER / "rewards.yaml").read_text("utf-8"))
    rewards, groups = symbols(text, "rewards.yaml", Lang.ZH)
    assert (rewards.name, groups.name) == ("rewards", "groups")
    assert (rewards.children[0].name, rewards.children[0].detail) == ("认定奖励", "recognition")
    for each in (*rewards.children, *groups.children):
        assert each.range.start <= each.selection_range.start
        assert each.selection_range.end <= each.range.end


def test_a_text_that_is_no_yaml_has_no_outline():
    assert symbols(Text("a: ["), "rewards.yaml", Lang.ZH) == []


def test_a_file_of_rules_belongs_to_the_folder_above_its_city(tmp_path):
    root = copied(tmp_path)
    rules = root / "yunxi" / "2024" / "rewards.yaml"
    assert scope_of(rules, [tmp_path], None) == Scope(root)
    assert scope_of(root / "themes.yaml", [tmp_path], None) == Scope(root)
    assert scope_of(rules, [], None) == Scope(root, "yunxi")
    assert scope_of(rules, [rules.parent], None) == Scope(root, "yunxi")
    assert scope_of(rules, [tmp_path], root) == Scope(root)
    assert scope_of(rules, [tmp_path], tmp_path) is None


@pytest.mark.parametrize(
    "name", ["notes.yaml", "rewards.yaml", "a/rewards.yaml", "a/b/notes.yaml", "themes.yaml"]
)
def test_any_other_file_belongs_to_none(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a: b\n")
    assert scope_of(path, [tmp_path], None) is None


@settings(max_examples=20)
@given(st.data())
def test_whatever_is_typed_there_is_an_answer(looking, data):
    path = FOLDER / "rewards.yaml"
    whole = path.read_text("utf-8")
    cut = data.draw(st.integers(0, len(whole)))
    typed = whole[:cut] + data.draw(st.text(alphabet="a三 \n-:[]{}\"'>|&*#=🀄", max_size=8))
    text = Text(typed + (whole[cut:] if data.draw(st.booleans()) else ""))
    picture = looking.picture({path: text.text})
    position = text.position(typed.count("\n"), len(typed.rpartition("\n")[2]))
    assert isinstance(completion(picture, path, text, position, Lang.ZH), list)
    hover(picture, path, text, position, Lang.ZH)
    symbols(text, path.name, Lang.ZH)
    assert formatting(text, str(path)) is not None
    for told in diagnostics(picture.reread.findings, lambda file: (file, text), Lang.EN).values():
        assert all(each.range.start <= each.range.end for each in told)
