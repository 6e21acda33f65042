"""The cache is quick, never wrong, and never in the way."""

import os
import pickle
import subprocess
import sys

import pytest

from policyengine.rulebook import cache
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import city_digest, read_folder, shared_digest, with_bundled
from policyengine.rulebook.load import examine
from tests.rulebook.everything import with_everything


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYENGINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def assembling(monkeypatch):
    """The cities whose rules are read from YAML, one after another."""
    from policyengine.rulebook import reading_city

    cities = []
    real = reading_city.read_city

    def read_city(folder, city, common, memory):
        cities.append(city)
        return real(folder, city, common, memory)

    monkeypatch.setattr(reading_city, "read_city", read_city)
    return cities


def entries(kept):
    return sorted(kept.glob("*/*.rules"))


def of_test_city(kept):
    """The entry of the only city there is."""
    (entry,) = kept.glob("*/test.rules")
    return entry


def with_another_city(folder):
    folder.files["other/2020/plan.yaml"] = {**folder.plan, "jurisdiction": "410600", "name": "别处"}
    folder.files["other/2020/rewards.yaml"] = folder.rewards
    return folder


def test_a_second_load_reads_no_yaml_and_says_the_same(folder, kept, assembling):
    first = folder.load()
    second = folder.load()
    assert len(assembling) == 1
    assert second == first
    assert [each.code for each in second.findings] == ["borrowed-file"]
    assert (
        second.rulebook.plans["test"][0].rewards["first"].span
        == first.rulebook.plans["test"][0].rewards["first"].span
    )


def test_a_plan_with_everything_in_it_is_kept_whole(folder, kept, assembling):
    first = with_everything(folder).load()
    second = folder.load()
    assert len(assembling) == 1
    assert second == first
    plan = second.rulebook.plans["test"][-1]
    assert plan.vocabulary.defined("base") is not None
    assert plan.vocabulary["output_by_year[-1]"].name == "output_by_year[-1]"
    assert plan.rewards["first"].readings[1].rule.span is not None


@pytest.mark.parametrize("file", ["test/2020/plan.yaml", "test/2020/rewards.yaml"])
def test_a_changed_file_is_read_again(folder, kept, assembling, file):
    folder.load()
    path = folder.path / file
    path.write_text(
        path.read_text(encoding="utf-8").replace("首次认定", "初次认定") + "# x\n", encoding="utf-8"
    )
    examine(folder.path)
    assert len(assembling) == 2


def test_a_new_file_is_seen(folder, kept, assembling):
    folder.load()
    folder.files["test/2020/duties.yaml"] = "duties: []"
    folder.load()
    assert len(assembling) == 2


def test_rules_with_an_error_are_not_kept(folder, kept):
    folder.reward["natur"] = 1
    folder.load()
    assert [entry.stem for entry in entries(kept)] == ["_events", "_shared"]


def test_an_error_in_one_city_leaves_the_entries_of_the_others(folder, kept, assembling):
    with_another_city(folder).files["other/2020/plan.yaml"]["level"] = "village"
    first = folder.load()
    assert assembling == ["other", "test"]
    assert folder.load() == first
    assert assembling == ["other", "test", "other"]


def test_a_change_to_one_city_reads_that_city_alone(folder, kept, assembling):
    with_another_city(folder).load()
    folder.plan["source"] = "else.txt"
    folder.load()
    assert assembling == ["other", "test", "test"]
    assert len(list(kept.glob("*/test.rules"))) == 1


def test_a_change_to_a_shared_file_reads_every_city(folder, kept, assembling):
    with_another_city(folder).load()
    folder.files["departments.yaml"] = (policies_path() / "departments.yaml").read_bytes()
    folder.load()
    assert assembling == ["other", "test", "other", "test"]


def test_shared_facts_are_one_and_the_same_in_plans_kept_and_plans_read(folder, kept):
    with_another_city(folder).load()
    folder.plan["source"] = "else.txt"
    rulebook = folder.load().rulebook
    revenue = [plan.vocabulary["revenue"] for (plan,) in rulebook.plans.values()]
    assert revenue[0] is revenue[1] is rulebook.vocabulary["revenue"]


