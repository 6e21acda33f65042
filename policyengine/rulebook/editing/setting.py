"""Values of a version set on trial: the files as they would be, and whether they would still check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyengine.errors import Bilingual, Finding, RequestError, Severity
from policyengine.language.facts import nearest
from policyengine.refusals import FileTrouble, UnknownName, UnknownPath, WrittenElsewhere, reason_of
from policyengine.rulebook.assemble import assembled
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.editing.files import bytes_of
from policyengine.rulebook.editing.layout import formatted
from policyengine.rulebook.editing.paths import Spot, file_of, names_in, spot, steps_of
from policyengine.rulebook.editing.pieces import Leaf
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.splice import as_written, with_value, without
from policyengine.rulebook.folder import VERSION_FILES, read_folder, with_bundled
from policyengine.rulebook.overlay import overlaid
from policyengine.rulebook.reading_city import OF_WHOLE_PLANS
from policyengine.rulebook.text.decoding import decoded
from policyengine.rulebook.text.nodes import PlainValue, Source
from policyengine.rulebook.text.yaml import Unreadable, plain, read_yaml

_CITY, _VERSION = Bilingual("城市", "city"), Bilingual("版本", "version")


@dataclass(frozen=True, slots=True)
class Wish:
    """A path, and the value that it is to have; None to take away what stands there."""

    path: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a wish did: what was written there before and what is now, None for nothing."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The files that would change, by path, and what `check` would say of them.

    `refused`: errors that keep the changes from being made. Of a version that checks, that is every error; of
    one that does not yet, every error in the values themselves, since the first mended value may bring to
    light what nobody could see before. `told`: what else is new. `remaining`: errors, if they are made.
    """

    texts: Mapping[Path, str]
    changes: tuple[Change, ...]
    refused: tuple[Finding, ...]
    told: tuple[Finding, ...]
    remaining: int


def on_trial(root: Path, city: str, version: str, wishes: Iterable[Wish]) -> Trial:
    """All wishes together, in order, tried on a version of a folder of policies. Nothing is written.

    RequestError where the version is not there, a path leads to nothing or a value is shared; Unreadable
    where a file that is to change is no YAML.
    """
    place = version_folder(root, city, version)
    texts: dict[Path, str] = {}
    changes: list[Change] = []
    for wish in wishes:
        steps = steps_of(wish.path)
        file = place / file_of(steps)
        before = texts[file] if file in texts else _text(file)
        text, change = _changed(before, str(file), wish)
        texts[file] = text
        changes.append(change)
    places = [(place / file_of(steps_of(change.path)), change) for change in changes]
    return _judged(
        root, city, texts, tuple(changes), [_lines(texts[file], file, each) for file, each in places]
    )


def version_folder(root: Path, city: str, version: str) -> Path:
    """The folder of a version. RequestError, with the nearest name, where city or version is not there."""
    try:
        folder = read_folder(root)
    except (OSError, ValueError) as error:
        reason = reason_of(error if isinstance(error, OSError) else OSError(str(error)))
        raise RequestError([FileTrouble(str(root), reason)]) from None
    cities = {name: versions for name, versions in folder.cities.items() if versions}
    if city not in cities:
        raise RequestError([UnknownName(_CITY, city, tuple(cities), nearest(city, cities))])
    names = tuple(each.version for each in cities[city])
    if version not in names:
        raise RequestError([UnknownName(_VERSION, version, names, nearest(version, names))])
    return root / city / version


def _text(file: Path) -> str:
    """A file's text, byte order mark taken off. RequestError where the version has no such file."""
    if not file.exists():
        raise RequestError([UnknownPath(file.name, _files_beside(file))])
    content = bytes_of(file)
    read_yaml(content, str(file))
    return decoded(content, str(file), Unreadable)


def _files_beside(file: Path) -> tuple[str, ...]:
    return tuple(name for name in VERSION_FILES if (file.parent / name).is_file())


