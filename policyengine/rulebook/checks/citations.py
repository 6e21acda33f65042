"""Quotes are the operative words of a clause: there, short, and the issuer's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity, Span, shown
from policyengine.rulebook.checks.statements import cited
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan

LONGEST_QUOTE = 120
"""Characters of a quote beyond which it is more than the operative words."""


@dataclass(frozen=True, slots=True)
class EmptyQuote(Finding):
    """A citation quotes nothing.

    Why: a clause number alone proves no condition and no amount.
    Mend: quote the operative words, verbatim.
    """

    code = "empty-quote"
    clause: str

    def message(self) -> Bilingual:
        """The clause cited."""
        return Bilingual(
            zh=f"引用“{shown(self.clause)}”时没有摘录条文",
            en=f"the citation of clause {shown(self.clause)} quotes nothing",
        )


@dataclass(frozen=True, slots=True)
class LongQuote(Finding):
    """A quote is longer than the operative words of any clause.

    Why: in a quote of a whole paragraph nobody sees which words decide, and every number in it grounds.
    Mend: keep the operative words; several short citations of one clause are welcome.
    """

    code = "long-quote"
    severity = Severity.WARNING
    length: int

    def message(self) -> Bilingual:
        """The length."""
        return Bilingual(
            zh=f"摘录了{self.length}字，超过{LONGEST_QUOTE}字",
            en=f"the quote has {self.length} characters, more than {LONGEST_QUOTE}",
        )


@dataclass(frozen=True, slots=True)
class ReconstructedWords(Finding):
    """A quote touches words that are not the issuer's.

    Why: where the copy of a document is damaged, what stands in 〔 〕 is somebody's guess, and no law.
    Mend: quote the words before or after it.
    """

    code = "reconstructed-words"
    words: str

    def message(self) -> Bilingual:
        """The reconstruction."""
        return Bilingual(
            zh=f"摘录触及重建文字“{shown(self.words)}”，这不是发文机关的原文",
            en=f"the quote touches the reconstruction “{shown(self.words)}”, which is not the issuer's words",
        )


def citations(plan: Plan) -> Iterator[Finding]:
    """What can be said against a quote without looking at the document."""
    for each in cited(plan):
        yield from _of(each.cite, each.quote_at, plan.reconstructions)


def bracketed(words: str) -> str:
    """A reconstruction as it stands in the document, within 〔 〕."""
    return words if words.startswith("〔") else f"〔{words}〕"


def _of(cite: Citation, span: Span | None, reconstructions: tuple[str, ...]) -> Iterator[Finding]:
    quote = "".join(cite.quote.split())
    if not quote:
        yield EmptyQuote(clause=cite.clause, span=span)
    if len(quote) > LONGEST_QUOTE:
        yield LongQuote(length=len(quote), span=span)
    touched = next((words for words in map(bracketed, reconstructions) if words in quote), None)
    if touched is not None:
        yield ReconstructedWords(words=touched, span=span)
