"""Check the marks, and count. Invariant: ends with 1 where one passage is not well marked."""

from __future__ import annotations

import sys
from collections import Counter

from training.holdings import FOLDER, MarkError, read


def main() -> int:
    """Print the passages and the things said of each file; the first fault of a file ends its count."""
    faults = 0
    for path in sorted(FOLDER.glob("*.txt")):
        try:
            passages = list(read(path))
        except MarkError as fault:
            print(fault)
            faults += 1
            continue
        kinds = Counter(s.kind for p in passages for s in p.said)
        print(
            f"{path.name}: {len(passages)} passages, {sum(not p.said for p in passages)} that say nothing, "
            f"{dict(kinds.most_common())}"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
