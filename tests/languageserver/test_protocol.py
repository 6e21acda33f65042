"""The server as an editor knows it: started as a process of its own, spoken with over its protocol."""

import asyncio
import shutil
import subprocess
import sys

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from policyengine.rulebook.editing.layout import formatted
from tests.languageserver.editor import EXAMPLES, PATIENCE, copied, edited, played, staged, words_in

REWARDS = "yunxi/2024/rewards.yaml"
PLAN = "yunxi/2024/plan.yaml"
FACTS = "yunxi/2024/facts.yaml"
CASES = "yunxi/2024/cases.yaml"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    base = tmp_path_factory.mktemp("rules")
    with staged(base) as play:
        yield base, play


@pytest.fixture
def root(stage, request):
    """The folder that the test has for itself, in the one that the editor has open."""
    return copied(stage[0] / str(abs(hash(request.node.name))), "yunxi")


@pytest.fixture
def play(stage, root):
    return lambda scene: stage[1](scene, root)


def test_what_is_wrong_is_told_while_it_is_typed_and_taken_back_when_it_is_mended(root, play):
    async def scene(editor):
        text = editor.text(REWARDS)
        editor.open(REWARDS)
        wrong = text.replace("when: hte_recognition = first", "when: hte_recogniton = first", 1)
        editor.type(REWARDS, wrong)
        (told,) = await editor.codes(REWARDS, "unknown-fact")
        assert words_in(wrong, told.range) == "hte_recogniton"
        assert told.severity == types.DiagnosticSeverity.Error
        assert told.message == "no fact is named `hte_recogniton`\ndid you mean `hte_recognition`?"
        editor.type(REWARDS, text)
        assert await editor.codes(REWARDS) == ()
        assert editor.told[editor.uri(REWARDS)][-1].version == editor.versions[REWARDS]
        assert (root / REWARDS).read_text("utf-8") == text

    play(scene)


def test_places_are_right_behind_chinese_and_characters_that_count_twice(root, play):
    async def scene(editor):
        text = editor.text(REWARDS)
        wrong = text.replace(
            "title: {zh: 认定奖励, en: Award for recognition}",
            "title: {zh: 🀄🏭认定奖励, en: Award}, thme: recognition".replace("}, thme", ", thme") + "}",
            1,
        )
        editor.open(REWARDS, wrong)
        told = await editor.diagnostics(
            REWARDS, lambda told: any(each.code == "unknown-key" for each in told)
        )
        (found,) = (each for each in told if each.code == "unknown-key")
        assert words_in(wrong, found.range) == "thme"
        shown = await editor.complete(REWARDS, "title: {zh: 🀄🏭认定奖励, en: Award, th▮me", wrong)
        assert "zh" in shown

    play(scene)


def test_the_editors_language_is_spoken_and_its_way_of_counting(tmp_path):
    root = copied(tmp_path, "yunxi")

    async def scene(editor):
        assert editor.answer.capabilities.position_encoding == "utf-8"
        wrong = editor.text(REWARDS).replace(
            "{zh: 认定奖励, en: Award for recognition}", "{zh: 🀄奖, ne: Award}", 1
        )
        editor.open(REWARDS, wrong)
        told = await editor.diagnostics(
            REWARDS, lambda told: any(each.code == "unknown-key" for each in told)
        )
        found = next(each for each in told if each.code == "unknown-key")
        line = wrong.split("\n")[found.range.start.line]
        assert found.range.start.character == len(line.partition("ne:")[0].encode())
        assert found.message.endswith("是否指“en”？")

    played(root, scene, locale="zh-CN", encodings=[types.PositionEncodingKind.Utf8])


def test_a_mistake_in_one_file_is_told_of_the_files_it_breaks(root, play):
    async def scene(editor):
        editor.open(REWARDS)
        text = editor.text(PLAN)
        assert text.count("{name: 市财政局, role: finance}") == 1
        editor.open(PLAN, text.replace("  - {name: 市财政局, role: finance}\n", ""))
        told = await editor.diagnostics(
            REWARDS, lambda told: any(each.code == "unknown-department" for each in told)
        )
        assert words_in(editor.text(REWARDS), told[0].range) == "市财政局"
        # Closed without saving, the file is again what lies on the disk.
        editor.close(PLAN)
        assert await editor.codes(REWARDS) == ()

    play(scene)


