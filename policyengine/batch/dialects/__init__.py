"""The dialects a statement can be written in, a file each; what differs between them and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.batch.dialects.dialect import SqlDialect as SqlDialect
from policyengine.batch.dialects.duckdb import DUCKDB
from policyengine.batch.dialects.portable import PORTABLE
from policyengine.batch.dialects.postgres import POSTGRES
from policyengine.batch.dialects.spark import SPARK

DIALECTS: Mapping[str, SqlDialect] = {each.name: each for each in (DUCKDB, SPARK, POSTGRES, PORTABLE)}
"""Every dialect by the name it is asked for by."""
