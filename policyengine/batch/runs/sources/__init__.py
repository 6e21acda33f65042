"""Files of enterprises as slices of so many rows: however long a file, one slice is all that is held."""

from __future__ import annotations

from policyengine.batch.runs.sources.opening import ENDINGS as ENDINGS
from policyengine.batch.runs.sources.opening import open_source as open_source
from policyengine.batch.runs.sources.source import Slice as Slice
from policyengine.batch.runs.sources.source import Source as Source
from policyengine.batch.runs.sources.source import Unread as Unread
