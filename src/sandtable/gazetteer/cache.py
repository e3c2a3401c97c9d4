"""The cache kept small. Invariant: only files that a build made are removed, and never the one in use or a recent one."""

from __future__ import annotations

import time
from pathlib import Path

_HALF_BUILT_DAYS = 1.0  # what an interrupted build left behind
_OUTDATED_DAYS = 30.0  # another version's file, which an older installation may still read
_DAY_S = 86_400.0


def prune(current: Path) -> None:
    """Removes what earlier builds left beside the file in use: `gazetteer-*.tmp` after a day, other versions'
    `gazetteer-*.sqlite` after 30 days without a new build. A file that cannot be removed is left."""
    now = time.time()
    for pattern, days in (("gazetteer-*.tmp", _HALF_BUILT_DAYS), ("gazetteer-*.sqlite", _OUTDATED_DAYS)):
        for path in current.parent.glob(pattern):
            try:
                if path != current and now - path.stat().st_mtime > days * _DAY_S:
                    path.unlink()
            except OSError:
                continue
