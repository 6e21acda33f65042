"""A fault of one profile among many, with the enterprise it is of."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding


@dataclass(frozen=True, slots=True)
class OfEnterprise(Finding):
    """One profile in a file of many holds something that cannot be read.

    Why: a sum over enterprises from which one is silently missing is wrong.
    Mend: correct the value that is named, in the enterprise that is named.
    """

    code = "of-enterprise"
    enterprise: str
    fault: Finding

    def message(self) -> Bilingual:
        """The enterprise, then the fault in its own words."""
        words = self.fault.message()
        return Bilingual(f"{self.enterprise}：{words.zh}", f"{self.enterprise}: {words.en}")

    def help(self) -> Bilingual | None:
        """The way out that the fault itself offers."""
        return self.fault.help()


def of_enterprise(enterprise: str, fault: Finding) -> OfEnterprise:
    """The fault, said to be of one enterprise."""
    return OfEnterprise(enterprise, fault, span=fault.span)
