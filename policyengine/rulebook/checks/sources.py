"""Each quote stands in the source document, verbatim, in the clause it is cited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyengine.errors import Bilingual, Finding, Severity, Span, shown
from policyengine.rulebook.checks.citations import ReconstructedWords, bracketed
from policyengine.rulebook.checks.source_clauses import is_numbered, located
from policyengine.rulebook.checks.source_text import SourceText, Stretch
from policyengine.rulebook.checks.statements import Cited, cited
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan

MOST_SUGGESTIONS = 20
"""So many quotes of a plan are given their nearest passage; looking for it is slow."""


@dataclass(frozen=True, slots=True)
class SourceMissing(Finding):
    """The document that a plan encodes is not where it was looked for, or is no text.

    Why: without it no quote can be proved.
    Mend: put the document there under the name that `source` gives, in UTF-8, or correct `source`.
    """

    code = "source-missing"
    path: str

    def message(self) -> Bilingual:
        """The path."""
        return Bilingual(zh=f"读不到原文“{self.path}”", en=f"cannot read the source document `{self.path}`")


@dataclass(frozen=True, slots=True)
class QuoteNotFound(Finding):
    """A quote does not stand in the source document.

    Why: a quote is verbatim, or it proves nothing. Full-width and half-width signs count as the same, white
    space and line ends as nothing; every other character must be the document's.
    Mend: copy the words from the document. Two places of a clause are two citations, never one with a gap.
    """

    code = "quote-not-found"
    quote: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The quote."""
        return Bilingual(
            zh=f"原文中没有“{shown(self.quote)}”", en=f"the source does not hold “{shown(self.quote)}”"
        )

    def help(self) -> Bilingual | None:
        """The nearest passage."""
        if self.nearest is None:
            return None
        near = shown(self.nearest)
        return Bilingual(zh=f"原文作“{near}”", en=f"the source reads “{near}”")


@dataclass(frozen=True, slots=True)
class QuoteElsewhere(Finding):
    """A quote stands in the source document, but not in the clause it is cited for.

    Why: whoever looks up the clause does not find the words.
    Mend: cite the clause that holds them.
    """

    code = "quote-elsewhere"
    clause: str
    holder: str | None

    def message(self) -> Bilingual:
        """The clause cited."""
        return Bilingual(
            zh=f"摘录不在“{self.clause}”中", en=f"the quote does not stand in clause {self.clause}"
        )

    def help(self) -> Bilingual | None:
        """The clause that holds it, where that is known."""
        if self.holder is None:
            return None
        return Bilingual(zh=f"它在“{self.holder}”中", en=f"it stands in clause {self.holder}")


@dataclass(frozen=True, slots=True)
class ClauseNotLocated(Finding):
    """A clause that is cited is not found by its number in the source document, which does number clauses.

    Why: its quotes are looked for in the whole document, so that words of another clause pass for its own.
    Told once for each clause; never of a document in which no line opens with a number.
    Mend: write the id as the document numbers the clause: 第八条, 第八条(一), 第八条(一)1, or 三, 三(一),
    三(一)1, or 附件1, 附件1.2. List clauses in the document's order; a 章 or 节 is no clause.
    """

    code = "clause-not-located"
    severity = Severity.WARNING
    clause: str
    holder: str | None

    def message(self) -> Bilingual:
        """The clause."""
        clause = shown(self.clause)
        return Bilingual(
            zh=f"原文中找不到“{clause}”的编号，无法核对摘录是否出自该条",
            en=f"the source has no clause numbered {clause}: its quotes are not proved to stand in it",
        )

    def help(self) -> Bilingual | None:
        """Where its first quote stands, or how ids are written."""
        if self.holder is not None:
            return Bilingual(zh=f"摘录在“{self.holder}”中", en=f"the quote stands in clause {self.holder}")
        return Bilingual(
            zh="条款编号照原文，按原文的次序列出，如“第八条(一)”“三(一)1”",
            en="ids are the numbers as printed, in the document's order, such as 第八条(一) or 三(一)1",
        )


