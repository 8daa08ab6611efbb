"""Write the whole corpus: `python -m tests.corpus.build DIR` makes DIR/should_read and DIR/should_refuse.

Beside each workbook lies its truth as JSON: rows and why others are skipped, or the code of its refusal.
"""

import json
import sys
from pathlib import Path

from .catalogue import catalogue


def build(folder: Path) -> int:
    """Write all workbooks with their truths; gives their number."""
    cases = catalogue().values()
    for case in cases:
        place = folder / ("should_refuse" if case.refused else "should_read")
        place.mkdir(parents=True, exist_ok=True)
        case.write(place / case.file)
        truth = {"file": case.file, **({"refused": case.refused} if case.refused else case.truth)}
        (place / f"{case.name}.truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1))
    return len(cases)


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))} workbooks\n")
