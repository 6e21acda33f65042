"""Folders with as many plans as one likes, each a bundled one made another city's: for measuring growth.

    python -m benchmarks.generated_plans FOLDER 100

Each city has an id, names and a code of its own, facts of its own under names of its own, and sums
multiplied throughout, in rules and in the clauses they quote alike. So every plan passes `check`, and no two
are the same.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "policies"
PROVINCES = (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
MOST = len(PROVINCES) * 99
"""Cities that have a code to themselves: 99 prefectures a province."""

_SUM = re.compile(r"(\d+)( ?万元)")
_OWN_FACT = re.compile(r"^  ([a-z]\w*):$", re.MULTILINE)
_LABEL = re.compile(r"(\blabel: \{zh: )([^,]*)(, en: )([^}]*)\}")
_ALIASES = re.compile(r"(\baliases: \[)([^\]]*)\]")
_NAME = re.compile(r"^(name: \{zh: )(.*?)(, en: )(.*)\}$", re.MULTILINE)
_CODE = re.compile(r'^jurisdiction: "(\d{4})', re.MULTILINE)


def write_plans(folder: Path, count: int, first: int = 0) -> tuple[str, ...]:
    """Write `count` plans below a folder, with the shared files; the ids of their cities.

    `first` is the number of the first of them: the plans of a number are the same in every folder.
    """
    if first + count > MOST:
        raise ValueError(f"there are codes for {MOST} cities, not for {first + count}")
    folder.mkdir(parents=True, exist_ok=True)
    for shared in BUNDLED.glob("*.yaml"):
        (folder / shared.name).write_bytes(shared.read_bytes())
    models = sorted(path.parent for path in BUNDLED.glob("*/*/plan.yaml"))
    return tuple(
        _write(folder, models[number % len(models)], number) for number in range(first, first + count)
    )


def _write(folder: Path, model: Path, number: int) -> str:
    city = f"{model.parent.name}_{number:04}"
    version = folder / city / model.name
    version.mkdir(parents=True)
    home = re.compile(rf"(registered_in: {model.parent.name})\b")
    texts = {
        path.name: home.sub(rf"\1_{number:04}", path.read_text("utf-8"))
        for path in sorted(model.glob("*.yaml"))
    }
    for name, text in _another_city(texts, number).items():
        (version / name).write_text(text, "utf-8")
    return city


def _another_city(texts: dict[str, str], number: int) -> dict[str, str]:
    """The files of a version as those of another city, consistently in all of them."""
    found = _CODE.search(texts["plan.yaml"])
    assert found is not None
    # The city's own code, those of its counties, and its province's.
    code = re.compile(rf"\b{found[1]}(\d\d)\b|\b{found[1][:2]}0000\b")
    own = _OWN_FACT.findall(texts.get("facts.yaml", ""))
    fact = re.compile(rf"\b({'|'.join(own)})\b") if own else None
    province = PROVINCES[number // 99]

    def changed(text: str) -> str:
        text = code.sub(lambda at: f"{province}{f'{number % 99 + 1:02}{at[1]}' if at[1] else '0000'}", text)
        text = _SUM.sub(lambda amount: f"{int(amount[1]) * (number % 9 + 1)}{amount[2]}", text)
        return text if fact is None else fact.sub(rf"\1_{number:04}", text)

    other = {name: changed(text) for name, text in texts.items()}
    other["plan.yaml"] = _NAME.sub(rf"\g<1>\g<2>{number:04}\g<3>\g<4> {number:04}}}", other["plan.yaml"])
    if own:
        other["facts.yaml"] = _named_apart(other["facts.yaml"], number)
    return other


def _named_apart(facts: str, number: int) -> str:
    """The facts under labels and aliases that no other city's facts bear."""
    facts = _LABEL.sub(rf"\g<1>\g<2>{number:04}\g<3>\g<4> {number:04}}}", facts)

    def aliased(found: re.Match[str]) -> str:
        names = (f"{each.strip()}{number:04}" for each in found[2].split(","))
        return f"{found[1]}{', '.join(names)}]"

    return _ALIASES.sub(aliased, facts)


if __name__ == "__main__":
    print(*write_plans(Path(sys.argv[1]), int(sys.argv[2])), sep="\n")
