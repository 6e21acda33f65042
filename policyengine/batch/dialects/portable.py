"""What every SQL database has, for those that cannot be run here.

No boolean columns but CASE returning 1, 0 or NULL; NUMERIC of at most 38 digits; no empty strings, no FILTER,
no LATERAL, no LEAST or GREATEST.
"""

from __future__ import annotations

from typing import ClassVar

from sqlglot import Dialect, exp, generator

from policyengine.batch.dialects.dialect import SqlDialect


def _remainder(writer: generator.Generator, mod: exp.Mod) -> str:
    """The rest of a division as a function: the sign for it is not everywhere."""
    sides = (side.this if isinstance(side, exp.Paren) else side for side in (mod.this, mod.expression))
    return f"MOD({', '.join(writer.sql(side) for side in sides)})"


class Portable(Dialect):
    """Standard SQL as sqlglot writes it, with the standard's name for decimals."""

    class Generator(generator.Generator):
        """The standard's names of types."""

        TYPE_MAPPING: ClassVar = {
            **generator.Generator.TYPE_MAPPING,
            exp.DType.DECIMAL: "NUMERIC",
            exp.DType.TEXT: "VARCHAR",
        }
        TRANSFORMS: ClassVar = {**generator.Generator.TRANSFORMS, exp.Mod: _remainder}


PORTABLE = SqlDialect("portable", Portable, numbered=True)
"""Standard SQL."""
