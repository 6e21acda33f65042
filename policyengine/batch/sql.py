"""The public names of writing statements: which version, and its statement."""

from __future__ import annotations

from policyengine.batch.several import SeveralStatement as SeveralStatement
from policyengine.batch.several import statement_for_several as statement_for_several
from policyengine.batch.statement import Statement as Statement
from policyengine.batch.statement import statement_for as statement_for
from policyengine.batch.versions import version_for as version_for
