"""The days of an assessment as a calendar (RFC 5545): when to apply, what is paid when, what is due.

Needs icalendar (`pip install 'hightech-policyengine[calendar]'`). All entries last whole days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from policyengine.errors import Bilingual, RequestError
from policyengine.refusals import FileTrouble, MissingLibrary, reason_of
from policyengine.reporting.lang import Lang

OPENS = Bilingual("申报受理", "applications open")
CLOSES = Bilingual("申报截止", "apply by")
PAID = Bilingual("最早拨付", "paid from")
DUE = Bilingual("期限", "due")

_CONCERN = ("eligible", "undetermined")
_OPEN_DUTIES = ("due", "undetermined")
_TO_COME = ("not_yet", "conditional")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something from one day to another, both inclusive. `id` is the item's, `what` happens then."""

    id: str
    title: Mapping[str, str]
    what: Bilingual
    first: date
    last: date


def entries(assessment: Mapping[str, Any]) -> Iterator[Entry]:
    """What an assessment has a day for, in the order of its items; nothing of what cannot be had."""
    for item in (*assessment["rewards"], *assessment["supports"]):
        if item["status"] in _CONCERN:
            yield from _applying(item)
            for payment in item.get("payments", ()):
                if payment["earliest"] and payment["status"] in _TO_COME:
                    words = payment["title"]
                    what = Bilingual(f"{words['zh']}{PAID.zh}", f"{words['en']} {PAID.en}")
                    yield _on(item, what, payment["earliest"])
    for duty in assessment["obligations"]:
        if duty["due_on"] and duty["status"] in _OPEN_DUTIES:
            yield _on(duty, DUE, duty["due_on"])


def _applying(item: Mapping[str, Any]) -> Iterator[Entry]:
    how = item["apply"]
    if how is None:
        return
    for window in how["windows"]:
        first, last = date.fromisoformat(window["from"]), date.fromisoformat(window["to"])
        yield Entry(item["id"], item["title"], OPENS, first, last)
    if how["deadline"]:
        yield _on(item, CLOSES, how["deadline"])


def _on(item: Mapping[str, Any], what: Bilingual, day: str) -> Entry:
    return Entry(item["id"], item["title"], what, date.fromisoformat(day), date.fromisoformat(day))


def save(assessment: Mapping[str, Any], file: Path, lang: Lang = Lang.ZH) -> None:
    """Write the calendar of an assessment, given as its contract.

    RequestError where icalendar is missing or the file cannot be written.
    """
    write(entries(assessment), assessment["as_of"], file, lang)


def save_due(coming: Mapping[str, Any], file: Path, lang: Lang = Lang.ZH) -> None:
    """Write what falls due, a `policyengine/due@1`, as a calendar; refused as `save` is."""
    write((_coming(entry) for entry in coming["due"]), coming["as_of"], file, lang)


def _coming(entry: Mapping[str, Any]) -> Entry:
    """A day of what falls due; an enterprise's bears its name."""
    who, day = entry["name"] or entry["who"], date.fromisoformat(entry["due_on"])
    title = {lang: f"{who} · {words}" for lang, words in entry["title"].items()}
    own = entry["title"] if entry["kind"] != "obligation" else title
    return Entry(f"{entry['who']}.{entry['id']}", own, DUE, day, day)


def write(days: Iterable[Entry], as_of: str, file: Path, lang: Lang) -> None:
    """Write entries as a calendar, as of a day."""
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise RequestError([MissingLibrary("icalendar", "calendar")]) from None
    calendar = Calendar()
    calendar.add("prodid", "-//policyengine//assessment//")
    calendar.add("version", "2.0")
    # The day asked about stands for the moment of writing: no hidden clock, so that the same day gives
    # the same file.
    stamp = datetime.combine(date.fromisoformat(as_of), time(), UTC)
    for number, entry in enumerate(days):
        event = Event()
        event.add("uid", f"{entry.id}.{number}.{entry.first.isoformat()}@policyengine")
        event.add("dtstamp", stamp)
        zh, en = f"{entry.title['zh']}：{entry.what.zh}", f"{entry.title['en']}: {entry.what.en}"
        event.add("summary", lang.say(zh, en))
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))  # RFC 5545: the day after the last
        calendar.add_component(event)
    try:
        file.write_bytes(calendar.to_ical())
    except OSError as error:
        raise RequestError([FileTrouble(str(file), reason_of(error))]) from None