def test_a_broken_text_is_told_and_the_rest_still_answers(root, play):
    async def scene(editor):
        text = editor.text(REWARDS)
        editor.open(REWARDS)
        broken = text.replace("rewards:\n", "rewards:\n  - id: [\n    when: hte_status = \n", 1)
        editor.type(REWARDS, broken)
        told = await editor.diagnostics(
            REWARDS, lambda told: [each for each in told if each.code == "yaml-syntax"]
        )
        assert told
        assert "Standing as a high-tech enterprise" in await editor.hover(
            REWARDS, "when: hte_▮status = \n", broken
        )
        assert "valid" in await editor.complete(REWARDS, "when: hte_status = ▮\n", broken)
        assert "「对首次认定的高新技术企业」" in await editor.hover(
            REWARDS, "clause: 二(▮一), quote: 对首次认定", broken
        )

    play(scene)


def test_definitions_and_references_of_facts_clauses_departments_and_definitions(root, play):
    async def scene(editor):
        editor.open(REWARDS)
        fact, name = "exclude: listed_▮dishonest", "yunxi/2024/conditions.yaml"
        editor.open(name)
        assert await editor.definition(name, fact) == [(FACTS, "listed_dishonest")]
        used = await editor.references(name, fact)
        assert (FACTS, "listed_dishonest") in used
        assert (name, "listed_dishonest") in used
        assert any(file == CASES for file, _ in used)
        assert (FACTS, "listed_dishonest") not in await editor.references(name, fact, declared=False)
        clause = "{clause: 二(▮一), quote: 对首次认定的高新技术企业}"
        assert await editor.definition(REWARDS, clause) == [(PLAN, "二(一)")]
        cited = await editor.references(REWARDS, clause)
        assert len(cited) == 4
        assert {words for _, words in cited} == {"二(一)"}
        named = "when: quality_▮enterprise\n    amount: class_share"
        assert await editor.definition(REWARDS, named) == [
            ("yunxi/2024/definitions.yaml", "quality_enterprise")
        ]
        department = "departments: [市科技局, 市财▮政局]\n    nature: entitlement\n    once: true\n    interp"
        assert await editor.definition(REWARDS, department) == [(PLAN, "市财政局")]
        users = await editor.references(REWARDS, department)
        assert (PLAN, "市财政局") in users
        assert all(file.startswith("yunxi/2024/") for file, _ in users)

    play(scene)


def test_a_fact_of_the_shared_vocabulary_is_found_wherever_it_is_used(root, play):
    shutil.copytree(EXAMPLES / "linjiang", root / "linjiang")

    async def scene(editor):
        editor.open(REWARDS)
        used = await editor.references(
            REWARDS, "when: hte_▮status = valid\n        not_before", declared=False
        )
        assert {file.partition("/")[0] for file, _ in used} == {"yunxi", "linjiang"}
        assert {words for _, words in used} <= {"hte_status", "高新技术企业资格"}

    play(scene)


def test_a_misspelt_name_is_mended_by_its_quick_fix(root, play):
    async def scene(editor):
        text = editor.text(REWARDS)
        wrong = text.replace("hte_recognition = first", "hte_recogniton = first", 1)
        editor.open(REWARDS, wrong)
        told = await editor.codes(REWARDS, "unknown-fact")
        document, context = editor.document(REWARDS), types.CodeActionContext(list(told))
        asked = types.CodeActionParams(document, told[0].range, context)
        (action,) = await editor.client.text_document_code_action_async(asked)
        assert action.title == "Change to `hte_recognition`"
        assert edited(wrong, action.edit.changes[editor.uri(REWARDS)]) == text

    play(scene)


