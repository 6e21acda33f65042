"""The repository that files lie in, from whose root reports name them."""

from __future__ import annotations

import os
from pathlib import Path


def root_of(folder: Path) -> Path:
    """The nearest folder at or above this one that git works in; where there is none, the current folder."""
    whole = Path(os.path.abspath(folder))
    for each in (whole, *whole.parents):
        if (each / ".git").exists():
            return each
    return Path.cwd()
