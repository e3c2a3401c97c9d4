"""Check the marks, and count. Invariant: ends with 1 where one text is not well marked."""

from __future__ import annotations

import sys
from collections import Counter

from training.mentions import FOLDER, MarkError, blocks, unmark


def main() -> int:
    """Print each fault, and the words and mentions of each file."""
    faults = 0
    for path in sorted(FOLDER.glob("*.txt")):
        counts: Counter[str] = Counter()
        words = number = 0
        for name, text in blocks(path):
            try:
                marked = unmark(name, text)
            except MarkError as fault:
                print(f"{path.name}: {fault}")
                faults += 1
                continue
            number += 1
            words += len(marked.text.split())
            counts.update(kind for _, _, kind in marked.spans)
        print(
            f"{path.name}: {number} texts, {words} words, {sum(counts.values())} mentions: {dict(counts.most_common())}"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