def test_a_file_is_laid_out_as_fmt_lays_it_out_and_a_broken_one_left_alone(root, play):
    async def scene(editor):
        text = editor.text(REWARDS).replace(
            "    theme: recognition\n", "    theme:   recognition   \n\n\n\n", 1
        )
        editor.open(REWARDS, text)
        options = types.FormattingOptions(2, True)
        asked = types.DocumentFormattingParams(editor.document(REWARDS), options)
        edits = await editor.client.text_document_formatting_async(asked)
        assert edited(text, edits) == formatted(text, REWARDS) != text
        editor.type(REWARDS, "rewards: [")
        assert not await editor.client.text_document_formatting_async(asked)

    play(scene)


def test_a_renamed_file_takes_its_mistakes_with_it(root, play):
    other = "yunxi/2024/supports.yaml"
    assert not (root / "yunxi/2021/supports.yaml").exists()

    async def scene(editor):
        wrong = editor.text(other).replace("theme: ", "theme: no_such_", 1)
        (root / other).write_text(wrong, "utf-8")
        editor.open(other)
        told = await editor.diagnostics(
            other, lambda told: any(each.code == "unknown-theme" for each in told)
        )
        assert told
        (root / other).rename(root / "yunxi/2024/support.yaml")
        editor.close(other)
        assert await editor.codes(other) == ()
        where = "yunxi/2024/support.yaml"
        await editor.diagnostics(where, lambda told: [each.code for each in told] == ["unknown-file"])

    play(scene)


def test_a_value_of_ten_megabytes_is_refused_and_the_server_goes_on(root, play):
    async def scene(editor):
        text = editor.text(REWARDS)
        editor.open(REWARDS)
        huge = text + f"x: {'字' * 3_500_000}\n"
        editor.type(REWARDS, huge)
        await editor.codes(REWARDS, "file-too-large")
        line = huge.count("\n") - 1
        at = types.HoverParams(editor.document(REWARDS), types.Position(line, 3_000_000))
        assert await editor.client.text_document_hover_async(at) is None
        editor.type(REWARDS, text)
        assert await editor.codes(REWARDS) == ()

    play(scene)


def test_what_was_asked_may_be_taken_back(root, play):
    async def scene(editor):
        editor.open(REWARDS)
        at = types.ReferenceParams(
            context=types.ReferenceContext(True), **editor.at(REWARDS, "when: hte_recog▮nition = first")
        )
        asked = editor.client.protocol.send_request(types.TEXT_DOCUMENT_REFERENCES, at, msg_id="taken-back")
        editor.client.cancel_request(types.CancelParams("taken-back"))
        with pytest.raises(JsonRpcException, match=r"(?i)cancel"):
            await asyncio.wait_for(asyncio.wrap_future(asked), PATIENCE)
        assert await editor.hover(REWARDS, "when: hte_rec▮ognition = first")

    play(scene)


def test_other_files_are_nobodys_business(root, play):
    async def scene(editor):
        (root.parent / "notes.yaml").write_text("a: [", "utf-8")
        editor.root = root.parent
        editor.open("notes.yaml")
        assert await editor.hover("notes.yaml", "a▮: [") is None
        editor.open("policies/yunxi/2024/rewards.yaml", "rewards: [")
        await editor.codes("policies/yunxi/2024/rewards.yaml", "yaml-syntax")
        assert not editor.told[editor.uri("notes.yaml")]

    play(scene)


def test_a_single_file_without_a_folder_is_read_with_its_own_city(tmp_path):
    root = copied(tmp_path)
    (root / "linjiang" / "2024" / "rewards.yaml").write_text("rewards: [", "utf-8")

    async def scene(editor):
        editor.open(REWARDS, "rewards: [")
        await editor.codes(REWARDS, "yaml-syntax")
        assert not editor.told[editor.uri("linjiang/2024/rewards.yaml")]

    played(root, scene, opened=False)


def test_without_a_goodbye_the_server_ends_with_its_editor():
    started = subprocess.run(
        [sys.executable, "-m", "policyengine", "lsp"], input=b"", capture_output=True, timeout=PATIENCE
    )
    assert started.stdout == b""


def test_without_pygls_it_says_what_to_install(monkeypatch, capsys):
    from policyengine.cli import main

    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "policyengine.languageserver.server", raising=False)
    monkeypatch.setattr(sys, "argv", ["policyengine", "lsp"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "[editor]" in capsys.readouterr().err