@dataclass(frozen=True, slots=True)
class ReconstructionNotFound(Finding):
    """A stretch listed under `reconstructions` is not in the source document.

    Why: misspelt, it would guard nothing, and a quote could touch the words that are not the issuer's.
    Mend: copy it from the document, with its brackets 〔 〕.
    """

    code = "reconstruction-not-found"
    words: str

    def message(self) -> Bilingual:
        """The stretch."""
        return Bilingual(
            zh=f"原文中没有重建文字“{shown(self.words)}”",
            en=f"the source does not hold the reconstruction “{shown(self.words)}”",
        )


def check_sources(plan: Plan, directory: Path) -> tuple[Finding, ...]:
    """What the source document says against the plan's quotes; `directory` holds the documents."""
    source = _read(directory, plan.source)
    if source is None:
        span = plan.written_at.get("source", plan.span)
        return (SourceMissing(path=str(directory / plan.source), span=span),)
    return tuple(_Proof(plan, source).findings())


def _read(directory: Path, name: str) -> SourceText | None:
    path = directory / name
    try:
        if not path.resolve().is_relative_to(directory.resolve()):
            return None
        return SourceText(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        return None


class _Proof:
    """One plan against its document."""

    def __init__(self, plan: Plan, source: SourceText) -> None:
        self.plan, self.source = plan, source
        self.clauses = located(source, (clause.id for clause in plan.clauses))
        listed = {clause.id for clause in plan.clauses}
        # A clause that is not even listed is told when the plan loads.
        self.lost = listed - self.clauses.keys() if is_numbered(source) else set[str]()
        self.reconstructions = tuple(bracketed(words) for words in plan.reconstructions)
        self.forbidden = [place for words in self.reconstructions for place in source.occurrences(words)]
        self.smoothed = source.without_brackets(self.reconstructions)
        self.suggestions = MOST_SUGGESTIONS

    def findings(self) -> Iterator[Finding]:
        for index, words in enumerate(self.reconstructions):
            if not self.source.occurrences(words):
                span = self.plan.written_at.get(f"reconstructions.{index}", self.plan.span)
                yield ReconstructionNotFound(words=words, span=span)
        for each in cited(self.plan):
            # An empty quote, or one that prints a reconstruction, is refused when the plan loads.
            quote = each.cite.quote
            if quote.strip() and not any(words in quote for words in self.reconstructions):
                yield from self._of(each)

    def _of(self, each: Cited) -> Iterator[Finding]:
        cite, span = each.cite, each.quote_at
        places = self.source.occurrences(cite.quote)
        sound = [place for place in places if not any(place.touches(other) for other in self.forbidden)]
        if sound:
            yield from self._lost(cite, sound[0], each.clause_at)
            yield from self._outside(cite, sound, span)
        elif places or self.smoothed.occurrences(cite.quote):
            words = next((w for w in self.reconstructions if w.strip("〔〕") in cite.quote), "〔〕")
            yield ReconstructedWords(words=words, span=span)
        else:
            self.suggestions -= 1
            near = self.source.nearest(cite.quote) if self.suggestions >= 0 else None
            yield QuoteNotFound(quote=cite.quote, nearest=near, span=span)

    def _lost(self, cite: Citation, place: Stretch, span: Span | None) -> Iterator[Finding]:
        if cite.clause in self.lost:
            self.lost.remove(cite.clause)
            yield ClauseNotLocated(clause=cite.clause, holder=self._holder(place), span=span)

    def _outside(self, cite: Citation, places: list[Stretch], span: Span | None) -> Iterator[Finding]:
        own = self.clauses.get(cite.clause)
        if own is not None and not any(place.within(own) for place in places):
            yield QuoteElsewhere(clause=cite.clause, holder=self._holder(places[0]), span=span)

    def _holder(self, place: Stretch) -> str | None:
        """The innermost clause that holds a place."""
        holding = {clause: own for clause, own in self.clauses.items() if place.within(own)}
        return min(holding, key=lambda clause: holding[clause].end - holding[clause].start, default=None)