def _changed(text: str, name: str, wish: Wish) -> tuple[str, Change]:
    """The text with one wish granted, laid out anew if it was laid out before."""
    root = pieces_of(text).root
    place = spot(root, steps_of(wish.path), wish.path)
    member = place.member
    if wish.value is None:
        if member is None:
            raise RequestError([UnknownPath(wish.path, names_in(place.group))])
        made = without(text, place)
    else:
        made = with_value(text, place, wish.value)
    if not _nothing_else(text, made, name, place, wish.value):
        raise RequestError([WrittenElsewhere(wish.path)])
    if formatted(text, name) == text:
        made = formatted(made, name)
    return made, Change(wish.path, _shown(text, place), _after(place, wish.value))


def _nothing_else(text: str, made: str, name: str, place: Spot, value: str | None) -> bool:
    """Whether the text made differs from the text in that value alone."""
    wanted = plain(read_yaml(text, name))
    below = wanted
    for group, index in place.trail[:-1]:
        below = _entry(below, group.is_list, index)
    new = None if value is None else plain(read_yaml(_after(place, value) or "", name))
    if isinstance(below, list):
        below[place.index : place.index + 1] = [] if value is None else [new]
    elif isinstance(below, dict) and value is None:
        del below[str(place.key_written)]
    elif isinstance(below, dict):
        below[str(place.key_written)] = new
    try:
        return _typed(plain(read_yaml(made, name))) == _typed(wanted)
    except Unreadable:
        return False


def _entry(value: PlainValue, is_list: bool, index: int) -> PlainValue:
    if isinstance(value, list):
        return value[index]
    assert isinstance(value, dict)
    return list(value.values())[index]


def _typed(value: PlainValue) -> object:
    """The value in a form in which 1 and true are two things, and what is empty is nothing."""
    if isinstance(value, dict):
        return [(key, _typed(each)) for key, each in value.items()] or None
    if isinstance(value, list):
        return [_typed(each) for each in value] or None
    return None if value is None else (type(value).__name__, value)


def _shown(text: str, place: Spot) -> str | None:
    member = place.member
    if member is None:
        return None
    value = member.value
    return value.source if isinstance(value, Leaf) else text[value.start : value.end].strip()


def _after(place: Spot, value: str | None) -> str | None:
    if value is None:
        return None
    before = None if place.member is None else place.member.value
    return as_written(value, before, place.group.flow)


def _lines(text: str, file: Path, change: Change) -> tuple[str, int, int]:
    """The file and the lines on which a value now stands; none where it was taken away."""
    if change.after is None:
        return str(file), 0, 0
    try:
        member = spot(pieces_of(text).root, steps_of(change.path), change.path).member
    except RequestError:  # a later wish took away what holds it
        member = None
    if member is None:
        return str(file), 0, 0
    start = member.value.start if member.key is None else member.key.start
    span = Source(str(file), text).span(start, member.value.end)
    return str(file), span.line, span.end_line


def _judged(
    root: Path,
    city: str,
    texts: Mapping[Path, str],
    changes: tuple[Change, ...],
    lines: Sequence[tuple[str, int, int]],
) -> Trial:
    folder = with_bundled(read_folder(root, [city]), policies_path())
    old, new = assembled(folder).findings, assembled(overlaid(folder, root, texts)).findings
    known = Counter(map(_said, old))
    added: list[Finding] = []
    for finding in new:
        if known[_said(finding)]:
            known[_said(finding)] -= 1
        else:
            added.append(finding)
    sound = not any(map(_is_error, old))
    refused = tuple(each for each in added if _is_error(each) and (sound or _is_of(each, lines)))
    told = tuple(each for each in added if each not in refused)
    return Trial(texts, changes, refused, told, sum(map(_is_error, new)))


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _is_of(finding: Finding, lines: Iterable[tuple[str, int, int]]) -> bool:
    """Whether a finding speaks of a value itself: it stands there, and no rule still to come mends it."""
    span = finding.span
    if span is None or finding.code in OF_WHOLE_PLANS:
        return False
    return any(span.file == file and first <= span.line <= last for file, first, last in lines)


def _said(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line: that may have moved."""
    return finding.code, finding.message().en, "" if finding.span is None else finding.span.file
