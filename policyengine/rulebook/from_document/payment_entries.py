"""One entry of `payments:`: in which form it says what it comes to, on which condition, from which day."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual
from policyengine.language.tree import Amount, Condition, Kind, Literal, Term
from policyengine.rulebook.choices import PaymentKind
from policyengine.rulebook.document import PaymentWritten
from policyengine.rulebook.findings import KeysExclude
from policyengine.rulebook.from_document.entry import citations, condition, day, titled
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.paying import Payment
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

FORMS = ("share", "amount", "advance", "settlement")
REMAINDER = "remainder"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry whose words are read; `amount` is that of an `amount:` or of an `advance:`.

    `share` is a percentage or a side of a ratio; None where the form is share: what the others leave.
    """

    written: PaymentWritten
    number: int
    form: str
    when: Condition
    earliest: Term | None
    share: Literal | None = None
    amount: Amount | None = None

    @property
    def node(self) -> Mapping:
        """Where the entry is written."""
        return self.written.node

    @property
    def place(self) -> Node:
        """Where it says what it comes to."""
        return self.written.node.items[self.form]

    @property
    def is_rest(self) -> bool:
        """It is what the others leave."""
        return self.form == "share" and self.share is None

    def payment(self, amount: Amount) -> Payment:
        """The payment, now that it is known what it comes to."""
        kind = PaymentKind(self.form) if self.form in ("advance", "settlement") else PaymentKind.INSTALMENT
        words = title(kind, self.number)
        return Payment(
            id=self.written.id or f"payment_{self.number}",
            title=titled(self.written.title, words.zh, words.en),
            kind=kind,
            amount=amount,
            when=self.when,
            earliest=self.earliest,
            cite=citations(self.written.cite),
            span=self.node.span,
        )


def title(kind: PaymentKind, number: int) -> Bilingual:
    """What a payment is called that has no title of its own."""
    return {
        PaymentKind.INSTALMENT: Bilingual(zh=f"第{number}笔", en=f"Payment {number}"),
        PaymentKind.ADVANCE: Bilingual(zh="预拨", en="Advance"),
        PaymentKind.SETTLEMENT: Bilingual(zh="清算", en="Settlement"),
    }[kind]


def entry(written: PaymentWritten, number: int, read: Expressions) -> Entry | None:
    """One entry, in exactly one of its forms; None where anything in it is wrong."""
    node, before = written.node, len(read.findings)
    when, earliest = condition(node, "when", read), day(node, "not_before", read)
    forms = tuple(form for form in FORMS if form in node.items)
    if len(forms) != 1:
        read.findings.append(KeysExclude(keys=FORMS, found=forms, span=node.head))
        return None
    form, below = forms[0], node.items[forms[0]]
    share = _share(below, read) if form == "share" else None
    amount = read.amount(below) if form in ("amount", "advance") else None
    if form == "settlement" and not written.settlement:
        read.findings.append(wrong(below, "true", "true"))
    if len(read.findings) > before:
        return None
    return Entry(written, number, form, when, earliest, share, amount)


def _share(node: Node, read: Expressions) -> Literal | None:
    """A percentage, or one side of a ratio; None for the remainder."""
    if isinstance(node, Scalar) and node.text.strip() == REMAINDER:
        return None
    literal = read.literal(node)
    if literal is not None and (
        literal.kind not in (Kind.RATIO, Kind.COUNT) or isinstance(literal.value, str) or literal.value == 0
    ):
        read.findings.append(wrong(node, "50%、3或remainder", "50%, 3 or `remainder`"))
    return literal