def test_nothing_wrong_between_two_cities_is_forgotten(folder, kept):
    with_another_city(folder).files["other/2020/plan.yaml"]["jurisdiction"] = "410500"
    first = folder.load()
    assert "jurisdiction-clash" in {each.code for each in first.findings}
    assert folder.load() == first


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry.write_bytes(b""),
        lambda entry: entry.write_bytes(entry.read_bytes()[:-5]),
        lambda entry: entry.write_bytes(entry.read_bytes()[:200] + b"x" + entry.read_bytes()[201:]),
        lambda entry: entry.write_bytes(b"not a pickle at all"),
        lambda entry: entry.chmod(0o666),
        lambda entry: (entry.unlink(), entry.mkdir()),
        lambda entry: (entry.rename(entry.with_suffix(".old")), entry.symlink_to(entry.with_suffix(".old"))),
    ],
    ids=["empty", "cut", "flipped", "foreign", "writable by others", "folder", "link"],
)
def test_a_damaged_entry_is_as_good_as_none(folder, kept, assembling, damage):
    first = folder.load()
    damage(of_test_city(kept))
    assert folder.load() == first
    assert len(assembling) == 2


class Evil:
    def __reduce__(self):
        return os.mkdir, ("owned",)


def test_an_entry_can_run_no_code(folder, kept, tmp_path, monkeypatch):
    first = folder.load()
    read = with_bundled(read_folder(folder.path), policies_path())
    key = city_digest(read.cities["test"], shared_digest(read, cache.salt()))
    entry, payload = of_test_city(kept), pickle.dumps(Evil())
    assert entry.read_bytes().startswith(cache._seal(key, entry.read_bytes()[64:]))
    entry.write_bytes(cache._seal(key, payload) + payload)
    monkeypatch.chdir(tmp_path)
    assert folder.load() == first
    assert not (tmp_path / "owned").exists()


def test_a_cache_that_cannot_be_written_is_no_obstacle(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("POLICYENGINE_CACHE", str(tmp_path / "file" / "below"))
    assert folder.the_reward()


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no"])
def test_the_cache_can_be_turned_off(folder, tmp_path, monkeypatch, word):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYENGINE_CACHE", word)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    folder.load()
    assert not (tmp_path / "xdg").exists()
    assert not (tmp_path / word).exists()


def test_the_users_cache_directory_is_the_default(folder, tmp_path, monkeypatch):
    monkeypatch.delenv("POLICYENGINE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    folder.load()
    made = [tmp_path / "xdg" / "policyengine", *(tmp_path / "xdg" / "policyengine").rglob("*")]
    assert any(each.name == "test.rules" for each in made)
    assert all(each.stat().st_mode & 0o077 == 0 for each in made)


def test_old_folders_make_way(folder, kept, monkeypatch):
    monkeypatch.setattr(cache, "MOST_FOLDERS", 2)
    for number in range(4):
        folder.path = folder.path.with_name(f"policies{number}")
        folder.load()
    assert len(list(kept.iterdir())) == 2
    assert len(entries(kept)) == 6


def test_another_engine_finds_nothing(folder, kept, assembling, monkeypatch):
    folder.load()
    monkeypatch.setattr(cache, "__version__", "9.9.9")
    folder.load()
    assert len(assembling) == 2


def test_from_the_cache_nothing_that_reads_yaml_is_imported(folder, kept):
    path = folder.write()
    program = (
        "import sys; from policyengine.rulebook.load import load_rulebook; "
        f"load_rulebook({str(path)!r}); load_rulebook(); "
        "print([name for name in ('pydantic', 'lark', 'ruamel.yaml', '_ruamel_yaml') if name in sys.modules])"
    )

    def run():
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert "pydantic" in run()
    assert run() == "[]"
