"""Where a name is defined, and everywhere that it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types

from policyengine.errors import Span
from policyengine.languageserver.names import Occurrence
from policyengine.languageserver.picture import Name, Picture
from policyengine.languageserver.positions import Text

TextOf: TypeAlias = Callable[[str], tuple[str, Text]]
"""The address of a file as the client knows it, and its text."""


def definition(picture: Picture, name: Name, path: Path, text_of: TextOf) -> list[types.Location]:
    """Where the thing is defined; what a plan defines for itself comes before what all plans share."""
    places = [(file, each) for file, each in picture.occurrences_of(name) if each.defines]
    own = [(file, each) for file, each in places if Path(file).parent == path.parent]
    shared = [(file, each) for file, each in places if picture.files[file].version_of == ("", "")]
    return [*_locations(own or shared or places, text_of)]


def references(picture: Picture, name: Name, text_of: TextOf, *, declared: bool) -> list[types.Location]:
    """Every place that names the thing, in the order of files; with its definition if that is asked for."""
    places = ((file, each) for file, each in picture.occurrences_of(name) if declared or not each.defines)
    return [*_locations(places, text_of)]


def highlights(picture: Picture, name: Name, path: Path, text: Text) -> list[types.DocumentHighlight]:
    """The places of one file that name the thing."""
    names = picture.files.get(str(path))
    return [
        types.DocumentHighlight(text.range_of(each.span))
        for each in (names.names if names is not None else ())
        if picture.named(each, path) == name
    ]


def _locations(places: Iterable[tuple[str, Occurrence]], text_of: TextOf) -> Iterator[types.Location]:
    told: set[Span] = set()
    for file, each in places:
        if each.span not in told:
            told.add(each.span)
            uri, text = text_of(file)
            yield types.Location(uri, text.range_of(each.span))
